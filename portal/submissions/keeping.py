"""Submitted files as they were sent: each once, under its SHA-256, below ``files/`` of ``PALERMO_STATE``.

A file here is never changed. It is on the disk before a row of the database names it, so that no row lacks its file.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from indexer.settings import Settings
from indexer.storing import LEFTOVER, left_behind, sync_folder, unfinished_name

FOLDER = "files"
BLOCK = 1 << 20
"""Bytes that are copied at a time."""

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept: the SHA-256 of its content in hexadecimal digits, its length, where it lies."""

    sha256: str
    bytes: int
    path: Path


def keep(settings: Settings, stream: BinaryIO) -> KeptFile:
    """Keep what a stream still gives; it is on the disk when this returns. Only its owner can read it.

    Raises OSError if the disk refuses; nothing is left behind then.
    """
    folder = settings.state / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = unfinished_name(folder, LEFTOVER[0])
    try:
        sha256, length = _copy(stream, unfinished)
        path = path_of(settings, sha256)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    sync_folder(folder)
    return KeptFile(sha256, length, path)


def keep_file(settings: Settings, source: Path) -> KeptFile:
    """Keep a copy of a file, as :func:`keep` does."""
    with source.open("rb") as stream:
        return keep(settings, stream)


def path_of(settings: Settings, sha256: str) -> Path:
    """Where the file with this SHA-256 lies, if it is kept. Raises ValueError for what is no SHA-256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"expected a SHA-256 of 64 hexadecimal digits, not {sha256!r}")
    return settings.state / FOLDER / sha256[:2] / sha256


def kept(settings: Settings) -> Iterator[Path]:
    """All files that are kept, in order."""
    yield from (path for path in sorted((settings.state / FOLDER).glob("*/*")) if _SHA256.fullmatch(path.name))


def clear_away(settings: Settings) -> None:
    """Remove what was left by processes that were killed while they kept a file."""
    for unfinished in left_behind(settings.state / FOLDER):
        unfinished.unlink(missing_ok=True)


def _copy(stream: BinaryIO, target: Path) -> tuple[str, int]:
    """Write a new file that its owner alone can read; its SHA-256 and length."""
    digest, length = hashlib.sha256(), 0
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        while block := stream.read(BLOCK):
            digest.update(block)
            length += len(block)
            written.write(block)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest(), length
