"""The empty workbook that records are written in: a sheet a kind, with what each column holds and lists of terms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

from indexer.corpus.parts import Participant
from indexer.corpus.tables.columns import Column, column_of, usual_columns
from indexer.corpus.tables.examples import EXAMPLES, HOW_TO, NOTES
from indexer.corpus.tables.importing import OF_PARTICIPANTS, PARTICIPANTS
from indexer.corpus.tables.sentences import ACTIONS
from indexer.corpus.tables.table import PASSED_OVER
from indexer.corpus.tables.term_list import TermList
from indexer.corpus.tables.workbook import ASIDE
from indexer.vocabularies import Vocabularies

READ_ME, TERMS = ASIDE
FIRST_ROW = 4
"""The first row for records: below the names, what they hold, and an example."""

LAST_ROW = 5000
"""How far down the lists of terms are offered."""

_REQUIRED = PatternFill("solid", fgColor="FFE8A0")
_OPTIONAL = PatternFill("solid", fgColor="E8E8E8")
_ASIDE = Font(italic=True, color="666666")
_TEXT = "@"
"""The format of a cell whose content a spreadsheet program does not change: 2010-05 stays what it is."""


def template(kinds: Sequence[str], vocabularies: Vocabularies) -> openpyxl.Workbook:
    """A workbook with a sheet for each of these kinds."""
    book = openpyxl.Workbook()
    _write_read_me(book.active)
    sheets = {kind: book.create_sheet(kind) for kind in kinds}
    if "treaty" in sheets:
        sheets[PARTICIPANTS] = book.create_sheet(PARTICIPANTS)
    terms = TermList(book.create_sheet(TERMS), vocabularies)
    for name, sheet in sheets.items():
        columns = _of_participants() if name == PARTICIPANTS else [_column(name, each) for each in usual_columns(name)]
        _write_sheet(sheet, columns, EXAMPLES[name], terms)
    return book


def _column(kind: str, name: str) -> Column:
    column = column_of(kind, name)
    if column is None:
        raise KeyError(name)  # both are made of the same schema
    return column


def _of_participants() -> list[Column]:
    """The columns of the sheet of participants."""
    said = {name: field.description or "" for name, field in Participant.model_fields.items()}
    said["id"] = "The id of the treaty."
    paths = {"party": ("participants", "list", "party")}
    words = {"action": ACTIONS}
    return [
        Column(name, paths.get(name, (name,)), "text", said[name], name in ("id", "party"), words=words.get(name, ()))
        for name in OF_PARTICIPANTS
    ]


def _write_read_me(sheet: Any) -> None:
    sheet.title = READ_ME
    for line in HOW_TO:
        sheet.append((line,))
    sheet.column_dimensions["A"].width = 120
    for row in sheet.iter_rows():
        row[0].alignment = Alignment(wrap_text=True, vertical="top")


def _write_sheet(sheet: Any, columns: Sequence[Column], example: Mapping[str, str], terms: TermList) -> None:
    """The names of the columns, what they hold, an example; and what their cells offer."""
    validations: dict[tuple[str, bool], DataValidation] = {}
    for place, column in enumerate(columns, 1):
        letter = openpyxl.utils.get_column_letter(place)
        sheet.column_dimensions[letter].width = 26
        sheet.column_dimensions[letter].number_format = _TEXT
        name = sheet.cell(1, place, column.name)
        name.font, name.fill = Font(bold=True), _REQUIRED if column.required else _OPTIONAL
        for row, text in ((2, _description(column, terms.vocabularies)), (3, example.get(column.name, ""))):
            before = f"{PASSED_OVER} {'example: ' if row == 3 else ''}" if place == 1 else ""
            cell = sheet.cell(row, place, before + text)
            cell.font, cell.alignment = _ASIDE, Alignment(wrap_text=True, vertical="top")
            cell.number_format = _TEXT
        if choice := terms.choice(column):
            _validation(sheet, validations, choice, column).add(f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}")
    sheet.row_dimensions[2].height = 90
    sheet.freeze_panes = f"B{FIRST_ROW}"


def _description(column: Column, vocabularies: Vocabularies) -> str:
    """What a cell holds, in words for a person who does not know the schema."""
    said = NOTES.get(re.sub(r"\.[0-9]+\.", ".", column.name), column.description.replace("`", ""))
    language = column.name.partition(":")[2]
    required = "Required in at least one language. " if language else "Required. "
    return " ".join(
        (
            f"{required if column.required else ''}{said}",
            *([f"Here in {vocabularies.label('language', language, 'en')}."] if language else []),
            *(["Several are parted by semicolons."] if column.form in ("terms", "texts") else []),
        )
    )


def _validation(
    sheet: Any, known: dict[tuple[str, bool], DataValidation], choice: str, column: Column
) -> DataValidation:
    """The list that cells of a column offer; where several terms can stand in a cell, others can be typed."""
    strict = column.form == "text"
    if (choice, strict) not in known:
        known[choice, strict] = DataValidation(
            type="list", formula1=choice, allow_blank=True, showErrorMessage=strict, showDropDown=False
        )
        sheet.add_data_validation(known[choice, strict])
    return known[choice, strict]
