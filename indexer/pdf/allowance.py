"""A program of the system run within limits: memory, processor time of the run and of all runs for one file."""

from __future__ import annotations

import contextlib
import math
import os
import resource
import signal
import subprocess
import threading
from collections.abc import Sequence

from indexer.errors import FileRefused, ReadingError
from indexer.pdf.children import FROM_OUTSIDE

_MEMORY = 2_000_000_000  # bytes; a page takes a tenth of it
_SECONDS = 120  # of processor time for one run; a page takes one or two, one full of noise ten
_PATIENCE = 3 * _SECONDS  # by the clock: another program may have the processor
_SECONDS_A_PAGE = 5  # of processor time, on average over the pages of a file


class Allowance:
    """The processor time that OCR may take for one file; threads share it.

    It grows by five seconds with every page, so that a long scan is read whole, whatever single pages of it take. Once
    it is spent it stays so.
    """

    def __init__(self, seconds: int) -> None:
        """Begin with the value of PALERMO_OCR_SECONDS."""
        self._limit = seconds
        self._left = float(seconds)
        self._lock = threading.Lock()

    def begin_page(self) -> None:
        """One more page is to be read; raises FileRefused if nothing is left for it."""
        with self._lock:
            self._left += _SECONDS_A_PAGE if self._left > 0 else 0
        self.share()

    def share(self) -> int:
        """The seconds that the next run may take; raises FileRefused if nothing is left."""
        if self._left <= 0:
            why = "of the file took more processor time than PALERMO_OCR_SECONDS allows"
            raise FileRefused("OCR", why, (("ocr_seconds", self._limit),))
        return min(_SECONDS, math.ceil(self._left))

    def spend(self, seconds: float) -> None:
        """A run took so many seconds."""
        with self._lock:
            self._left -= seconds


class _Program(subprocess.Popen[bytes]):
    """A program whose processor time, in seconds, is known when it has ended."""

    seconds = 0.0

    def wait(self, timeout: float | None = None) -> int:  # noqa: ARG002 - the signature of the class above
        """Its exit status, waited for without end: it has said its last, or was killed."""
        if self.returncode is None:
            _, status, used = os.wait4(self.pid, 0)
            self.returncode = os.waitstatus_to_exitcode(status)
            self.seconds = used.ru_utime + used.ru_stime
        return self.returncode


def run_within(allowance: Allowance, command: Sequence[str], given: bytes) -> str:
    """What a program says to what it is given, in a single thread, without a file to write to.

    Raises FileRefused if it fails on that or the allowance is spent, ReadingError if the system killed it or never gave
    it time.
    """
    seconds = allowance.share()
    with _started(command, seconds) as process:
        try:
            said, _ = process.communicate(given, timeout=_PATIENCE)
        except BaseException as error:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise ReadingError(f"OCR gave no answer in {_PATIENCE} seconds") from None
            raise
        finally:
            process.wait()
            allowance.spend(process.seconds)
    _check(process.returncode, allowance)
    return said.decode("utf-8", "replace")


def _started(command: Sequence[str], seconds: int) -> _Program:
    """A program that has just begun, within limits; raises ReadingError if the system cannot start it."""
    try:
        process = _Program(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    except OSError as error:
        raise ReadingError(f"OCR could not be started: {error}") from None
    with contextlib.suppress(AttributeError, OSError):  # Linux can limit a process that already runs
        resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, seconds + 1))  # so that SIGXCPU tells why
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, 0))
    return process


def _check(status: int, allowance: Allowance) -> None:
    """Raise unless a run ended as it should."""
    if status == 0:
        return
    allowance.share()
    if status in FROM_OUTSIDE:
        raise ReadingError("OCR was killed by the system, for want of memory or as all was stopped")
    raise FileRefused("OCR", f"failed on the image of the page (tesseract ended with status {status})")
