"""The parts that records are made of: texts by language, terms, files, sources, relations, statements about law.

Every part is frozen and refuses fields it does not know. Terms of vocabularies are only checked for their form here;
whether they exist is checked where the vocabularies are at hand (``terms.py``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from indexer.corpus.dates import PartialDate
from indexer.model import FileStatus

MAX_ID = 80


def _form(pattern: str, expected: str) -> AfterValidator:
    compiled = re.compile(pattern, re.ASCII)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(expected)
        return value

    return AfterValidator(check)


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("some text; leave the field out if there is none")
    return value.strip()


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    if twice := _twice(values):
        raise ValueError(f"each value once; twice or more: {twice}")
    return values


def _twice(values: Iterable[str]) -> str:
    """The values that occur more than once, joined by commas; empty if there are none."""
    return ", ".join(sorted(value for value, count in Counter(values).items() if count > 1))


def _whole(date: PartialDate) -> PartialDate:
    if date.day is None:
        raise ValueError("a whole date as 2026-11-21")
    return date


def fault_in(field: str, expected: str) -> PydanticCustomError:
    """The fault of a rule that spans several fields of a part, said of the one that is most likely to be mended."""
    return PydanticCustomError("rule", "{expected}", {"expected": expected, "field": field})


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


Text = Annotated[str, AfterValidator(_not_blank)]
"""Text that is not blank, without white space at its ends."""

RecordId = Annotated[
    str,
    Field(max_length=MAX_ID),
    _form(r"[a-z0-9]+(-[a-z0-9]+)*", "an id of small ASCII letters and digits, joined by single hyphens: eg-2010-64"),
]
Term = Annotated[str, _form(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*", "the id of a term of the vocabulary, not its label")]
Terms = Annotated[tuple[Term, ...], AfterValidator(_each_once)]
LanguageCode = Annotated[
    str, _form(r"[a-z]{2,3}", "a language code of ISO 639 in small letters: ar, zh, en, fr, ru, es")
]
Isbn = Annotated[str, AfterValidator(_adds_up)]
Languages = Annotated[tuple[LanguageCode, ...], AfterValidator(_each_once)]
Country = Annotated[str, _form(r"[A-Z]{2}", "a country code of ISO 3166-1 alpha-2 in capital letters: EG")]
Countries = Annotated[tuple[Country, ...], AfterValidator(_each_once)]
LanguageText = Annotated[Mapping[LanguageCode, Text], Field(min_length=1)]
"""One text in one or more languages."""

LanguageTexts = Annotated[Mapping[LanguageCode, Annotated[tuple[Text, ...], Field(min_length=1)]], Field(min_length=1)]
"""Lists of texts in one or more languages."""

Day = Annotated[PartialDate, AfterValidator(_whole)]
"""A date known to the day."""


class Part(BaseModel):
    """What all parts of a record have in common: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TreatyArticle(Part):
    """That a record has to do with an article of a treaty: who says so, and since when.

    Article 5 of the Convention is not article 5 of a Protocol, so the two are always named together. ``implements`` is
    a State's own claim; editors and machines can only say ``relevant_to``.
    """

    treaty: RecordId
    article: Annotated[str, _form(r"[0-9]{1,3}[a-z]?|[IVXLC]+", 'the number of an article in quotes: "5"')]
    relation: Literal["relevant_to", "implements"]
    asserted_by: Literal["editor", "machine", "state"]
    asserted_on: Day

    @property
    def term(self) -> str:
        """The id of the article in the vocabulary of treaty articles: ``tip-protocol:5``."""
        return f"{self.treaty}:{self.article}"


RelationType = Literal[
    "amends", "amended_by",
    "repeals", "repealed_by",
    "replaces", "replaced_by",
    "supplements", "supplemented_by",
    "implements_strategy", "strategy_implemented_by",
    "applies", "applied_in",
    "discusses", "discussed_in",
    "related",
]  # fmt: skip
"""How one record stands to another; each type but ``related`` is followed by its inverse."""

