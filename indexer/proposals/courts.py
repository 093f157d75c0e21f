"""What a decision says of its court and of its own number; which gazette an act stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from indexer.proposals.candidates import ranked
from indexer.proposals.conventions import CONVENTIONS
from indexer.proposals.data import Proposal
from indexer.proposals.document import Document, Zone

_ZONES = {"front": 1.0, "running": 0.9, "back": 0.7, "body": 0.5}
_COURT, _DOCKET, _GAZETTE = 0.85, 0.85, 0.8
_LATER = 0.97
_FAR = 120
"""Code points after the beginning of a line from which on a court is one that is spoken of."""

_SHORTEST = 9
"""Code points of the name of a gazette that says which one it is; "gazette" alone says nothing."""

_PREPOSITION = re.compile(r" (?:d[ue]|del?|of|of the|de la|la|le|en)[ ,]{0,2}$")

Names = Literal["courts", "gazettes"]


def courts_of(document: Document) -> list[Proposal]:
    """The courts named on the front page, as they are printed, best first."""
    return ranked(_named(document, "courts", "court", _COURT), 3)


def gazettes_of(document: Document) -> list[Proposal]:
    """The official gazette that the front, head or foot of a page names, as it is printed."""
    found = [one for one in _named(document, "gazettes", "gazette", _GAZETTE) if len(one.value) >= _SHORTEST]
    return ranked(found, 2)


def dockets_of(document: Document) -> list[Proposal]:
    """The number of an application, appeal or case, best first."""
    found = []
    for zone in document.zones:
        for language in document.languages:
            for pattern in _dockets(language):
                for match in pattern.finditer(zone.text):
                    span = match.span("number")
                    weight = _ZONES[zone.name] * _LATER ** zone.at(span[0])
                    year = match.groupdict().get("year")
                    value = f"{match['number']}/{year}" if year else zone.original(*span).strip(" :.,;")
                    found.append(Proposal("docket", value, _DOCKET * weight, zone.evidence(*span)))
    return ranked(found, 2)


def _named(document: Document, names: Names, field: str, sure: float) -> Iterator[Proposal]:
    for zone in document.zones:
        for language in document.languages:
            pattern = _patterns(names, language)
            for match in pattern.finditer(zone.text) if pattern else ():
                start, end = _trimmed(zone, *match.span())
                weight = _ZONES[zone.name] * _LATER ** zone.at(start)
                far = 0.5 if start - zone.start_of(zone.at(start)) > _FAR else 1.0
                value = zone.original(start, end).strip(" ,.;:")
                yield Proposal(field, value, sure * weight * far, zone.evidence(start, end), language)


def _trimmed(zone: Zone, start: int, end: int) -> tuple[int, int]:
    """A span without spaces at its ends and without a preposition at its end."""
    text = zone.text[start:end]
    if open_end := _PREPOSITION.search(text):
        end, text = start + open_end.start(), text[: open_end.start()]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


@cache
def _patterns(names: Names, language: str) -> re.Pattern[str] | None:
    convention = CONVENTIONS.get(language)
    if convention is None:
        return None
    text = convention.courts if names == "courts" else convention.gazettes
    border = "" if language in ("zh", "ar") else r"\b"
    return re.compile(f"{border}(?:{text}){border}")


@cache
def _dockets(language: str) -> tuple[re.Pattern[str], ...]:
    convention = CONVENTIONS.get(language)
    return tuple(map(re.compile, convention.dockets)) if convention else ()
