"""The forms that single values of a record have: ids, terms, codes, texts in languages, days.

Each form is told in words to whoever wrote something else, and as a pattern in the JSON Schema. Terms are only held to
the form of an id here; whether a vocabulary has them is checked where the vocabularies are at hand (``terms.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from indexer.corpus.dates import PartialDate

MAX_ID = 80


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a text: a regular expression that the whole of it has to fit, and what that is in words."""

    pattern: str
    expected: str

    def check(self, text: str) -> str:
        """The text itself; raises ValueError if it has another form."""
        if not re.fullmatch(self.pattern, text, re.ASCII):
            raise ValueError(self.expected)
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Check the text after its type."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say the form as a pattern, which JSON Schema looks for anywhere unless it is anchored."""
        return {**handler(schema), "pattern": f"^(?:{self.pattern})$"}


def twice(values: Iterable[str]) -> str:
    """The values that occur more than once, joined by commas; empty if there are none."""
    return ", ".join(sorted(value for value, count in Counter(values).items() if count > 1))


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("some text; leave the field out if there is none")
    return value.strip()


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    if found := twice(values):
        raise ValueError(f"each value once; twice or more: {found}")
    return values


def _whole(date: PartialDate) -> PartialDate:
    if date.day is None:
        raise ValueError("a whole date as 2026-11-21")
    return date


def _adds_up(isbn: str) -> str:
    """Hold an ISBN to its check digit (ISO 2108: weights 10 to 1 modulo 11, or 1 and 3 modulo 10)."""
    digits = isbn.replace("-", "").replace(" ", "").upper()
    if re.fullmatch("[0-9]{9}[0-9X]", digits, re.ASCII):
        remainder = sum((10 - place) * (10 if d == "X" else int(d)) for place, d in enumerate(digits)) % 11
    elif re.fullmatch("[0-9]{13}", digits, re.ASCII):
        remainder = sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(digits)) % 10
    else:
        raise ValueError("an ISBN of 10 or 13 digits")
    if remainder:
        raise ValueError("an ISBN whose check digit is right; a digit is wrong or two are exchanged")
    return isbn


_ONCE = (AfterValidator(_each_once), Field(json_schema_extra={"uniqueItems": True}))

Text = Annotated[str, AfterValidator(_not_blank), Field(json_schema_extra={"pattern": r"\S"})]
"""Text that is not blank, without white space at its ends."""

RecordId = Annotated[
    str,
    Field(max_length=MAX_ID),
    Form(r"[a-z0-9]+(-[a-z0-9]+)*", "an id of small ASCII letters and digits, joined by single hyphens: eg-2010-64"),
]
Term = Annotated[str, Form(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", "the id of a term of the vocabulary, not its label")]
Terms = Annotated[tuple[Term, ...], *_ONCE]
LanguageCode = Annotated[
    str, Form(r"[a-z]{2,3}", "a language code of ISO 639 in small letters: ar, zh, en, fr, ru, es")
]
Languages = Annotated[tuple[LanguageCode, ...], *_ONCE]
Country = Annotated[str, Form(r"[A-Z]{2}", "a country code of ISO 3166-1 alpha-2 in capital letters: EG")]
Countries = Annotated[tuple[Country, ...], *_ONCE]
Isbn = Annotated[
    str, AfterValidator(_adds_up), Field(json_schema_extra={"pattern": "^([0-9][ -]?){9}(([0-9][ -]?){3})?[0-9Xx]$"})
]
"""An ISBN of 10 or 13 digits, with or without hyphens, whose check digit is right."""

LanguageText = Annotated[Mapping[LanguageCode, Text], Field(min_length=1)]
"""One text in one or more languages."""

LanguageTexts = Annotated[Mapping[LanguageCode, Annotated[tuple[Text, ...], Field(min_length=1)]], Field(min_length=1)]
"""Lists of texts in one or more languages."""

Day = Annotated[
    PartialDate,
    AfterValidator(_whole),
    Field(json_schema_extra={"pattern": r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}),
]
"""A date known to the day."""

Number = Annotated[
    int,
    Field(ge=1, json_schema_extra={"type": ["integer", "string"], "pattern": "^[1-9][0-9]*$"}),
]
"""A count from 1; readers that take every value of YAML for text have it as a text."""
