"""The values of a row -> a record with its files, or every fault of the row by its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.corpus.files import file_name, file_sha256
from indexer.corpus.reading import EXPECTED, RecordText, record_of
from indexer.corpus.rules import slug
from indexer.corpus.schema import Record, Tombstone
from indexer.corpus.tables.attachments import Attachments
from indexer.corpus.tables.cells import CellFault
from indexer.corpus.tables.columns import SENTENCES
from indexer.corpus.tables.table import Row
from indexer.corpus.tables.values import RowValues
from indexer.corpus.terms import BY_LANGUAGE, deprecated_faults, meant_terms, term_faults
from indexer.errors import Fault
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.yaml_text import YamlText

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-([0-9a-f]{8})\.[a-z0-9]+")
_NO_FILE = "0" * 64
_PARTICIPANT = re.compile(r"participants\.list\[([0-9]+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row that was held to the rules: its record (None if there are faults), the files to take in by their ids.

    ``relations`` are the ids of the records that it names, whatever else is wrong. ``warnings`` are about files that
    can be taken in as they are, but not read.
    """

    row: Row
    id: str
    relations: tuple[str, ...]
    record: Record | None
    contents: Mapping[str, Path]
    faults: tuple[CellFault, ...]
    warnings: tuple[CellFault, ...] = ()


def checked_row(
    found: RowValues, participants: Sequence[Row], attachments: Attachments, vocabularies: Vocabularies
) -> CheckedRow:
    """The record that a row says, held to the schema, its rules and the vocabularies.

    ``participants`` are the rows of the sheet of participants that name the record, for the places of their faults.
    """
    fields = found.fields or {}
    record_id = str(fields.get("id", ""))
    faults = list(found.faults)
    warnings: list[CellFault] = []
    contents = _take_files(found, attachments, faults, warnings)
    if found.fields is None:
        return CheckedRow(found.row, record_id, (), None, {}, tuple(faults))
    text = record_of(YamlText(fields), "")
    told = {fault.name for fault in faults if fault.name not in SENTENCES or not _is_read(fields, fault.name)}
    faults += [fault for fault in _cell_faults(found, text, participants, vocabularies) if fault.name not in told]
    record = text.record if not faults and not isinstance(text.record, Tombstone) else None
    relations = tuple(relation["record"] for relation in fields.get("relations", ()))
    return CheckedRow(found.row, record_id, relations, record, contents, tuple(faults), tuple(warnings))


def _is_read(fields: Mapping[str, Any], name: str) -> bool:
    """Whether any of the sentences in a cell could be read; then the others are held to the rules."""
    value: Any = fields
    for step in name.split("."):
        value = value.get(step, {})
    return bool(value)


def _take_files(
    found: RowValues, attachments: Attachments, faults: list[CellFault], warnings: list[CellFault]
) -> dict[str, Path]:
    """Look for the files of a row; give each its id, its checksum and the name that it will have on disk."""
    fields = found.fields or {}
    contents: dict[str, Path] = {}
    taken: set[str] = set()
    for entry, number in zip(fields.get("files", ()), found.numbers.get("files", ()), strict=True):
        file_id = entry.setdefault("id", _free_id(entry, taken))
        taken.add(file_id)
        said = entry.get("sha256")
        named = entry.pop("name", None)
        entry["sha256"] = _NO_FILE
        if not named:
            faults.append(found.row.fault(f"files.{number}.name", "the name of the file"))
            continue
        try:
            path = attachments.find(named)
        except ValueError as error:
            faults.append(found.row.fault(f"files.{number}.name", str(error)))
            continue
        entry["sha256"] = file_sha256(path)
        entry["name"] = _name_on_disk(path, fields, entry["sha256"])
        contents[file_id] = path
        if reason := attachments.unreadable(path):
            expected = f"a file that can be read; {reason}. It is kept, but not searched"
            warnings.append(found.row.fault(f"files.{number}.name", expected))
        if said not in (None, entry["sha256"]):
            expected = f"the SHA-256 of {named}, which is {entry['sha256']}; another file is meant, or it was changed"
            faults.append(found.row.fault(f"files.{number}.sha256", expected))
    return contents


def _free_id(entry: Mapping[str, Any], taken: set[str]) -> str:
    """The id of a file for which the row has none: its first language, with a number if that is taken."""
    languages = entry.get("languages") or ["file"]
    names = (languages[0] if number == 1 else f"{languages[0]}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _name_on_disk(path: Path, fields: Mapping[str, Any], sha256: str) -> str:
    """The name it has, if that is as names on disk are; else one made of the id of the record."""
    record = slug(str(fields.get("id", ""))) or "record"
    has = _NAME.fullmatch(path.name)
    if has and has[1] == sha256[:8] and (fields.get("kind") != "case_law" or path.name.startswith(f"{record}-")):
        return path.name
    return file_name(record, sha256, path.suffix)


def _cell_faults(
    found: RowValues, text: RecordText, participants: Sequence[Row], vocabularies: Vocabularies
) -> list[CellFault]:
    """What is wrong with the record, said of the cells; what was computed of a file is not anybody's fault."""
    cells = []
    for fault in _faults(text, vocabularies):
        listed = _PARTICIPANT.match(fault.field)
        if listed and participants:
            cells.append(participants[int(listed[1])].fault(listed[2] or "party", fault.expected))
            continue
        name = _column_name(found, fault.field, vocabularies)
        if not name.endswith((".sha256", ".name")):
            cells.append(found.row.fault(name, fault.expected))
    return cells


def _faults(text: RecordText, vocabularies: Vocabularies) -> list[Fault]:
    """What the schema, its rules and the vocabularies say of a record, of each field what was said first.

    Where a term has the form of none its fault names the one that was perhaps meant, and an entry with a fault is no
    reason to ask for one entry at least.
    """
    known = {fault.field for fault in text.faults}
    meant = meant_terms(text, vocabularies) if known else {}
    faults = [
        replace(fault, expected=fault.expected + meant.get(fault.field, ""))
        for fault in text.faults
        if fault.expected != EXPECTED["too_short"] or not any(name.startswith(f"{fault.field}[") for name in known)
    ]
    terms = [*term_faults(text, vocabularies), *deprecated_faults(text, vocabularies)]
    return [*faults, *(fault for fault in terms if fault.field not in known)]


def _column_name(found: RowValues, field: str, vocabularies: Vocabularies) -> str:
    """The column in which the value of a field stands, or would stand: ``title:en`` for ``title.en``.

    What is missing in all languages is missing in the original one.
    """
    base = re.split(r"[.\[]", field, maxsplit=1)[0]
    sentence = next((name for name in SENTENCES if field == name or field.startswith(f"{name}[")), None)
    if sentence:
        return sentence
    if base in found.numbers:
        numbers = found.numbers[base]
        field = re.sub(r"\[([0-9]+)\]", lambda place: f".{numbers[int(place[1])]}", field, count=1)
    name = re.sub(r"\[[0-9]+\]", "", field)
    if base in BY_LANGUAGE:
        original = (found.fields or {}).get("original_language", "")
        if name == base and vocabularies.has("language", original):
            return f"{name}:{original}"
        name = name.replace(".", ":", 1)
    if name not in found.row.columns:
        parts = (column for column in found.row.columns if re.match(rf"{re.escape(name)}[.:]", column))
        return next(parts, name)
    return name
