"""The walls around a process that reads an untrusted PDF: limits of the kernel, and almost no system calls.

Walls that a system does not offer are left out without a word; the limits of memory and time exist everywhere. What
nothing here can wall off is reading files (fonts and character maps are loaded late); with no network, no other
process and no file to write to, what was read can only come back as text of the page.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import importlib
import os
import resource
import signal
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_ALLOWED = (  # noqa: SIM905 - eighty quotation marks would hide the names
    "read readv pread64 write writev close lseek fstat newfstatat stat lstat statx access faccessat faccessat2 "
    "readlink readlinkat getcwd getdents64 dup poll ppoll select pselect6 "
    "brk mmap munmap mprotect mremap madvise membarrier "
    "futex futex_time64 set_robust_list rseq sched_yield sched_getaffinity getrandom "
    "clock_gettime clock_getres clock_nanosleep gettimeofday time nanosleep times getrusage sysinfo uname "
    "getpid gettid getppid getuid geteuid getgid getegid "
    "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall "
    "getrlimit exit exit_group"
).split()
"""The system calls that reading and drawing need, whatever their arguments."""

_TERMINAL = (0x5401, 0x5451)  # TCGETS: whether it is one, FIOCLEX: close it in other programs


def confine(memory: int, seconds: int) -> None:
    """Put the calling process behind the walls for good.

    ``memory`` is in bytes, ``seconds`` the processor time after which the kernel kills it whatever happens. The caller
    must be single-threaded and have opened all it needs to write to.
    """
    with contextlib.suppress(OSError):
        os.setsid()
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_CPU, seconds, seconds + 1)  # so that it ends by the signal that tells why
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, 64)
    call_prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    call_prctl(PR_SET_NO_NEW_PRIVS, 1)
    _filter_system_calls()


@cache
def load_filter() -> ModuleType | None:
    """The library of system call filters, None where it is not installed; loading it starts programs, so load early."""
    try:
        return importlib.import_module("pyseccomp")
    except (ImportError, OSError, RuntimeError):
        return None


def allow_seconds(seconds: float) -> None:
    """Let the calling process use that many more seconds of processor time; then SIGXCPU ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    soft = soft if hard == resource.RLIM_INFINITY else max(1, min(soft, hard - 1))
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def limit(what: int, most: int, hardest: int | None = None) -> None:
    """Lower a limit of the calling process, the hard one to ``hardest`` where it is told; never raises one."""
    hard = resource.getrlimit(what)[1]
    soft, wanted = most, hardest or most
    if hard != resource.RLIM_INFINITY:
        soft, wanted = min(soft, hard), min(wanted, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(what, (soft, wanted))


def call_prctl(option: int, value: int) -> None:
    """Set what Linux keeps of the calling process, where it can (prctl(2))."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)


def _filter_system_calls() -> None:
    """Refuse every system call that reading does not need: the caller sees "not permitted", not a kill."""
    pyseccomp = load_filter()
    if pyseccomp is None:
        return
    refused = pyseccomp.ERRNO(errno.EPERM)
    with contextlib.suppress(OSError):
        walls = pyseccomp.SyscallFilter(refused)
        for name in _ALLOWED:
            with contextlib.suppress(OSError):  # a call that this architecture does not have
                walls.add_rule(pyseccomp.ALLOW, name)
        for name, arguments in _allowed_with(pyseccomp):
            with contextlib.suppress(OSError):
                walls.add_rule(pyseccomp.ALLOW, name, *arguments)
        walls.load()


def _allowed_with(pyseccomp: ModuleType) -> Iterator[tuple[str, list[Any]]]:
    """The system calls that are allowed with some arguments only: on the calling process itself, and to read."""

    def equal(place: int, value: int) -> Any:
        return pyseccomp.Arg(place, pyseccomp.EQ, value)

    for name, place in (("open", 1), ("openat", 2)):
        yield name, [pyseccomp.Arg(place, pyseccomp.MASKED_EQ, _WRITING, 0)]
    yield "tgkill", [equal(0, os.getpid())]
    yield "setrlimit", [equal(0, resource.RLIMIT_CPU)]
    yield "prlimit64", [equal(0, 0), equal(1, resource.RLIMIT_CPU)]
    yield "prlimit64", [equal(0, 0), equal(2, 0)]  # no new limit: it only asks
    for command in (fcntl.F_DUPFD, fcntl.F_DUPFD_CLOEXEC, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL):
        yield "fcntl", [equal(1, command)]
    for request in _TERMINAL:
        yield "ioctl", [equal(1, request)]
