"""Dates as law knows them: a year, a month or a day, each kept as precise as it was stated."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

_DATE = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)
_JSON_PATTERN = "^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""What JSON Schema can say of a date; whether a month has a 31st day is said by the calendar alone."""
_EXPECTED = "a date as 2010, 2010-05 or 2010-05-14"
_OTHER_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})[T ][0-9]{1,2}:[0-9:.]+.*",  # with a time
        r"(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})(?:[-./](?P<day>[0-9]{1,2}))?\.?",
        r"(?:(?P<day>[0-9]{1,2})[-.])?(?P<month>[0-9]{1,2})[-.](?P<year>[0-9]{4})",
        r"(?:(?P<day>1[3-9]|[23][0-9])/)?(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})",
        r"(?P<month>[0-9]{1,2})/(?P<day>1[3-9]|[23][0-9])/(?P<year>[0-9]{4})",
    )
)
"""Other ways to write a date that can mean one only; 05/06/2020 can mean two."""
_LONGEST_SHOWN = 40


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of the Gregorian calendar with its precision: ``2010``, ``2010-05`` or ``2010-05-14``.

    Dates are ordered by the first day they can mean; of two that begin together the more precise one comes first.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is on no calendar; raises ValueError."""
        if self.month is None and self.day is not None:
            raise ValueError(_EXPECTED)
        try:
            dt.date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise ValueError(f"a day of the calendar; {error}") from error

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date that ``text`` states in the form of ISO 8601; raises ValueError that says what was expected."""
        match = _DATE.fullmatch(text)
        if not match:
            raise ValueError(_EXPECTED + _instead_of(text))
        year, month, day = (int(part) if part else None for part in match.groups())
        return cls(year or 0, month, day)

    @property
    def first_day(self) -> dt.date:
        """The first day that the date can mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> dt.date:
        """The last day that the date can mean."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def sort_key(self) -> str:
        """``YYYYMMDD`` with zeros for what is not known: the text by which records are sorted."""
        return f"{self.year:04}{self.month or 0:02}{self.day or 0:02}"

    def __str__(self) -> str:
        """The form of ISO 8601, as precise as the date."""
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        return f"{text}-{self.day:02}" if self.day else text

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read from its text, written as its text."""
        return core_schema.no_info_plain_validator_function(
            cls._validated, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """A string of the form of ISO 8601."""
        return {"type": "string", "pattern": _JSON_PATTERN}

    @classmethod
    def _validated(cls, value: Any) -> PartialDate:
        if isinstance(value, cls):
            return value
        if not isinstance(value, str):
            raise ValueError(_EXPECTED)  # noqa: TRY004  # pydantic reports ValueError as a fault, not TypeError
        return cls.parse(value)


def _instead_of(text: str) -> str:
    """What stood there instead of a date, and what to write if it is a date in another form."""
    if not text.strip() or len(text) > _LONGEST_SHOWN:
        return ""
    for form in _OTHER_FORMS:
        if match := form.fullmatch(text.strip()):
            parts = (match["year"], match["month"], match["day"])
            iso = "-".join(part.zfill(2) for part in parts if part)
            try:
                return f"; {text!r} stands here: write {PartialDate.parse(iso)}"
            except ValueError:
                break
    return f"; {text!r} stands here"
