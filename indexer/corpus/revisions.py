"""The earlier revisions of a record: ``revisions/NNNN.yaml`` beside its record.yaml, byte for byte as they were."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from indexer.corpus.folders import RECORD
from indexer.corpus.parts import Revised
from indexer.corpus.reading import checksum, read_record_text
from indexer.corpus.writing import record_yaml
from indexer.errors import UnknownRevision
from indexer.storing import write_whole
from indexer.vocabularies.yaml_text import read_yaml

REVISIONS = "revisions"
"""The folder of the earlier revisions, in the folder of the record."""

_NAME = re.compile(r"([0-9]{4,})\.yaml")


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision of a record: its number from 1, the checksum of its text, and what was said when it was made."""

    number: int
    checksum: str
    withdrawn: bool
    revised: Revised | None


def history(folder: Path) -> tuple[Revision, ...]:
    """All revisions of the record in a folder, the oldest first, the one that counts last."""
    earlier = [_revision(number, path.read_bytes()) for number, path in kept_revisions(folder).items()]
    content = (folder / RECORD).read_bytes()
    return (*earlier, _revision(current_number(folder, content), content))


def kept_revisions(folder: Path) -> dict[int, Path]:
    """The files of the earlier revisions by their numbers, in order.

    A writer that was killed may have kept the current revision and not come to writing the next one: that file is left
    out, for it is no earlier one.
    """
    found = _kept(folder)
    if found:
        last = max(found)
        if found[last].read_bytes() == (folder / RECORD).read_bytes():
            del found[last]
    return found


def current_number(folder: Path, content: bytes) -> int:
    """The number of the revision that counts: the one it states, but more than those of all earlier ones."""
    value = read_yaml(content).value
    stated = str(value.get("revision", 1)) if isinstance(value, dict) else "1"
    return max(int(stated) if stated.isdecimal() else 1, max(kept_revisions(folder), default=0) + 1)


def revision_text(folder: Path, number: int) -> bytes:
    """The text of a revision. Raises UnknownRevision."""
    content = (folder / RECORD).read_bytes()
    if number == current_number(folder, content):
        return content
    kept = kept_revisions(folder)
    if number not in kept:
        known = ", ".join(str(revision.number) for revision in history(folder))
        raise UnknownRevision(f"{folder.name}: there is no revision {number}; there are {known}")
    return kept[number].read_bytes()


def keep_current(folder: Path) -> int:
    """Keep the revision that counts among the earlier ones, before another takes its place; its number is given."""
    content = (folder / RECORD).read_bytes()
    number = current_number(folder, content)
    write_whole(folder / REVISIONS / f"{number:04}.yaml", content)
    return number


def differences(folder: Path, older: int, newer: int) -> tuple[str, ...]:
    """What changed from one revision to another: the lines of a unified diff, without line ends.

    Both are written anew in one form first, so that nothing but what they say is compared; a revision that does not
    follow the schema is taken as it stands. Raises UnknownRevision.
    """
    before, after = (_comparable(revision_text(folder, number)) for number in (older, newer))
    names = (f"revision {older}", f"revision {newer}")
    return tuple(difflib.unified_diff(before, after, *names, n=1, lineterm=""))


def _comparable(content: bytes) -> list[str]:
    read = read_record_text(content, RECORD)
    text = record_yaml(read.record) if read.record else content.decode("utf-8", "replace")
    return text.splitlines()


def _kept(folder: Path) -> dict[int, Path]:
    try:
        there = list((folder / REVISIONS).iterdir())  # one without rights is an error, not an empty one
    except FileNotFoundError:
        return {}
    names = ((_NAME.fullmatch(path.name), path) for path in there)
    return dict(sorted((int(match[1]), path) for match, path in names if match))


def _revision(number: int, content: bytes) -> Revision:
    value = read_yaml(content).value
    fields: dict[str, Any] = value if isinstance(value, dict) else {}
    return Revision(number, checksum(content), "withdrawn" in fields, _revised(fields.get("revised")))


def _revised(value: Any) -> Revised | None:
    try:
        return Revised.model_validate(value) if value else None
    except ValidationError:
        return None
