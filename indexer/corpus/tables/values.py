"""A row as the values of a record, in the shape in which record.yaml is read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indexer.corpus.parts import Participant
from indexer.corpus.tables.cells import CellFault, plain, several
from indexer.corpus.tables.columns import KEPT_BY_PALERMO, Column, column_of, nearest_column
from indexer.corpus.tables.sentences import Part, article, participant, relation
from indexer.corpus.tables.table import Row, Sheet
from indexer.model import KINDS


@dataclass(slots=True)
class RowValues:
    """What a row says: the fields of a record (None if it is of no kind), and the faults of its cells.

    ``numbers`` has the numbers of the columns that each of several files and sources came from: of ``files.1`` and
    ``files.3`` the second is entry 1 of the list.
    """

    row: Row
    fields: dict[str, Any] | None
    faults: list[CellFault] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)


def values_of(row: Row) -> RowValues:
    """The values of a row; whatever is wrong with single cells is among the faults."""
    sheet = row.sheet.lower().replace(" ", "_")
    kind = plain(row.cells.get("kind", sheet))
    if kind not in KINDS:
        name = "kind" if "kind" in row.cells or not row.sheet else ""
        return RowValues(row, None, [row.fault(name, f"one of {', '.join(KINDS)}")])
    found = RowValues(row, {"kind": kind})
    if sheet in KINDS and sheet != kind:
        found.faults.append(row.fault("kind", f"{sheet}, as the sheet is called; or move the row"))
    for name, text in row.cells.items():
        column = column_of(kind, name)
        if column is None:
            found.faults += _misplaced(row, kind, name)
        elif column.field not in KEPT_BY_PALERMO:
            _set(found, column, text)
    _close_gaps(found)
    return found


def unknown_columns(sheet: Sheet) -> Iterator[CellFault]:
    """The columns of a sheet that records of no kind have, each told once."""
    for name, place in sheet.columns.items():
        if not any(column_of(kind, name) for kind in KINDS):
            near = nearest_column(sheet.name if sheet.name in KINDS else KINDS[0], name)
            expected = f"a known column{f'; perhaps {near} was meant' if near else ''}"
            yield CellFault(sheet.name, 1, place, name, expected)


def _misplaced(row: Row, kind: str, name: str) -> Iterator[CellFault]:
    """The value of a column that other kinds have; what no kind has is told once, of the column."""
    kinds = [other for other in KINDS if column_of(other, name)]
    if kinds:
        expected = f"nothing here in a record of the kind {kind}; this column is one of {', '.join(kinds)}"
        yield row.fault(name, expected)


def _set(found: RowValues, column: Column, text: str) -> None:
    """Put the value of a cell where it belongs."""
    *above, last = column.path
    place: Any = found.fields
    for step in above:
        place = place.setdefault(step, {})
    if column.form in _SENTENCES:
        place[last] = list(_parts(found, column, text))
    elif column.form == "data":
        place[last] = _data(found, column, text)
    elif column.form == "text":
        place[last] = text if column.free else plain(text)
    else:
        place[last] = several(text if column.free else plain(text))
        if column.form == "terms" and re.search("[,،、]", text):
            found.faults.append(found.row.fault(column.name, "several values parted by semicolons, not by commas"))


def _data(found: RowValues, column: Column, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        found.faults.append(found.row.fault(column.name, "a list in JSON, as an export writes it"))
        return []


def _parts(found: RowValues, column: Column, text: str) -> Iterator[Part]:
    day = plain(found.row.cells.get("verification.checked_on", ""))
    for sentence in several(plain(text)):
        try:
            yield _SENTENCES[column.form](sentence, day)
        except ValueError as expected:
            found.faults.append(found.row.fault(column.name, str(expected)))


_SENTENCES: Mapping[str, Callable[[str, str], Part]] = {
    "articles": article,
    "relations": lambda text, _: relation(text),
    "participants": lambda text, _: participant(text),
}


def _close_gaps(found: RowValues) -> None:
    """Make lists of the numbered files and sources; numbers may be left out."""
    fields = found.fields or {}
    for name, value in fields.items():
        if isinstance(value, dict) and value and all(isinstance(number, int) for number in value):
            found.numbers[name] = [number + 1 for number in sorted(value)]
            fields[name] = [value[number] for number in sorted(value)]


def add_participants(found: RowValues, rows: Sequence[Row]) -> None:
    """Put the rows of the sheet of participants into the treaty that they name; unknown columns are told elsewhere."""
    fields = found.fields or {}
    participants = fields.setdefault("participants", {})
    if "list" in participants:
        expected = "the participants here or in the sheet of participants, not in both"
        found.faults.append(found.row.fault("participants.list", expected))
    known = Participant.model_fields
    participants["list"] = [{name: plain(text) for name, text in row.cells.items() if name in known} for row in rows]
