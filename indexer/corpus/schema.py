"""The five kinds of record and the tombstone of a withdrawn one; ``docs/records.md`` documents every field.

Instances come from ``reading.py``, which also holds them to the rules that span several fields (``rules.py``). They
are frozen.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from indexer.corpus.dates import PartialDate
from indexer.corpus.parts import (
    Countries,
    InForce,
    Isbn,
    LanguageCode,
    LanguageText,
    LanguageTexts,
    Part,
    Participants,
    Period,
    RecordFile,
    RecordId,
    Relation,
    Revised,
    Source,
    Term,
    Terms,
    Text,
    TreatyArticle,
    Verification,
    Withdrawal,
)


class BaseRecord(Part):
    """What all kinds of record have in common."""

    id: RecordId
    title: LanguageText
    original_language: LanguageCode
    country: Countries = ()
    organization: Terms = ()
    crime: Terms = ()
    issue: Terms = ()
    keywords: LanguageTexts | None = None
    summary: LanguageText | None = None
    treaty_articles: tuple[TreatyArticle, ...] = ()
    relations: tuple[Relation, ...] = ()
    sources: tuple[Source, ...] = ()
    files: tuple[RecordFile, ...] = ()
    verification: Verification | None = None
    revision: Annotated[int, Field(ge=1)] = 1
    revised: Revised | None = None

    @property
    def date(self) -> PartialDate | None:
        """The main date: adopted, decided or published."""
        raise NotImplementedError

    @property
    def year(self) -> int | None:
        """The year of the main date."""
        return self.date.year if self.date else None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of all files in their order; without files the original one."""
        found = dict.fromkeys(language for file in self.files for language in file.languages)
        return tuple(found) or (self.original_language,)

    @property
    def demonstration(self) -> bool:
        """Whether any file is demonstration material, which must never pass for law."""
        return any(file.status == "demonstration" for file in self.files)

    @property
    def article_terms(self) -> tuple[str, ...]:
        """The treaty articles as terms of their vocabulary: ``("tip-protocol:5", ...)``."""
        return tuple(article.term for article in self.treaty_articles)

    def title_in(self, language: str) -> tuple[str, str]:
        """The title in ``language`` if there is one, else in the original language; and the language it is in."""
        chosen = language if language in self.title else self.original_language
        return self.title[chosen], chosen

    def summary_in(self, language: str) -> tuple[str, str] | None:
        """The summary in ``language``, else in English, else in any; and the language it is in."""
        if not self.summary:
            return None
        chosen = next((code for code in (language, "en") if code in self.summary), next(iter(self.summary)))
        return self.summary[chosen], chosen

    def file(self, id: str) -> RecordFile | None:
        """The file with this id; None if there is none."""
        return next((file for file in self.files if file.id == id), None)


class Legislation(BaseRecord):
    """A law, decree or other act; ``adopted`` is the main date, amendments are relations."""

    kind: Literal["legislation"]
    number: Text | None = None
    type_of_act: Term
    gazette: Text | None = None
    adopted: PartialDate
    in_force_from: PartialDate | None = None
    repealed_on: PartialDate | None = None
    in_force: InForce

    @property
    def date(self) -> PartialDate:
        """When it was adopted."""
        return self.adopted


class CaseLaw(BaseRecord):
    """A decision, or a law-enforcement operation without one; ``decided`` is the main date.

    The id comes from court, year and docket number (``ecthr-2010-25965-04``), never from a person's name; ``parties``
    is the name under which the court itself cites the case. ``legislation_applied`` holds citations as the decision
    gives them; laws that are records of their own are relations of the type ``applies``.
    """

    kind: Literal["case_law"]
    court: LanguageText
    court_level: Term
    states_concerned: Countries = ()
    decided: PartialDate
    parties: Text | None = None
    stage: Term | None = None
    verdict: Term | None = None
    sentence: LanguageText | None = None
    legal_issues: LanguageTexts | None = None
    legislation_applied: tuple[Text, ...] = ()
    citation: Text | None = None
    ecli: Annotated[str, Field(pattern=r"^ECLI:[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:[0-9]{4}:[A-Z0-9.]{1,25}$")] | None = None
    docket: Text | None = None

    @property
    def date(self) -> PartialDate:
        """When it was decided."""
        return self.decided


class Strategy(BaseRecord):
    """A strategy or action plan; ``adopted`` is the main date, ``body`` who adopted it."""

    kind: Literal["strategy"]
    body: LanguageText
    adopted: PartialDate
    period: Period | None = None
    pillars: Annotated[tuple[Literal["prevent", "pursue", "protect", "promote"], ...], Field(max_length=4)] = ()
    components: LanguageTexts | None = None

    @property
    def date(self) -> PartialDate:
        """When it was adopted."""
        return self.adopted


class Treaty(BaseRecord):
    """A treaty; ``adopted`` is the main date. The list of participants carries the date of which it is."""

    kind: Literal["treaty"]
    adopted: PartialDate
    opened: PartialDate | None = None
    in_force_from: PartialDate | None = None
    depositary: LanguageText | None = None
    registration: Text | None = None
    participants: Participants | None = None

    @property
    def date(self) -> PartialDate:
        """When it was adopted."""
        return self.adopted


class Bibliography(BaseRecord):
    """A book, article, report or guide; ``published`` is the main date."""

    kind: Literal["bibliography"]
    authors: tuple[Text, ...] = ()
    publisher: Text | None = None
    published: PartialDate | None = None
    isbn: Isbn | None = None
    doi: Annotated[str, Field(pattern=r"^10\.[0-9]{4,9}/\S+$")] | None = None
    type: Term
    abstract: LanguageText | None = None

    @property
    def date(self) -> PartialDate | None:
        """When it was published; None if nobody knows."""
        return self.published


class Tombstone(Part):
    """What stays of a record that was withdrawn: its id is never given away again, and the reason can be read."""

    id: RecordId
    kind: Literal["legislation", "case_law", "strategy", "treaty", "bibliography"]
    title: LanguageText
    original_language: LanguageCode
    withdrawn: Withdrawal
    revision: Annotated[int, Field(ge=1)] = 1
    revised: Revised | None = None


Record = Annotated[Legislation | CaseLaw | Strategy | Treaty | Bibliography, Field(discriminator="kind")]
"""A record of any kind, told apart by ``kind``."""
