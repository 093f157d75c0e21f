"""XLSX workbooks, read as text without trusting them: sizes are looked at before anything is unpacked.

A workbook is opened for reading only, row by row. What such a reading does not tell, merged cells and formulas without
a kept value, is looked for in the XML of the sheet.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types

from indexer.corpus.tables.cells import CellFault, cell_text
from indexer.corpus.tables.table import MOST_COLUMNS, Numbered, Sheet, Table, sheet_of

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
"""Bytes that a workbook may have when it is unpacked; a table of 10,000 records has about 50 million."""

ASIDE = ("read me", "terms")
"""Sheets of the template that hold no records."""

_PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+[0-9]+):')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_CHUNK = 1_000_000


def read_workbook(path: Path) -> Table:
    """The rows of all sheets that hold records; what is wrong with the file is among the faults. Raises OSError."""
    if refused := _not_to_be_opened(path):
        return Table((), (CellFault("", 0, 0, "", refused),))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that no table needs
            return _read(path)
    except Exception as error:  # noqa: BLE001  # openpyxl raises whatever a broken part of the file leads to
        expected = f"an XLSX workbook; this file is broken: {error}. Open it in a spreadsheet program and save it anew"
        return Table((), (CellFault("", 0, 0, "", expected),))


def _not_to_be_opened(path: Path) -> str:
    """What was expected instead of this file; empty if it can be opened."""
    if path.stat().st_size > MOST_BYTES:
        return f"a file of at most {MOST_BYTES:,} bytes; part the table"
    with path.open("rb") as file:
        if file.read(len(_PROTECTED)) == _PROTECTED:
            return "an XLSX workbook without a password; this one is protected, or of the old form XLS: save it as XLSX"
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        return "an XLSX workbook or a CSV file; this file is neither"
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        return f"a workbook of at most {MOST_UNPACKED:,} bytes when it is unpacked"
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        return "an XLSX workbook; this is another kind of file: save the table as XLSX"
    return ""


def _read(path: Path) -> Table:
    faults: list[CellFault] = []
    sheets: list[Sheet] = []
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    formulas = None
    for place, values in enumerate(book.worksheets):
        name = values.title.strip()
        if name.lower() in ASIDE:
            continue
        if values.sheet_state != "visible":
            faults.append(CellFault(name, 0, 0, "", "a sheet that is shown; show this one, or delete it"))
            continue
        merged, has_formulas = _look_into(path, values._worksheet_path)  # noqa: SLF001  # nowhere else told
        faults += [_merged(name, cell) for cell in merged]
        if has_formulas and formulas is None:
            formulas = openpyxl.load_workbook(path, read_only=True)
        rows = _numbered(name, values, formulas.worksheets[place] if formulas else None, faults)
        sheet, more = sheet_of(name, rows)
        faults += more if sheet.columns or more[1:] else ()
        sheets += [sheet] if sheet.columns else []
    for opened in (book, formulas):
        if opened:
            opened.close()
    return Table(tuple(sheets), tuple(faults))


def _look_into(path: Path, part: str) -> tuple[list[str], bool]:
    """The first cells of all merged ranges of a sheet, and whether it has formulas."""
    merged: dict[str, None] = {}
    has_formulas = False
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            merged |= dict.fromkeys(cell.decode() for cell in _MERGED.findall(text))
            has_formulas = has_formulas or _FORMULA.search(text) is not None
            rest = text[-200:]
    return list(merged), has_formulas


def _merged(sheet: str, cell: str) -> CellFault:
    row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
    return CellFault(sheet, row, column, "", "cells of their own; these are merged, and all but the first are empty")


def _numbered(sheet: str, values: Any, formulas: Any, faults: list[CellFault]) -> Iterator[Numbered]:
    """The rows of a sheet as texts; formulas without a value and errors are faults.

    Of the first row all cells are looked at, of the others those that can have a name above them.
    """
    limits = {"max_col": min(values.max_column, MOST_COLUMNS)} if values.max_column else {}
    for rows in ({"max_row": 1}, {"min_row": 2, **limits}):
        written = formulas.iter_rows(**rows) if formulas else None
        for number, cells in enumerate(values.iter_rows(**rows), rows.get("min_row", 1)):
            texts = [cell_text(cell.value, getattr(cell, "number_format", "")) for cell in cells]
            faults += _bad_results(sheet, number, cells, next(written, ()) if written else ())
            yield number, texts


def _bad_results(sheet: str, number: int, cells: Sequence[Any], written: Sequence[Any]) -> Iterator[CellFault]:
    """The cells of a row that hold an error, or a formula whose result was not saved."""
    for place, cell in enumerate(cells, 1):
        if getattr(cell, "data_type", "") == "e":
            yield CellFault(sheet, number, place, "", f"a value; the formula here gives {cell.value}")
    for place, cell in enumerate(written, 1):
        if getattr(cell, "data_type", "") == "f" and cells[place - 1].value is None:
            expected = "a value; the formula here was saved without its result: type the value instead"
            yield CellFault(sheet, number, place, "", expected)
