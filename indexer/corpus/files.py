"""The files of a record: that each is there, has the content that the record says, and a name that comes from it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from indexer.corpus.folders import RECORD, RecordFolder
from indexer.corpus.reading import RecordText
from indexer.corpus.rules import slug
from indexer.corpus.values import text_at
from indexer.errors import Fault

NAMED = 5
"""Files of a folder that a fault tells the names and checksums of; more are counted only."""

LONGEST = 80
"""Characters of a name that is proposed, before the digits."""

_DIGITS = re.compile("-[0-9a-f]{8}$")


def file_faults(text: RecordText, folder: RecordFolder) -> Iterator[Fault]:
    """What is wrong with the names and checksums of the files, each time with all that is to be written instead."""
    for number, entry in _file_entries(text):
        name, place = text_at(entry, "name"), ("files", number, "name")
        if "/" in name or "\\" in name or name.startswith("."):
            yield text.fault(place, "the name of a file beside record.yaml, without a folder")
        elif name and not _is_file(folder.path / name):
            yield text.fault(place, f"a file with this name beside record.yaml; there is none{_others(text, folder)}")
        elif name:
            yield from _content_faults(text, folder, number, name)
        else:
            yield text.fault(place, f"the name of a file beside record.yaml{_others(text, folder)}")


def file_sha256(file: Path) -> str:
    """The SHA-256 of a file's content, as 64 hexadecimal digits. Raises OSError if it cannot be read."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_name(record: str, sha256: str, suffix: str) -> str:
    """The name on disk of a file of a record: ``eg-2010-64-1a2b3c4d.pdf``; ``suffix`` with or without its dot."""
    return f"{record[:LONGEST]}-{sha256[:8]}.{slug(suffix) or 'pdf'}"


def _content_faults(text: RecordText, folder: RecordFolder, number: int, name: str) -> Iterator[Fault]:
    """A file that is there: its checksum, and its name if that has to change with it."""
    try:
        actual = file_sha256(folder.path / name)
    except OSError as error:
        yield text.fault(("files", number, "name"), f"a file that can be read; the system says: {error.strerror}")
        return
    written = text_at(text.yaml.value["files"][number], "sha256")
    right = _right_name(text, folder, name, actual)
    if written != actual:
        expected = f"the SHA-256 of {name}, which is {actual}"
        if written:
            expected += "; the content or the record is wrong"
        if right != name:
            expected += f"; with this content its name is {right}"
        yield text.fault(("files", number, "sha256"), expected)
    elif right != name:
        yield text.fault(("files", number, "name"), f"{_rule(text, folder)}: {right}; rename the file")


def _rule(text: RecordText, folder: RecordFolder) -> str:
    """What a name has to be like."""
    if _needs_id(text, folder):
        return f"a name that begins with {text_at(text.yaml.value, 'id')}-, after court, year and docket number"
    return "a name that ends in the first digits of sha256"


def _others(text: RecordText, folder: RecordFolder) -> str:
    """The files in the folder that no entry names, with the name and checksum that each should have."""
    known = {RECORD, *(text_at(entry, "name") for _, entry in _file_entries(text))}
    try:
        others = [path for path in sorted(folder.path.iterdir()) if path.name not in known and _is_file(path)]
    except OSError as error:
        return f". The folder cannot be listed; the system says: {error.strerror}"
    told = [_rename(text, folder, path) for path in others[:NAMED]]
    if len(others) > NAMED:
        told.append(f"{len(others) - NAMED} more files")
    return f". The folder holds {'; '.join(told)}" if told else ", and no other file either"


def _rename(text: RecordText, folder: RecordFolder, path: Path) -> str:
    try:
        sha256 = file_sha256(path)
    except OSError as error:
        return f"{path.name}, which cannot be read: {error.strerror}"
    right = _right_name(text, folder, path.name, sha256)
    return f"{path.name}: {'its name is right' if right == path.name else f'name it {right}'}, sha256: {sha256}"


def _right_name(text: RecordText, folder: RecordFolder, name: str, sha256: str) -> str:
    """The name of a file with this content: the one it has in small letters, the first digits of the checksum behind.

    That of a case begins with the case's id, in the place of any other name.
    """
    stem, _, suffix = name.rpartition(".")
    stem = _DIGITS.sub("", slug(stem or suffix))[:LONGEST]
    record = text_at(text.yaml.value, "id")
    if not stem or (_needs_id(text, folder) and stem != record and not stem.startswith(f"{record}-")):
        stem = record or "file"
    return f"{stem}-{sha256[:8]}.{slug(suffix) if '.' in name else 'pdf'}"


def _needs_id(text: RecordText, folder: RecordFolder) -> bool:
    return folder.kind == "case_law" and bool(text_at(text.yaml.value, "id"))


def _file_entries(text: RecordText) -> Iterator[tuple[int, dict[str, object]]]:
    entries = text.yaml.value.get("files") if isinstance(text.yaml.value, dict) else None
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield number, entry


def _is_file(path: Path) -> bool:
    """Whether this is a file of the folder's own; links and hidden files are none."""
    return os.path.isfile(path) and not path.is_symlink() and not path.name.startswith(".")  # noqa: PTH113 - Path raises where the folder has no rights
