"""CSV files, in whatever dialect a spreadsheet program saved them: comma, semicolon or tab, UTF-8 or UTF-16."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from indexer.corpus.tables.cells import CellFault
from indexer.corpus.tables.table import Numbered, Table, sheet_of

MOST_BYTES = 100_000_000
LONGEST_CELL = 1_000_000


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
    try:
        sheet, faults = sheet_of("", _numbered(text))
    except csv.Error as error:
        return _refused(0, f"rows of CSV, text with quotes or line breaks in it between double quotes; {error}")
    return Table((sheet,), tuple(faults))


def _numbered(text: str) -> Iterator[Numbered]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number, row in enumerate(rows, 1):
        yield number, [cell.strip() for cell in row]


def _refused(row: int, expected: str) -> Table:
    return Table((), (CellFault("", row, 0, "", expected),))
