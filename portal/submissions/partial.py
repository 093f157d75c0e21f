"""Files that arrive in pieces: below ``uploads/`` of ``PALERMO_STATE`` until they are whole, or nobody goes on.

Each has a folder of its own with what it is (``about.json``) and what has arrived (``content``). A piece is appended
under a lock where the one before ended and is on the disk when the next is asked for: after a broken line, a reload or
a crash the content says how far it is.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.settings import Settings
from indexer.storing import write_whole

FOLDER = "uploads"
PIECE = 1 << 20
"""The most bytes of a piece."""

KEPT_FOR = 3 * 86_400
"""Seconds for which somebody can go on with a file that is not whole."""

MOST_OPEN = 50
"""Files that a person can have in pieces at a time."""

RESERVE = 100_000_000
"""Bytes of the disk that uploads leave free, for the database."""

_ID = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Partial:
    """A file that arrives in pieces: whose it is, for which submission, its name, length in bytes and purpose.

    ``mark`` is what the sender knows it by again.
    """

    id: str
    user: int
    submission: int
    name: str
    bytes: int
    purpose: str
    mark: str


def begin(settings: Settings, partial: Partial) -> Partial:
    """Go on with a file of the same sender, submission, name, length and mark, or begin with it."""
    same = {**asdict(partial), "id": ""}
    for other in all_of(settings, partial.user):
        if {**asdict(other), "id": ""} == same:
            return other
    made = Partial(**{**same, "id": secrets.token_hex(16)})
    folder = settings.state / FOLDER / made.id
    folder.mkdir(mode=0o700, parents=True)
    content = os.open(folder / "content", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    os.close(content)
    write_whole(folder / "about.json", json.dumps(asdict(made), ensure_ascii=False).encode())
    return made


def find(settings: Settings, id: str) -> Partial | None:
    """What arrives under this id; None if nothing does."""
    try:
        about = (settings.state / FOLDER / id / "about.json").read_bytes() if _ID.fullmatch(id) else b""
    except OSError:
        return None
    return Partial(**json.loads(about)) if about else None


def all_of(settings: Settings, user: int) -> Iterator[Partial]:
    """What arrives from a person."""
    for about in sorted((settings.state / FOLDER).glob("*/about.json")):
        partial = find(settings, about.parent.name)
        if partial and partial.user == user:
            yield partial


def content_of(settings: Settings, partial: Partial) -> Path:
    """Where what has arrived lies."""
    return settings.state / FOLDER / partial.id / "content"


def arrived(settings: Settings, partial: Partial) -> int:
    """How many bytes have arrived."""
    return content_of(settings, partial).stat().st_size


def append(settings: Settings, partial: Partial, offset: int, piece: bytes) -> bool:
    """Add a piece that begins at ``offset``; whether it was added.

    It is not if what has arrived does not end there, or would be longer than was said. Raises OSError if the disk
    refuses; what had arrived before stays.
    """
    with content_of(settings, partial).open("r+b") as content:
        fcntl.flock(content, fcntl.LOCK_EX)
        length = content.seek(0, os.SEEK_END)
        if offset != length or length + len(piece) > partial.bytes:
            return False
        try:
            content.write(piece)
            content.flush()
            os.fsync(content.fileno())
        except OSError:
            content.truncate(length)
            raise
        return True


def remove(settings: Settings, partial: Partial) -> None:
    """Forget what has arrived."""
    shutil.rmtree(settings.state / FOLDER / partial.id, ignore_errors=True)


def has_room(settings: Settings, length: int) -> bool:
    """Whether so many bytes find room on the disk, twice: they are copied when they are whole."""
    settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    return shutil.disk_usage(settings.state).free > 2 * length + RESERVE


def clear_away(settings: Settings) -> None:
    """Remove what nobody went on with."""
    for folder in (settings.state / FOLDER).glob("*"):
        content = folder / "content" if folder.is_dir() else folder
        latest = content.stat().st_mtime if content.exists() else folder.stat().st_mtime
        if time.time() - latest > KEPT_FOR:
            shutil.rmtree(folder, ignore_errors=True)
            folder.unlink(missing_ok=True) if folder.is_file() else None
