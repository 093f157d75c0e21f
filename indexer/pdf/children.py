"""The reader's side of the template process: starting it, asking it for children, listening to them.

All of it may be used by several threads at once; no thread of this process ever forks.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from indexer.errors import ReadingError
from indexer.pdf.child import OUT_OF_MEMORY
from indexer.pdf.messages import Cut, Inbox, Message
from indexer.settings import PROJECT

_CHUNK = 1 << 18
_ENDINGS: Mapping[int | None, str] = {
    None: "was interrupted",
    OUT_OF_MEMORY: "needed more memory than allowed",
    -signal.SIGXCPU: "took more processor time than allowed",
    -signal.SIGKILL: "was killed by the system, mostly for want of memory",
    **dict.fromkeys((-signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT), "was stopped from outside"),
}
FROM_OUTSIDE = frozenset({-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT})
"""The statuses of processes that the system ended, or whoever stopped a service with all its processes: no file did."""

_LAST_WORDS = 5.0  # seconds the template has to tell how a child ended


@dataclass(frozen=True, slots=True)
class Ending:
    """How a child ended: ``fault`` completes "reading it ..." and is empty if all went well; its processor seconds.

    ``interrupted`` says that it ended together with the template, through no fault of its own: try again. ``passing``
    says that the system ended it, which another try may be spared. ``status`` is the exit status, a negative one the
    signal that ended it, None where it is not known.
    """

    fault: str
    seconds: float
    interrupted: bool = False
    passing: bool = False
    status: int | None = None


class Template:
    """The template process; started when the first child is asked for, and again if it has died."""

    def __init__(self) -> None:
        """Nothing is started yet."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._closed = False

    def child(self, task: Mapping[str, Any], file: int) -> Child:
        """A new child that does a task with the file behind a descriptor; ReadingError if none can be started."""
        results, results_end = os.pipe()
        control, control_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._ask(json.dumps(task).encode(), [file, results_end, control_end.fileno()])
        except OSError as error:
            os.close(results)
            control.close()
            raise ReadingError(f"no process to read with could be started: {error}") from None
        finally:
            os.close(results_end)
            control_end.close()
        return Child(results, control)

    def _ask(self, task: bytes, descriptors: list[int]) -> None:
        with self._lock:
            for attempt in (1, 2):
                if self._closed:
                    raise OSError("the reader was closed")
                if self._process is None or self._process.poll() is not None:
                    self._start()
                try:
                    socket.send_fds(self._running(), [task], descriptors)
                except OSError:
                    self._stop()
                    if attempt == 2:
                        raise
                else:
                    return

    def _running(self) -> socket.socket:
        if self._socket is None:
            raise BrokenPipeError
        return self._socket

    def _start(self) -> None:
        self._stop()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            paths = [str(PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "indexer.pdf.template", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,
            )
        self._socket = ours

    def _stop(self) -> None:
        if self._socket:
            self._socket.close()
            self._socket = None
        if self._process:
            try:
                self._process.wait(timeout=_LAST_WORDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def close(self) -> None:
        """End the template and whatever children it still has; no more are started."""
        with self._lock:
            self._closed = True
            self._stop()


class Child:
    """One child and what it says; a context manager that kills it on the way out if it still runs."""

    def __init__(self, results: int, control: socket.socket) -> None:
        """Take over the pipe that the child writes to and the socket on which the template tells of its end."""
        self._results = results
        self._control = control
        self._fault = ""

    def messages(self, patience: float) -> Iterator[Message]:
        """What the child says until it ends; it is given up when it says nothing for ``patience`` seconds."""
        inbox = Inbox()
        poll = select.poll()
        poll.register(self._results, select.POLLIN)
        while True:
            if not poll.poll(patience * 1000):
                self._fault = f"was given up after {patience:.0f} seconds without an answer"
                return
            data = os.read(self._results, _CHUNK)
            if not data:
                return
            inbox.feed(data)
            try:
                while message := inbox.take():
                    yield message
            except Cut:
                self._fault = "gave an answer that makes no sense"
                return

    def give_up(self, fault: str = "gave an answer that makes no sense") -> None:
        """Note why nothing more is heard of the child, which is killed when its ending is asked for."""
        self._fault = fault

    def ending(self) -> Ending:
        """How the child ended, which it must have by now: one that still runs is killed."""
        if self._fault:
            with contextlib.suppress(OSError):
                self._control.shutdown(socket.SHUT_WR)
        self._control.settimeout(_LAST_WORDS)
        try:
            last = json.loads(self._control.recv(4096) or b"{}")
        except (OSError, ValueError):
            last = {}
        status, seconds = last.get("status"), float(last.get("seconds", 0.0))
        if self._fault:
            return Ending(self._fault, seconds, status=status)
        passing = status in {None, *FROM_OUTSIDE}
        return Ending(_fault_of(status), seconds, status is None, passing=passing, status=status)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._results)
        self._control.close()


def _fault_of(status: int | None) -> str:
    """What an exit status says, in words that complete "reading it ...". A negative one is a signal."""
    if status == 0:
        return ""
    if status in _ENDINGS:
        return _ENDINGS[status]
    if status is not None and status < 0:
        return f"crashed ({_signal_name(-status)}, mostly for want of memory)"
    return f"failed (status {status})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
