"""A table that was read: rows of texts by the names of their columns, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.corpus.tables.cells import CellFault, plain, unguarded

MOST_COLUMNS = 1000
MOST_ROWS = 100_000
"""Rows of one sheet; a table of more is parted."""

PASSED_OVER = "#"
"""What the first cell of a row begins with that holds no record: a description, an example."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it: its texts by the names of columns, and the columns (from 1) by their names."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def fault(self, name: str, expected: str) -> CellFault:
        """A fault of the cell in the column of this name, or of the row if there is no such column."""
        return CellFault(self.sheet, self.number, self.columns.get(name, 0), name, expected)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name (empty for CSV), its columns, its rows."""

    name: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: its sheets, and the faults that were found while it was read."""

    sheets: tuple[Sheet, ...]
    faults: tuple[CellFault, ...] = ()


Numbered = tuple[int, Sequence[str]]
"""The number of a row (from 1) and the texts of its cells."""


def sheet_of(name: str, rows: Iterable[Numbered]) -> tuple[Sheet, list[CellFault]]:
    """A sheet of its rows, the names of the columns in the first, and the faults of these names."""
    given = iter(rows)
    _, first = next(given, (1, ()))
    columns: dict[str, int] = {}
    faults: list[CellFault] = []
    for place, text in enumerate(first, 1):
        column = plain(text).lower()
        if column in columns:
            faults.append(CellFault(name, 1, place, column, "each column once; this name stands further left already"))
        elif column:
            columns[column] = place
    if any(first[MOST_COLUMNS:]):
        faults.append(CellFault(name, 1, MOST_COLUMNS + 1, "", f"at most {MOST_COLUMNS:,} columns"))
    if not columns:
        faults.append(
            CellFault(name, 1, 0, "", "the names of the columns in the first row; indexer template writes them")
        )
    named = {place: column for column, place in columns.items()}
    found = list(_rows(name, given, named, columns, faults))
    return Sheet(name, columns, tuple(found)), faults


def _rows(
    sheet: str, given: Iterator[Numbered], named: Mapping[int, str], columns: Mapping[str, int], faults: list[CellFault]
) -> Iterator[Row]:
    for number, texts in given:
        if number > MOST_ROWS:
            faults.append(CellFault(sheet, number, 0, "", f"at most {MOST_ROWS:,} rows; part the table"))
            return
        if next((text for text in texts if text), "").startswith(PASSED_OVER):
            continue
        cells: dict[str, str] = {}
        for place, text in enumerate(texts, 1):
            if text and place in named:
                cells[named[place]] = unguarded(text)
            elif text:
                faults.append(CellFault(sheet, number, place, "", "a name for this column in the first row"))
        if cells:
            yield Row(sheet, number, cells, columns)
