"""The five kinds of record and the tombstone of a withdrawn one; ``docs/records.md`` documents every field.

Instances come from ``reading.py``, which also holds them to the rules that span several fields (``rules.py``). They
are frozen. What stands under a field describes it, there and in the JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from indexer.corpus.base import BaseRecord
from indexer.corpus.dates import PartialDate
from indexer.corpus.forms import (
    Countries,
    Isbn,
    LanguageCode,
    LanguageText,
    LanguageTexts,
    Number,
    RecordId,
    Term,
    Terms,
    Text,
)
from indexer.corpus.parts import InForce, Part, Participants, Period, Revised, Withdrawal
from indexer.model import Kind

_PUBLIC = ConfigDict(
    json_schema_extra={
        "anyOf": [{"required": [name], "properties": {name: {"minItems": 1}}} for name in ("country", "organization")]
    }
)
"""What comes from a public body names its country or organization; ``rules.py`` says the same of record.yaml."""


class Legislation(BaseRecord):
    """A law, decree or other act; ``adopted`` is the main date, amendments are relations."""

    model_config = _PUBLIC

    kind: Literal["legislation"]
    """`legislation`, as the folder around is called."""

    number: Text | None = None
    """The number as it is cited: `64/2010`."""

    type_of_act: Term
    """A term of the vocabulary `act_type`: `law`."""

    gazette: Text | None = None
    """The official gazette in which it stands."""

    adopted: PartialDate
    """When it was adopted: the main date."""

    in_force_from: PartialDate | None = None
    """When it entered into force."""

    repealed_on: PartialDate | None = None
    """When it ceased to be in force."""

    in_force: InForce
    """Whether it is in force, and who checked that when."""

    @property
    def date(self) -> PartialDate:
        """When it was adopted."""
        return self.adopted


class CaseLaw(BaseRecord):
    """A decision, or a law-enforcement operation without one; ``decided`` is the main date.

    The id comes from court, year and docket number (``ecthr-2010-25965-04``), never from a person's name.
    """

    model_config = _PUBLIC

    kind: Literal["case_law"]
    """`case_law`, as the folder around is called."""

    court: LanguageText
    """The court by language."""

    court_level: Term
    """A term of the vocabulary `court_level`; an operation without a decision has `operation`."""

    states_concerned: Countries = ()
    """Countries that the case concerns, by their ISO 3166-1 alpha-2 codes."""

    decided: PartialDate
    """When it was decided: the main date."""

    parties: Text | None = None
    """The name under which the court itself cites the case."""

    stage: Term | None = None
    """The stage of the proceedings: a term of the vocabulary `stage`."""

    verdict: Term | None = None
    """A term of the vocabulary `verdict`."""

    sentence: LanguageText | None = None
    """The sentence or remedy, by language."""

    legal_issues: LanguageTexts | None = None
    """The questions of law that were decided, in lists by language."""

    legislation_applied: tuple[Text, ...] = ()
    """Citations as the decision gives them; an act that is a record of its own is a relation `applies`."""

    citation: Text | None = None
    """How the decision is cited."""

    ecli: Annotated[str, Field(pattern=r"^ECLI:[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:[0-9]{4}:[A-Z0-9.]{1,25}$")] | None = None
    """The European Case Law Identifier: `ECLI:CE:ECHR:2010:0107JUD002596504`."""

    docket: Text | None = None
    """The number of the application or docket; the id ends in it."""

    @property
    def date(self) -> PartialDate:
        """When it was decided."""
        return self.decided


class Strategy(BaseRecord):
    """A strategy or action plan; ``adopted`` is the main date, ``body`` who adopted it."""

    model_config = _PUBLIC

    kind: Literal["strategy"]
    """`strategy`, as the folder around is called."""

    body: LanguageText
    """Who adopted it, by language."""

    adopted: PartialDate
    """When it was adopted: the main date."""

    period: Period | None = None
    """The time it is for."""

    pillars: Annotated[tuple[Literal["prevent", "pursue", "protect", "promote"], ...], Field(max_length=4)] = ()
    """The pillars it is built on: terms of the vocabulary `pillar`."""

    components: Terms = ()
    """What it consists of: terms of the vocabulary `component`."""

    @property
    def date(self) -> PartialDate:
        """When it was adopted."""
        return self.adopted


class Treaty(BaseRecord):
    """A treaty; ``adopted`` is the main date. The list of participants carries the date of which it is."""

    kind: Literal["treaty"]
    """`treaty`, as the folder around is called."""

    adopted: PartialDate
    """When it was adopted: the main date."""

    opened: PartialDate | None = None
    """When it was opened for signature."""

    in_force_from: PartialDate | None = None
    """When it entered into force."""

    depositary: LanguageText | None = None
    """The depositary, by language."""

    registration: Text | None = None
    """The number of its registration: `UNTS No. 39574`."""

    participants: Participants | None = None
    """Who signed it and who is bound by it, in a list of a stated date."""

    @property
    def date(self) -> PartialDate:
        """When it was adopted."""
        return self.adopted


class Bibliography(BaseRecord):
    """A book, article, report or guide; ``published`` is the main date."""

    kind: Literal["bibliography"]
    """`bibliography`, as the folder around is called."""

    authors: tuple[Text, ...] = ()
    """Persons or bodies, as the title page names them."""

    publisher: Text | None = None
    """The publisher, or the journal of an article."""

    published: PartialDate | None = None
    """When it was published: the main date; left out if nobody knows."""

    isbn: Isbn | None = None
    """An ISBN of 10 or 13 digits whose check digit is right."""

    doi: Annotated[str, Field(pattern=r"^10\.[0-9]{4,9}/\S+$")] | None = None
    """The Digital Object Identifier, without an address before it: `10.1017/CBO9780511761065`."""

    type: Term
    """A term of the vocabulary `publication_type`: `book`."""

    abstract: LanguageText | None = None
    """What it is about, by language, in our own words."""

    @property
    def date(self) -> PartialDate | None:
        """When it was published; None if nobody knows."""
        return self.published


class Tombstone(Part):
    """What stays of a record that was withdrawn: its id is never given away again, and the reason can be read."""

    id: RecordId
    """The id, which is never used again."""

    kind: Kind
    """The kind of record it was."""

    title: LanguageText
    """The title by language; one is in the original language."""

    original_language: LanguageCode
    """The language the text was made in."""

    withdrawn: Withdrawal
    """When and why it was withdrawn."""

    revision: Number = 1
    """The number of the revision, counted by Palermo; 1 where it is left out."""

    revised: Revised | None = None
    """When this revision was made, by whom and why; written by Palermo."""


Record = Annotated[Legislation | CaseLaw | Strategy | Treaty | Bibliography, Field(discriminator="kind")]
"""A record of any kind, told apart by ``kind``."""
