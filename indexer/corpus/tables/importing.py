"""All rows of a table -> the records to add, or every fault of the table; nothing is written here."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.corpus.collection import Collection
from indexer.corpus.folders import RECORD
from indexer.corpus.reading import read_record
from indexer.corpus.schema import Record, Tombstone
from indexer.corpus.tables.attachments import Attachments
from indexer.corpus.tables.cells import CellFault, plain
from indexer.corpus.tables.checking import CheckedRow, checked_row
from indexer.corpus.tables.table import Row, Sheet, Table
from indexer.corpus.tables.values import add_participants, unknown_columns, values_of
from indexer.model import KINDS
from indexer.vocabularies import Vocabularies

PARTICIPANTS = "participants"
"""The sheet that lists the participants of treaties, a row each; ``id`` is that of the treaty."""

OF_PARTICIPANTS = ("id", "party", "signature", "action", "date")
"""The columns of that sheet."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where records are to go: the collection, the folders by id of all records that relations can lead to."""

    collection: Collection
    known: Mapping[str, Path]
    vocabularies: Vocabularies


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: the rows whose records are to be added, and how many are there already.

    If there are faults nothing is to be added at all; ``warnings`` stop nothing.
    """

    new: tuple[CheckedRow, ...]
    present: int
    faults: tuple[CellFault, ...]
    warnings: tuple[CellFault, ...] = ()


def plan_import(
    table: Table, attachments: Attachments, destination: Destination, advance: Callable[[str], None]
) -> ImportPlan:
    """Hold all rows to all rules; ``advance`` is called for each row with its id."""
    faults = list(table.faults)
    sheets = [sheet for sheet in table.sheets if _is_known(sheet, faults)]
    faults += [fault for sheet in sheets if not _of_participants(sheet) for fault in unknown_columns(sheet)]
    participants = _participants(sheets, faults)
    checked: list[CheckedRow] = []
    for sheet in sheets:
        for row in () if _of_participants(sheet) else sheet.rows:
            found = values_of(row)
            listed = participants.pop(plain(row.cells.get("id", "")), ())
            if listed:
                add_participants(found, listed)
            checked.append(checked_row(found, listed, attachments, destination.vocabularies))
            advance(checked[-1].id)
    faults += [fault for row in checked for fault in row.faults]
    faults += [row.fault("id", "the id of a treaty of this table") for rows in participants.values() for row in rows]
    faults += [*_ids_given_twice(checked), *_files_named_twice(checked), *_lost_relations(checked, destination.known)]
    if not checked and not faults:
        faults.append(CellFault("", 0, 0, "", "at least one row with a record"))
    new = tuple(row for row in checked if not _is_there(row, destination, faults))
    present = len(checked) - len(new)
    warnings = sorted(warning for row in checked for warning in row.warnings)
    return ImportPlan(() if faults else new, present, tuple(sorted(set(faults))), tuple(warnings))


def _is_known(sheet: Sheet, faults: list[CellFault]) -> bool:
    """Whether the rows of a sheet can be records: it is called after a kind, or has a column that says it."""
    names = (*KINDS, PARTICIPANTS)
    name = sheet.name.lower().replace(" ", "_")
    if name in names or "kind" in sheet.columns:
        return True
    if sheet.name:
        expected = f"a sheet called {', '.join(names)}, or one with a column kind{_meant(name, names)}"
        faults.append(CellFault(sheet.name, 0, 0, "", expected))
    else:
        faults.append(CellFault("", 1, 0, "kind", f"a column that says the kind of each record: {', '.join(KINDS)}"))
    return False


def _meant(name: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"; perhaps {near[0]} was meant" if near else ""


def _of_participants(sheet: Sheet) -> bool:
    return sheet.name.lower() == PARTICIPANTS


def _participants(sheets: Iterable[Sheet], faults: list[CellFault]) -> dict[str, list[Row]]:
    """The rows of the sheet of participants by the treaty they name."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for sheet in sheets:
        if _of_participants(sheet):
            for name, column in sheet.columns.items():
                if name not in OF_PARTICIPANTS:
                    expected = f"one of the columns {', '.join(OF_PARTICIPANTS)}{_meant(name, OF_PARTICIPANTS)}"
                    faults.append(CellFault(sheet.name, 1, column, name, expected))
            for row in sheet.rows:
                found[plain(row.cells.get("id", ""))].append(row)
    return found


def _ids_given_twice(rows: Sequence[CheckedRow]) -> Iterator[CellFault]:
    seen: dict[str, Row] = {}
    for row in rows:
        if row.id in seen:
            yield row.row.fault("id", f"an id of its own; {_place(seen[row.id])} has it too")
        elif row.id:
            seen[row.id] = row.row


def _files_named_twice(rows: Sequence[CheckedRow]) -> Iterator[CellFault]:
    seen: dict[Path, Row] = {}
    for row in rows:
        for file in row.contents.values():
            if file in seen:
                yield row.row.fault("files", f"a file of its own; {_place(seen[file])} takes {file.name} too")
            seen.setdefault(file, row.row)


def _lost_relations(rows: Sequence[CheckedRow], known: Mapping[str, Path]) -> Iterator[CellFault]:
    ids = {row.id for row in rows}
    for row in rows:
        for record in row.relations:
            if record not in ids and record not in known:
                expected = f"the id of a record of this table or of the collections; there is no record {record}"
                instead = "import that one too, before or in the same table, or take the relation out"
                yield row.row.fault("relations", f"{expected}: {instead}")


def _is_there(row: CheckedRow, destination: Destination, faults: list[CellFault]) -> bool:
    """Whether the collection has the record of a row; another one under its id is a fault."""
    if row.id not in destination.collection:
        if row.id in destination.known:
            faults.append(row.row.fault("id", f"an id of its own; the record in {destination.known[row.id]} has it"))
        return False
    if row.record is None:
        return False
    folder = destination.collection.record_folder(row.id)
    present = read_record(folder / RECORD).record
    if present is not None and _unnumbered(present) == _unnumbered(row.record):
        return True
    faults.append(row.row.fault("id", f"an id of its own, or the same record; that in {folder} says something else"))
    return False


def _unnumbered(record: Record | Tombstone) -> Record | Tombstone:
    """A record without what the collection counts."""
    return record.model_copy(update={"revision": 1, "revised": None})


def _place(row: Row) -> str:
    return f"row {row.number}" + (f" of {row.sheet}" if row.sheet else "")
