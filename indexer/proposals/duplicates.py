"""What a file may be a duplicate of: the same file, the same act of the same country, nearly the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from indexer.proposals.signatures import likeness
from indexer.structure.folding import fold
from indexer.structure.numerals import HAN_NUMERAL, han

Reason = Literal["file", "text", "number"]
"""Why something is a duplicate: the same content of a file, nearly the same text, the same country and number."""

ALIKE = 0.5
"""Texts that have less than this of their shingles in common are different ones."""

SAME_NUMBER = 0.8
"""How sure the same country and number make it; a law and a decree may have one number."""

_CHINESE = re.compile(f"{HAN_NUMERAL}+")
_YEAR = range(1800, 2100)


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What is known of a document to be compared: a record, a submission.

    ``id`` says whose it is; ``files`` are the SHA-256 of its files, ``signatures`` those of their texts
    (``signature_of``), empty ones left out; ``number`` is the number of an act or docket as ``number_key`` gives it.
    What is not known is empty.
    """

    id: str
    files: tuple[str, ...] = ()
    signatures: tuple[bytes, ...] = ()
    countries: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that another one may be a duplicate of, why, and how like they are, from 0 to 1."""

    id: str
    reason: Reason
    likeness: float


def duplicates(document: KnownDocument, known: Iterable[KnownDocument]) -> tuple[Duplicate, ...]:
    """Which of the known documents ``document`` may be a duplicate of, the likest first, each once; never itself.

    Goes through ``known`` once and keeps none of it.
    """
    found = [one for other in known if other.id != document.id and (one := _compared(document, other))]
    return tuple(sorted(found, key=lambda one: (-one.likeness, one.id)))


def _compared(document: KnownDocument, other: KnownDocument) -> Duplicate | None:
    """How two documents are duplicates, by the strongest reason; None if they are not."""
    if set(document.files) & set(other.files):
        return Duplicate(other.id, "file", 1.0)
    pairs = ((own, foreign) for own in document.signatures for foreign in other.signatures)
    alike = max((likeness(own, foreign) for own, foreign in pairs), default=0.0)
    if document.number and document.number == other.number and set(document.countries) & set(other.countries):
        return Duplicate(other.id, "number", max(SAME_NUMBER, round(alike, 2)))
    return Duplicate(other.id, "text", round(alike, 2)) if alike >= ALIKE else None


def number_key(number: str, date: str = "") -> str:
    """The figures of a number with its year, in order: ``64 2010`` for ``64/2010`` and for ``Law No. 64 of 2010``.

    The year is taken from the date (``2010-05``) if the number has none. Empty without figures.
    """
    folded = re.sub(r"(?<=\d)[.\u202f\xa0](?=\d{3}(?!\d))", "", fold(number).text)
    plain = _CHINESE.sub(lambda match: f" {han(match[0])} ", folded)
    figures = [int(figure[:12]) for figure in re.findall(r"\d+", plain)]
    if figures and not any(figure in _YEAR for figure in figures) and re.match(r"\d{4}", date):
        figures.append(int(date[:4]))
    return " ".join(map(str, sorted(figures)))
