"""CSV files, in whatever dialect a spreadsheet program saved them: comma, semicolon or tab, UTF-8 or UTF-16."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from indexer.corpus.tables.cells import CellFault
from indexer.corpus.tables.table import Numbered, Table, sheet_of

MOST_BYTES = 100_000_000
LONGEST_CELL = 1_000_000

_SEPARATOR = re.compile(r'"?sep=([,;\t])"?\r?\n?', re.IGNORECASE)
"""The first line by which some files tell Excel what parts their cells; no program shows it as a row."""


def read_csv(path: Path) -> Table:
    """The rows of a CSV file; what is wrong with the file as such is among the faults. Raises OSError."""
    if path.stat().st_size > MOST_BYTES:
        return _refused(0, f"a file of at most {MOST_BYTES:,} bytes; part the table")
    content = path.read_bytes()
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _refused(line, "text in UTF-8; save the table as “CSV UTF-8” or as XLSX")
    if "\0" in text:
        return _refused(0, "a table as CSV or XLSX; this file is neither")
    csv.field_size_limit(LONGEST_CELL)
    broken: list[CellFault] = []
    sheet, faults = sheet_of("", _numbered(text, broken))
    return Table((), tuple(broken)) if broken else Table((sheet,), tuple(faults))


def _numbered(text: str, broken: list[CellFault]) -> Iterator[Numbered]:
    """The rows, counted as a spreadsheet program counts and shows them; they end before one that is no CSV."""
    first = text.split("\n", 1)[0]
    told = _SEPARATOR.fullmatch(first)
    delimiter = told[1] if told else max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    last = -1 if told else 0
    try:
        for row in rows:
            last += 1
            if last:
                yield last, [cell.strip() for cell in row]
    except csv.Error as error:
        expected = "a row of CSV, text with quotes or line breaks in it between double quotes"
        broken.append(CellFault("", last + 1, 0, "", f"{expected}; {_reason(str(error))}"))


def _reason(said: str) -> str:
    """What the reader of CSV says, in plainer words where a quote that opens in the row is never closed."""
    if "unexpected end of data" in said:
        return "a quote that opens here is not closed"
    if "expected after" in said:
        return "a quote that opens here is not closed, or a quote inside a text is not written twice"
    return said


def _refused(row: int, expected: str) -> Table:
    return Table((), (CellFault("", row, 0, "", expected),))
