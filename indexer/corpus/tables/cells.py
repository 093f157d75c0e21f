"""Values of cells as text: several in one cell, what spreadsheets make of dates and numbers, and formulas kept out."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # openpyxl ships no types

_LITERALS = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_FORMULA = "=+\\-@\t\r\n＝＋－＠"
_NEEDS_APOSTROPHE = re.compile(f"'*[{_FORMULA}]|'+[0-9]")
_HAS_APOSTROPHE = re.compile(f"'+[{_FORMULA}0-9]")


@dataclass(frozen=True, slots=True, order=True)
class CellFault:
    """A fault in a table and what was expected.

    The sheet is empty for CSV; row and column count from 1, 0 stands for none; ``name`` is that of the column.
    """

    sheet: str
    row: int
    column: int
    name: str
    expected: str

    def __str__(self) -> str:
        """``legislation!F7 crime: ...`` as a spreadsheet calls the cell, the name of the column behind it."""
        cell = (
            f"{openpyxl.utils.get_column_letter(self.column)}{self.row}"
            if self.column
            else f"row {self.row}"
            if self.row
            else ""
        )
        place = f"{self.sheet}!{cell}" if self.sheet and cell else self.sheet or cell
        said = " ".join(part for part in (place, self.name) if part)
        return f"{said}: {self.expected}" if said else self.expected


def several(text: str) -> list[str]:
    r"""The values of a cell, parted by semicolons; ``\;`` is a semicolon of a value itself, ``\\`` a backslash."""
    parts = re.findall(r"(?:[^;\\]|\\.|\\$)+", text, re.DOTALL)
    return [value for part in parts if (value := re.sub(r"\\([;\\])", r"\1", part).strip())]


def together(values: Iterable[str]) -> str:
    """The values of a cell as :func:`several` reads them."""
    return "; ".join(re.sub(r"([;\\])", r"\\\1", value) for value in values)


def guarded(text: str) -> str:
    """A text that no spreadsheet program takes for a formula: an apostrophe before what begins like one."""
    return f"'{text}" if _NEEDS_APOSTROPHE.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe of :func:`guarded`, or without that which a person types before a number."""
    return text[1:] if _HAS_APOSTROPHE.match(text) else text


def plain(text: str) -> str:
    """An id, a term, a date or the name of a column without what is not meant by it.

    That is: marks of direction and other signs that nobody sees, digits of other scripts, semicolons of other scripts,
    an apostrophe in front that keeps a spreadsheet program from changing the cell, truth values in its capitals.
    """
    seen = (text if text.isascii() else _in_ascii(text)).lstrip("'").strip()
    return seen.lower() if seen in ("TRUE", "FALSE") else seen


def _in_ascii(text: str) -> str:
    """The text without signs that nobody sees, its digits and semicolons those of ASCII."""
    seen = (character for character in text if unicodedata.category(character) != "Cf")
    digits = (str(unicodedata.decimal(character)) if character.isdecimal() else character for character in seen)
    return re.sub("[؛；]", ";", "".join(digits))


def cell_text(value: Any, number_format: str) -> str:
    """What a cell of a workbook holds, as text; a date as precise as it is shown, a whole number without ``.0``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return _date_text(value.date(), number_format)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _date_text(date: dt.date, number_format: str) -> str:
    """Somebody who types 2010-05 is shown May 2010 but gets the first of May: what is not shown was not meant."""
    shown = _LITERALS.sub("", number_format).lower()
    if "d" in shown or "y" not in shown:
        return date.isoformat()
    return f"{date:%Y-%m}" if "m" in shown else f"{date:%Y}"
