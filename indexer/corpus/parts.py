"""The parts that records are made of: sources, relations, statements about law; files have a module of their own.

Every part is frozen and refuses fields it does not know. What stands under a field describes it: in the JSON Schema, in
``docs/records.md`` and in the tables that records are imported from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from indexer.corpus.dates import PartialDate
from indexer.corpus.forms import Day, Form, LanguageCode, LanguageText, RecordId, Text, twice


def fault_in(field: str, expected: str) -> PydanticCustomError:
    """The fault of a rule that spans several fields of a part, said of the one that is most likely to be mended."""
    return PydanticCustomError("rule", "{expected}", {"expected": expected, "field": field})


class Part(BaseModel):
    """What all parts of a record have in common: frozen, no unknown fields, described by what stands under them."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class TreatyArticle(Part):
    """That a record has to do with an article of a treaty: who says so, and since when.

    Article 5 of the Convention is not article 5 of a Protocol, so the two are always named together. ``implements`` is
    a State's own claim; editors and machines can only say ``relevant_to``.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"relation": {"const": "implements"}}},
            "then": {"properties": {"asserted_by": {"const": "state"}}},
        }
    )

    treaty: RecordId
    """The treaty: `untoc`, `tip-protocol`."""

    article: Annotated[str, Form(r"[0-9]{1,3}[a-z]?|[IVXLC]+", 'the number of an article in quotes: "5"')]
    """The number of the article: `5`, `16a`, `IV`."""

    relation: Literal["relevant_to", "implements"]
    """`relevant_to`; `implements` is a State's own claim and needs `asserted_by: state`."""

    asserted_by: Literal["editor", "machine", "state"]
    """Who says so."""

    asserted_on: Day
    """The day on which it was said."""

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
    """How this record stands to the other one."""

    record: RecordId
    """The id of the other record."""


class Source(Part):
    """Where the official text stands or the facts come from."""

    title: Text
    """The name of the place, as a gazette or a court."""

    language: LanguageCode
    """The language of that name."""

    url: Annotated[str, Form(r"https?://[^\s/?#]\S*", "an address that begins with https:// or http://")] | None = None
    """The address on the web."""

    note: Text | None = None
    """Where in it, or what of the record comes from it."""


class Verification(Part):
    """How far the facts of a record were checked."""

    level: Literal["page", "citation", "none"]
    """`page`: seen on a page of the source; `citation`: title and citation only; `none`: not checked."""

    checked_on: Day
    """The day of the check."""

    note: Text | None = None
    """What was seen, and what was not."""


class InForce(Part):
    """Whether a law is in force; who checked that, and when. Nobody need have checked what is ``unknown``."""

    model_config = ConfigDict(
        json_schema_extra={
            "if": {"properties": {"value": {"enum": ["yes", "partly", "no"]}}},
            "then": {"required": ["checked_by", "checked_on"]},
        }
    )

    value: Literal["yes", "partly", "no", "unknown"]
    """Whether the law is in force."""

    checked_by: Text | None = None
    """The role or office that checked it; needed unless it is `unknown`."""

    checked_on: Day | None = None
    """The day of that check; needed unless it is `unknown`."""

    @model_validator(mode="after")
    def _checked(self) -> InForce:
        if self.value != "unknown" and not (self.checked_by and self.checked_on):
            raise fault_in("value", "checked_by and checked_on beside every value but unknown")
        return self


class Period(Part):
    """The time a strategy is for."""

    start: PartialDate = Field(alias="from")
    """When it begins."""

    end: PartialDate | None = Field(default=None, alias="to")
    """When it ends; left out while that is open."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Period:
        if self.end and self.end.last_day < self.start.first_day:
            raise fault_in("to", "an end (to) that is not before the beginning (from)")
        return self


class Participant(Part):
    """A State or organization in a treaty's list: its signature, or its act of consent with the date, or both."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["signature"]}, {"required": ["action"]}],
            "dependentRequired": {"action": ["date"], "date": ["action"]},
        }
    )

    party: Annotated[str, Form(r"[A-Z]{2}|[a-z][a-z0-9_]*", "a country code (EG) or the id of an organization (asean)")]
    """A country code or the id of an organization."""

    signature: PartialDate | None = None
    """The date of its signature."""

    action: (
        Literal[
            "ratification", "accession", "succession", "acceptance", "approval", "formal_confirmation", "not_stated"
        ]
        | None
    ) = None
    """The act by which it was bound; `not_stated` where the list does not name the act."""

    date: PartialDate | None = None
    """The date of that act."""

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
    """The date of which the list is."""

    listed: Annotated[tuple[Participant, ...], Field(alias="list", min_length=1)]
    """The participants, each party once."""

    @model_validator(mode="after")
    def _parties_once(self) -> Participants:
        if found := twice(participant.party for participant in self.listed):
            raise fault_in("list", f"each party once; twice or more: {found}")
        return self


class Revised(Part):
    """When a revision was made, by whom and why."""

    on: Day
    """The day of the revision."""

    by: Text | None = None
    """The role or office that made it; never a private person."""

    note: Text | None = None
    """What was changed, and why."""


class Withdrawal(Part):
    """When and why a record was withdrawn from publication."""

    on: Day
    """The day of the withdrawal."""

    reason: LanguageText
    """Why, by language; readers are shown it."""
