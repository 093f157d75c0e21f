"""The template process: a fresh interpreter with everything loaded, which forks one child for each task.

Forking a loaded interpreter takes milliseconds where starting one takes half a second, and the template has a single
thread, unlike the process that reads. Started by ``children.Template`` as ``python -m indexer.pdf.template
DESCRIPTOR``; it ends when the other end of the socket is closed, and takes its children with it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import selectors
import signal
import socket
import sys
from typing import Any

from indexer.pdf import messages
from indexer.pdf.child import warm_up, work
from indexer.pdf.converting.office import become_program
from indexer.pdf.sandbox import confine, load_filter

_LONGEST_TASK = 65536


class _Server:
    """Forks, watches and buries children. A task's own socket hears of the end of its child; closing it kills it."""

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._selector = selectors.DefaultSelector()
        self._children: dict[int, socket.socket] = {}
        self._woken, waker = os.pipe()
        self._waker = waker
        for end in (self._woken, waker):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Serve tasks until the other side goes away."""
        self._selector.register(self._requests, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._requests:
                    if not self._accept():
                        return self._end()
                elif key.fileobj == self._woken:
                    self._bury()
                else:
                    self._abandon(key.data, key.fileobj)

    def _accept(self) -> bool:
        """Start the child of the next task; False if there will be no more."""
        data, descriptors, _, _ = socket.recv_fds(self._requests, _LONGEST_TASK, 3)
        if not data:
            return False
        file, results, control = descriptors
        pid = os.fork()
        if pid == 0:
            self._be_child(json.loads(data), file, results, control)
        os.close(file)
        os.close(results)
        watched = socket.socket(fileno=control)
        self._children[pid] = watched
        self._selector.register(watched, selectors.EVENT_READ, pid)
        return True

    def _be_child(self, task: dict[str, Any], file: int, results: int, control: int) -> None:
        """Go behind the walls, work, and end without a look back."""
        status = 1
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for other in (self._requests, *self._children.values()):
                other.close()
            self._selector.close()
            for descriptor in (self._woken, self._waker, control):
                os.close(descriptor)
            quiet = os.open(os.devnull, os.O_RDWR)
            for standard in (0, 1, 2):
                os.dup2(quiet, standard)
            if task["do"] == "program":
                os.set_inheritable(results, True)  # the reader hears on it that the program has ended
                become_program(task)
            confine(task["memory"], task["seconds"])
            status = work(task, file, results)
        except Exception as error:  # noqa: BLE001 - the child must never go on as a second template
            with contextlib.suppress(Exception):
                messages.send(results, {"error": " ".join(f"{type(error).__name__}: {error}".split())[:500]})
        finally:
            os._exit(status)

    def _bury(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while os.read(self._woken, 512):
                pass
        for pid in list(self._children):
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended:
                watched = self._children.pop(pid)
                seconds = usage.ru_utime + usage.ru_stime
                with contextlib.suppress(OSError):
                    watched.send(json.dumps({"status": os.waitstatus_to_exitcode(status), "seconds": seconds}).encode())
                with contextlib.suppress(KeyError):
                    self._selector.unregister(watched)
                watched.close()

    def _abandon(self, pid: int, watched: Any) -> None:
        """The reader has lost interest in a child, or never had more to say to it: kill it and all it started."""
        if pid in self._children:  # it may have been buried in the same round
            self._selector.unregister(watched)
            _kill(pid)

    def _end(self) -> None:
        for pid in self._children:
            _kill(pid)


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def main() -> None:
    """Serve the socket whose descriptor is the argument."""
    logging.disable(logging.CRITICAL)  # pdfminer warns of every oddity of a file
    load_filter()
    warm_up()
    gc.freeze()  # children share the pages of memory they do not write to
    with socket.socket(fileno=int(sys.argv[1])) as requests:
        _Server(requests).serve()


if __name__ == "__main__":
    main()
