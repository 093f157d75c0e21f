"""Files on their way into a backup and out of it: copied with their checksum, or linked to an earlier backup's."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from portal.backup.manifest import Entry

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier backup whose files need not be copied again: its folder and its files by their paths."""

    folder: Path
    files: Mapping[str, Entry]


def walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """The regular files below a folder with their paths in it, in order; hidden ones are unfinished, or locks."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts) and path.is_file() and not path.is_symlink():
            yield inside.as_posix(), path


def fingerprint(folder: Path) -> dict[str, tuple[int, int]]:
    """Of each file its length and the moment of its last change: what differs when somebody wrote meanwhile."""
    found = {}
    for name, path in walk(folder):
        try:
            seen = path.stat()
        except FileNotFoundError:  # gone since it was listed
            continue
        found[name] = (seen.st_size, seen.st_mtime_ns)
    return found


def take_tree(source: Path, backup: Path, part: str, earlier: Earlier, *, unchanging: bool) -> dict[str, Entry]:
    """Take all files below a folder into a part of a backup, and give their entries by their paths in it.

    Of ``unchanging`` files one with the same name and length is the same; others are compared. A file that somebody
    removes meanwhile is left out.
    """
    taken = {}
    for name, path in walk(source):
        inside = f"{part}/{name}"
        known = earlier.files.get(inside)
        try:
            same = known and path.stat().st_size == known.bytes and (unchanging or digest(path) == known.sha256)
            if not (known and same and _linked(earlier.folder / inside, backup / inside)):
                known = copy(path, backup / inside)
        except FileNotFoundError:
            continue
        taken[inside] = known
    return taken


def copy(source: Path, target: Path) -> Entry:
    """Copy a file, for its owner alone; its length and checksum. It is on the disk after :func:`sync_tree`."""
    checksum, length = hashlib.sha256(), 0
    with source.open("rb") as given:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            while block := given.read(_BLOCK):
                checksum.update(block)
                length += len(block)
                written.write(block)
    return Entry(length, checksum.hexdigest())


def copy_sqlite(source: Path, target: Path) -> Entry:
    """Copy a SQLite file that others write to, as it is at one moment (SQLite's online backup)."""
    with closing(sqlite3.connect(source)) as given, closing(sqlite3.connect(target)) as written:
        given.backup(written)
    target.chmod(0o600)
    return entry_of(target)


def entry_of(path: Path) -> Entry:
    """The length and the checksum of a file."""
    return Entry(path.stat().st_size, digest(path))


def digest(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync_tree(folder: Path) -> None:
    """Bring a folder and all that is below it to the disk."""
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _linked(earlier: Path, target: Path) -> bool:
    """Whether a file of an earlier backup could be had a second time; not every file system can."""
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.hardlink_to(earlier)
    except OSError:
        return False
    return True
