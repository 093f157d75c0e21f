"""Files that arrive: told by their content, taken out of archives, kept. What is not accepted has its reason."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from indexer.application import ARCHIVE, files_in, media_type_of
from indexer.errors import FileRefused
from indexer.settings import Settings
from portal.submissions.keeping import KeptFile, keep

LONGEST_NAME = 200
"""Characters of a name that are kept."""


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that is kept: what it is called, its media type, the archive that it came in (empty for none)."""

    name: str
    media_type: str
    kept: KeptFile
    archive: str = ""


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that was not taken, and why, in English words that go on after its name."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one file that was sent: the files that were taken, of an archive many, and those that were not."""

    files: tuple[ArrivedFile, ...]
    refused: tuple[RefusedFile, ...] = ()


def receive(settings: Settings, source: Path, name: str) -> Arrival:
    """Keep a file that was sent under a name; no database is touched, so this may take its time.

    Nothing of a file that is refused is kept. Raises OSError if the disk refuses.
    """
    name = plain_name(name)
    size = source.stat().st_size
    most = settings.upload_bytes
    if size > most:
        reason = f"has {size:,} bytes; PALERMO_UPLOAD_BYTES allows {most:,}"
        return Arrival((), (RefusedFile(name, reason),))
    try:
        with source.open("rb") as stream:
            media_type = media_type_of(stream, name)
            if media_type != ARCHIVE:
                return Arrival((ArrivedFile(name, media_type, keep(settings, stream)),))
        return _unpacked(settings, source, name)
    except FileRefused as refusal:
        return Arrival((), (RefusedFile(name, refusal.reason),))


def plain_name(name: str) -> str:
    """A name as a person knows it and no part of a path: its last part, of printable characters, not too long."""
    last = PurePosixPath(name.replace("\\", "/")).name
    printable = "".join(character for character in last if character.isprintable())
    normal = unicodedata.normalize("NFC", " ".join(printable.split())).strip(". ")
    if len(normal) > LONGEST_NAME:
        stem, dot, suffix = normal.rpartition(".")
        suffix = f"{dot}{suffix}" if stem and len(suffix) < 10 else ""
        normal = normal[: LONGEST_NAME - len(suffix)] + suffix
    return normal or "file"


def _unpacked(settings: Settings, source: Path, archive: str) -> Arrival:
    """The files of an archive; if it breaks a rule behind some of them, none of it is taken. Raises FileRefused."""
    taken: list[ArrivedFile] = []
    refused: list[RefusedFile] = []
    for inner, stream in files_in(source, archive, settings):
        name = plain_name(inner)
        try:
            media_type = media_type_of(stream, name)
            taken.append(ArrivedFile(name, media_type, keep(settings, stream), archive))
        except FileRefused as refusal:
            refused.append(RefusedFile(f"{archive}: {name}", refusal.reason))
    return Arrival(tuple(taken), tuple(refused))
