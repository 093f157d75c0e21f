"""What a backup says of itself, in its ``manifest.json``: the file that is written last."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from indexer.errors import PalermoError

FILE = "manifest.json"
FORMAT = 1

DATABASE, FILES, READINGS, LAID_OUT, RECORDS = "database", "files", "readings", "publishing", "records"
"""The parts of a backup: rows a table, submitted files, what was read of them, what is being published, records."""

SENT = "sent.sqlite"
"""What readers sent."""

_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z(-[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """The length of a file and its SHA-256 in hexadecimal digits."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """When a backup was made and by which version, and every file in it by its path.

    Of the database the step, the number of rows a table and the last entry of the trail, empty without one. ``missing``
    are submitted files that rows name and that were not there, or damaged; ``changing`` says that records were written
    as often as they were copied.
    """

    made: str
    version: str
    step: str
    trail: str
    rows: Mapping[str, int]
    files: Mapping[str, Entry]
    missing: tuple[str, ...] = ()
    changing: bool = False

    @property
    def size(self) -> int:
        """The length of all files together."""
        return sum(entry.bytes for entry in self.files.values())

    def as_json(self) -> bytes:
        """The content of the manifest's file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1).encode()


def read(backup: Path) -> Manifest:
    """The manifest of a backup. Raises PalermoError if the folder is no backup, or the manifest cannot be trusted."""
    file = backup / FILE
    if not file.is_file():
        raise PalermoError(f"{backup}: there is no {FILE}, so this is no backup, or not a whole one")
    try:
        given = json.loads(file.read_bytes())
        if given.pop("format") != FORMAT:
            raise PalermoError(f"{file}: written in another format than {FORMAT}; restore it with the version that did")
        files = {safe(path): Entry(**entry) for path, entry in given.pop("files").items()}
        missing = tuple(given.pop("missing"))
        return Manifest(files=files, missing=missing, **given)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PalermoError(f"{file}: damaged: {error}") from error


def safe(path: str) -> str:
    """A path that stays within a part of the backup; ValueError for any other."""
    parts = PurePosixPath(path).parts
    inside = len(parts) > 1 and parts[0] in {DATABASE, FILES, READINGS, LAID_OUT, RECORDS}
    if "\\" in path or "\0" in path or ".." in parts or not (inside or path == SENT):
        raise ValueError(f"{path!r} is no path of a backup")
    return path


def backups(folder: Path) -> tuple[Path, ...]:
    """The whole backups in a folder, the oldest first."""
    return tuple(
        path
        for path in sorted(folder.iterdir() if folder.is_dir() else ())
        if _NAME.fullmatch(path.name) and (path / FILE).is_file()
    )
