"""Records as a workbook that a spreadsheet program does not change: a sheet a kind, all cells text."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

from indexer.corpus.rules import MARK
from indexer.corpus.schema import Record
from indexer.corpus.tables.cells import guarded
from indexer.corpus.tables.columns import in_order
from indexer.corpus.tables.rows import row_of
from indexer.errors import CorpusError

LONGEST_CELL = 32_767
"""Characters that a cell of Excel holds."""


def write_workbook(records: Iterable[Record], file: Path) -> None:
    """Write the records with the columns that an import takes, those that any record of the kind needs.

    The records are gone through twice. Raises CorpusError for a text that is too long for a cell.
    """
    names: dict[str, dict[str, None]] = {}
    for record in records:
        names.setdefault(record.kind, dict.fromkeys(("id", MARK))).update(dict.fromkeys(row_of(record)))
    book = openpyxl.Workbook(write_only=True)
    columns = {kind: [name for name in in_order(found) if name != "kind"] for kind, found in names.items()}
    sheets = {kind: book.create_sheet(kind) for kind in columns} or {"": book.create_sheet("legislation")}
    for kind, found in columns.items():
        sheets[kind].append(found)
    for record in records:
        row = row_of(record)
        sheets[record.kind].append(
            _cell(sheets[record.kind], record.id, name, row.get(name, "")) for name in columns[record.kind]
        )
    save_workbook(book, file)


def save_workbook(book: openpyxl.Workbook, file: Path) -> None:
    """Write a workbook, made in memory first. Raises OSError.

    The archive is closed here even if the disk is full; openpyxl leaves that to whenever nobody refers to it any more,
    and then it fails once more, aloud.
    """
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    file.write_bytes(content.getbuffer())


def _cell(sheet: object, record: str, name: str, text: str) -> object:
    """A cell of text, in the format in which Excel leaves it alone; an apostrophe it begins with is kept on import."""
    if len(text) > LONGEST_CELL:
        raise CorpusError(f"{record}: {name}: longer than a cell of a workbook can be; export as CSV instead")
    cell = WriteOnlyCell(sheet, guarded(text) if text.startswith("'") else text)
    cell.data_type, cell.number_format = "s", "@"
    return cell
