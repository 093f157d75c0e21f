"""The walls around a program of the system that works on an untrusted file: it sees little, and writes into one folder.

Unlike the children of ``sandbox``, which may write nothing, it starts from a file of its own, so its walls have to
last over that: limits, no new privileges, system calls that are refused, and a view of the file system that holds the
program, fonts and one folder (Landlock, Linux 5.13 and later). Walls that a system does not offer are left out.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import resource
import signal
import socket
import struct
from collections.abc import Iterable
from pathlib import Path

from indexer.pdf.sandbox import (
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    call_prctl,
    limit,
    load_filter,
)

_REFUSED = (  # noqa: SIM905 - forty quotation marks would hide the names
    "ptrace process_vm_readv process_vm_writev kcmp pidfd_open pidfd_getfd pidfd_send_signal "
    "io_uring_setup io_uring_enter io_uring_register bpf perf_event_open userfaultfd open_by_handle_at "
    "mount umount2 move_mount open_tree fsopen fsmount fspick pivot_root chroot unshare setns "
    "keyctl add_key request_key quotactl acct swapon swapoff reboot kexec_load kexec_file_load "
    "init_module finit_module delete_module iopl ioperm settimeofday clock_settime clock_adjtime adjtimex "
    "sethostname setdomainname syslog vhangup nfsservctl lookup_dcookie"
).split()
"""The system calls that no program needs to turn one document into another."""

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every architecture
_VERSION = 1  # a flag of the first: which version of Landlock there is
_BENEATH = 1  # the kind of rule: a folder and all beneath it
_EXECUTE, _READ_FILE, _READ_FOLDER = 1, 1 << 2, 1 << 3
_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}  # from which version on how many rights of files can be taken away
_NETWORK, _NETWORK_SINCE = 0b11, 4  # TCP: bind, connect
_SCOPES, _SCOPES_SINCE = 0b11, 6  # abstract sockets of other processes, signals to them
_OF_FILES = 0b111 | 1 << 14 | 1 << 15  # what can be allowed on what is no folder: execute, write, read, truncate, ioctl


def confine_program(memory: int, seconds: int, written: int, visible: Iterable[Path], folder: Path) -> None:
    """Put the calling process and the programs it starts behind the walls for good.

    ``memory`` and ``written`` (of one file) are in bytes, ``seconds`` is processor time. It reads what is ``visible``
    and ``folder``, and writes into ``folder`` alone. The caller must be single-threaded.
    """
    with contextlib.suppress(OSError):
        os.setsid()
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_CPU, seconds, seconds + 1)
    limit(resource.RLIMIT_FSIZE, written)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NOFILE, 256)
    call_prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    call_prctl(PR_SET_NO_NEW_PRIVS, 1)
    if load_filter():  # else LibreOffice finds that it may write to /tmp, tries it, and ends
        _narrow_view(visible, folder)
    _filter_system_calls()


def _filter_system_calls() -> None:
    """Refuse the network, and whatever reaches into other processes or the kernel.

    Asked whether a path can be written to, the system says no: LibreOffice then makes its socket in its own folder.
    """
    pyseccomp = load_filter()
    if pyseccomp is None:
        return
    refused = pyseccomp.ERRNO(errno.EPERM)
    with contextlib.suppress(OSError):
        walls = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
        walls.add_rule(refused, "socket", pyseccomp.Arg(0, pyseccomp.NE, int(socket.AF_UNIX)))
        for name, place in (("access", 1), ("faccessat", 2), ("faccessat2", 2)):
            with contextlib.suppress(OSError):
                walls.add_rule(refused, name, pyseccomp.Arg(place, pyseccomp.EQ, os.W_OK))
        for name in _REFUSED:
            with contextlib.suppress(OSError):  # a call that this architecture does not have
                walls.add_rule(refused, name)
        walls.load()


def _narrow_view(visible: Iterable[Path], folder: Path) -> None:
    """Take every right to files away but those to read what is visible, and all of them in ``folder``."""
    kernel = ctypes.CDLL(None, use_errno=True).syscall
    version = kernel(_CREATE_RULESET, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return
    every = (1 << max(bits for since, bits in _RIGHTS.items() if since <= version)) - 1
    asked = struct.pack("=Q", every)
    asked += struct.pack("=Q", _NETWORK) if version >= _NETWORK_SINCE else b""
    asked += struct.pack("=Q", _SCOPES) if version >= _SCOPES_SINCE else b""
    rules = kernel(_CREATE_RULESET, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return
    for path in visible:
        _allow(kernel, rules, path, (_EXECUTE | _READ_FILE | _READ_FOLDER) & every)
    _allow(kernel, rules, folder, every)
    _allow(kernel, rules, Path(os.devnull), every)
    kernel(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _allow(kernel: ctypes._NamedFuncPointer, rules: int, path: Path, rights: int) -> None:
    """Let these rights be had on a path and beneath it; a path that is not there is nothing to allow."""
    with contextlib.suppress(OSError):
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rights = rights if path.is_dir() else rights & _OF_FILES
        kernel(_ADD_RULE, rules, _BENEATH, struct.pack("=Qi", rights, place), 0)
        os.close(place)