_PAIRS = {
    "amends": "amended_by",
    "repeals": "repealed_by",
    "replaces": "replaced_by",
    "supplements": "supplemented_by",
    "implements_strategy": "strategy_implemented_by",
    "applies": "applied_in",
    "discusses": "discussed_in",
}
INVERSE: Mapping[str, str] = {**_PAIRS, **{inverse: name for name, inverse in _PAIRS.items()}, "related": "related"}
"""The relation that the other record has to this one."""


class Relation(Part):
    """A relation to another record."""

    type: RelationType
    record: RecordId


class Source(Part):
    """Where the official text stands or the facts come from: ``title`` names the place in the language of it."""

    title: Text
    language: LanguageCode
    url: Annotated[str, _form(r"https?://[^\s/?#]\S*", "an address that begins with https:// or http://")] | None = None
    note: Text | None = None


class RecordFile(Part):
    """A file of a record.

    ``id`` is permanent and short and stays when the content is replaced; ``name``, the name on disk, ends in the first
    eight digits of the content's SHA-256; ``text_as_of`` says of which date the text is.
    """

    id: Annotated[str, Field(max_length=20), _form(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "a short id as ar or fr-2")]
    name: Annotated[
        str,
        Field(max_length=120),
        _form(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+", "a file name of small ASCII letters, digits and hyphens"),
    ]
    languages: Annotated[Languages, Field(min_length=1)]
    status: FileStatus
    text_as_of: PartialDate | None = None
    sha256: Annotated[str, _form(r"[0-9a-f]{64}", "the SHA-256 of the file's content: 64 hexadecimal digits")]


class Verification(Part):
    """How far the facts of a record were checked: on the ``page`` of the text, by ``citation`` only, or not."""

    level: Literal["page", "citation", "none"]
    checked_on: Day
    note: Text | None = None


class InForce(Part):
    """Whether a law is in force; who checked that, and when. Nobody need have checked what is ``unknown``."""

    value: Literal["yes", "partly", "no", "unknown"]
    checked_by: Text | None = None
    checked_on: Day | None = None

    @model_validator(mode="after")
    def _checked(self) -> InForce:
        if self.value != "unknown" and not (self.checked_by and self.checked_on):
            raise fault_in("value", "checked_by and checked_on beside every value but unknown")
        return self


class Period(Part):
    """The time a strategy is for; without ``to`` it is open."""

    start: PartialDate = Field(alias="from")
    end: PartialDate | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Period:
        if self.end and self.end.last_day < self.start.first_day:
            raise fault_in("to", "an end (to) that is not before the beginning (from)")
        return self


class Participant(Part):
    """A State or organization in a treaty's list: its signature, or its act of consent with the date, or both.

    ``party`` is a country code or the id of an organization. ``not_stated`` is for lists that do not name the act.
    """

    party: Annotated[
        str, _form(r"[A-Z]{2}|[a-z][a-z0-9_]*", "a country code (EG) or the id of an organization (asean)")
    ]
    signature: PartialDate | None = None
    action: (
        Literal[
            "ratification", "accession", "succession", "acceptance", "approval", "formal_confirmation", "not_stated"
        ]
        | None
    ) = None
    date: PartialDate | None = None

    @model_validator(mode="after")
    def _acts_have_dates(self) -> Participant:
        if (self.action is None) != (self.date is None):
            raise fault_in("action", "action and date together, or neither")
        if self.signature is None and self.action is None:
            raise fault_in("party", "a signature, or an action with its date")
        return self


class Participants(Part):
    """The list of a treaty's participants and the date of which it is: lists of different dates do not compare."""

    status_as_of: PartialDate
    listed: Annotated[tuple[Participant, ...], Field(alias="list", min_length=1)]

    @model_validator(mode="after")
    def _parties_once(self) -> Participants:
        if twice := _twice(participant.party for participant in self.listed):
            raise fault_in("list", f"each party once; twice or more: {twice}")
        return self


class Revised(Part):
    """When a revision was made, by whom and why; ``by`` names a role or an office, never a private person."""

    on: Day
    by: Text | None = None
    note: Text | None = None


class Withdrawal(Part):
    """When and why a record was withdrawn from publication."""

    on: Day
    reason: LanguageText
