"""What is proposed: a value for a field of a record, how sure it is, and the passage that speaks for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read: ``passage[start:end]`` (code points) on page ``page`` of the file, from 1.

    ``passage`` is a paragraph of the page as the text of the file has it, or a part of a very long one.
    """

    page: int
    passage: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """The very words that speak for the value."""
        return self.passage[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A value that a file itself suggests for a field of its record.

    ``field`` is a name of docs/records.md, ``value`` is written as a record has it: an id of a vocabulary, a date as
    precise as it was read (``2010-05-09``), ``untoc:5`` for an article of a treaty, else the words of the document.
    ``language`` is that of a value in words (title, court), else empty. ``confidence`` runs from 0 to 1.
    """

    field: str
    value: str
    confidence: float
    evidence: Evidence
    language: str = ""


FIELDS = (
    "kind",
    "original_language",
    "languages",
    "title",
    "number",
    "docket",
    "type_of_act",
    "adopted",
    "decided",
    "published",
    "gazette",
    "court",
    "country",
    "organization",
    "crime",
    "issue",
    "treaty_articles",
)
"""The fields that values are proposed for, in the order of proposals; ``languages`` are those of the file."""

LISTS = frozenset({"languages", "country", "organization", "crime", "issue", "treaty_articles"})
"""The fields that take several values at once; for all others the proposals are candidates, best first."""
