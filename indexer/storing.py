"""Writing files so that after a crash each is the old one or the new one, whole.

A file is written under a hidden name in its own folder, brought to the disk, and renamed; then the folder, which holds
the name, is brought to the disk too (POSIX: rename is atomic, durable only with its directory). What a writer that was
killed leaves behind begins with ``LEFTOVER`` and can be removed.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

LEFTOVER = (".writing-", ".adding-")
"""What the names of unfinished files and folders begin with."""

LONGEST = 3600
"""Seconds that no writer needs for one file or record; after that the number in a name is that of another process."""

_UNFINISHED = re.compile(r"\.(?:adding|writing)-([0-9]+)-[0-9a-f]{8}")
_BLOCK = 1 << 20


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, or replace it at once; durable when this returns. Folders are made as needed.

    Raises OSError if the disk refuses; nothing is left behind then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, lambda stream: stream.write(content))


def copy_whole(source: Path, path: Path) -> None:
    """Copy a file in the same way; one that is already there is replaced."""
    with source.open("rb") as content:
        _write(path, lambda stream: shutil.copyfileobj(content, stream, _BLOCK))


def _write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    unfinished = unfinished_name(path.parent, LEFTOVER[0])
    try:
        with unfinished.open("xb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def unfinished_name(folder: Path, begins: str) -> Path:
    """A name in ``folder`` that nobody else takes, for what is not finished yet."""
    return folder / f"{begins}{os.getpid()}-{secrets.token_hex(4)}"


def left_behind(folder: Path) -> Iterator[Path]:
    """What writers that were killed left in a folder; those that are at work have their process in the name."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(LEFTOVER) and not _is_being_written(path):
            yield path


def _is_being_written(path: Path) -> bool:
    """Whether the process that the name speaks of is there, and may still be at it."""
    named = _UNFINISHED.fullmatch(path.name)
    if not named:
        return False
    try:
        if time.time() - path.lstat().st_mtime > LONGEST:
            return False
        os.kill(int(named[1]), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except FileNotFoundError:  # it was finished at this moment
        return True
    except OSError:  # a process of somebody else
        return True
    return True


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
