"""The date of a document: which of its dates is the day of its adoption, its decision, its publication.

The role of a date is told by the words before it, in Chinese by those behind it (通过, 公布), up to the next date. A
date that is part of the name of the act (``loi n° 2016-61 du 3 août 2016``) is the surest; the day of promulgation or
of the gazette is a weaker stand-in; the day of entry into force, of an amendment or of an act that is cited is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.model import Kind
from indexer.proposals.candidates import ranked
from indexer.proposals.conventions import CONVENTIONS, Role
from indexer.proposals.data import Proposal
from indexer.proposals.dates import FoundDate, dates_in
from indexer.proposals.document import Document, Zone

FIELD_OF_KIND: dict[Kind, str] = {
    "legislation": "adopted",
    "strategy": "adopted",
    "treaty": "adopted",
    "case_law": "decided",
    "bibliography": "published",
}
"""The field that holds the main date of a kind of record."""

_ROLES: dict[str, dict[Role | None, float]] = {
    "adopted": {
        "named": 0.93,
        "adopted": 0.92,
        "passed": 0.6,
        "signed": 0.82,
        "promulgated": 0.78,
        "decided": 0.3,
        "published": 0.35,
    },
    "decided": {"named": 0.85, "decided": 0.9, "adopted": 0.6, "signed": 0.7, "promulgated": 0.6, "published": 0.3},
    "published": {"published": 0.85, "named": 0.4, "adopted": 0.4, "signed": 0.4, "promulgated": 0.5, "decided": 0.2},
}
"""How sure a role makes a date to be that of the field; roles that are missing speak against it."""

_ZONES = {"front": 1.0, "back": 0.9, "body": 0.8, "running": 0.6}
_ALONE, _NO_ROLE, _BELOW = 0.75, 0.4, 0.6
"""A date without a role: in a line of its own before the first article, in a longer one there, and in a line of its own
at the end, where acts are signed."""

_BESIDE = 14
"""Letters that may stand beside a date in a line of its own: a place, brackets, a word for day."""

_CONTEXT, _BEHIND, _SHORT_LINE = 110, 60, 80
"""Code points before and behind a date that can tell its role, and of a line before it that belongs to it."""

_FAR, _FAR_OFF, _LATER = 150, 0.85, 0.985
"""Code points after the beginning of its line from which on a date is less sure, and how much; what each line takes."""

_MONTH_ONLY, _CITED = 0.75, 0.25
MOST = 4


def dates_of(document: Document, kind: Kind) -> list[Proposal]:
    """The candidates for the main date of a document of this kind, best first."""
    field = FIELD_OF_KIND[kind]
    found = [
        proposal
        for zone in document.zones
        for language in document.languages
        if language in CONVENTIONS
        for proposal in _dates_in_zone(zone, language, field)
    ]
    return ranked(found, MOST)


def _dates_in_zone(zone: Zone, language: str, field: str) -> Iterator[Proposal]:
    dates = dates_in(zone.text, language)
    for index, date in enumerate(dates):
        floor = max(dates[index - 1].end if index else 0, _context_of(zone, date.start))
        ceiling = dates[index + 1].start if index + 1 < len(dates) else len(zone.text)
        confidence = _confidence(zone, language, date, (floor, ceiling), field)
        if confidence:
            yield Proposal(field, date.value, confidence, zone.evidence(date.start, date.end))


def _context_of(zone: Zone, place: int) -> int:
    """Where the lines begin that can tell what a date is: its own, and a short one before it ("Date of assent")."""
    index = zone.at(place)
    begin = zone.start_of(index)
    before = zone.start_of(index - 1) if index else begin
    return before if begin - before <= _SHORT_LINE else begin


def _confidence(zone: Zone, language: str, date: FoundDate, around: tuple[int, int], field: str) -> float:
    """How sure it is that a date is the one of the field; 0 if its role speaks against it."""
    role = role_of(zone.text, language, date, around)
    if role is None:
        alone = _is_alone(zone, date)
        base = {"front": _ALONE if alone else _NO_ROLE, "back": _BELOW if alone else 0.0}.get(zone.name, 0.0)
    else:
        base = _ROLES[field].get(role, 0.0)
    index = zone.at(date.start)
    if re.match(CONVENTIONS[language].cited, zone.text[zone.start_of(index) :][:40]):
        base *= _CITED
    offset = date.start - zone.start_of(index)
    if offset > _FAR:
        base *= _FAR_OFF
    base *= _LATER**index if zone.name == "front" else 1.0
    precision = _MONTH_ONLY if len(date.value) == len("2010-05") else 1.0
    return base * _ZONES[zone.name] * precision


def role_of(text: str, language: str, date: FoundDate, around: tuple[int, int]) -> Role | None:
    """What a date is, by the nearest words that tell: those before it, unless the language puts them behind.

    ``around`` is where the date before ends and the next one begins.
    """
    before = text[max(around[0], date.start - _CONTEXT) : date.start]
    behind = text[date.end : min(around[1], date.end + _BEHIND)]
    convention = CONVENTIONS[language]
    last = _nearest(_cues(tuple(convention.before.items())), before, last=True)
    first = _nearest(_cues(tuple(convention.after.items())), behind, last=False)
    if language == "zh" and first and not (last and before.endswith("自")):
        return first
    if last == "named" and re.search(convention.before["amended"], before):
        return "amended"
    return last if last == "named" else first or last


def _nearest(cues: tuple[tuple[Role, re.Pattern[str]], ...], text: str, *, last: bool) -> Role | None:
    """The role whose words stand nearest to the date."""
    best: tuple[int, Role] | None = None
    for role, pattern in cues:
        for match in pattern.finditer(text):
            distance = len(text) - match.end() if last else match.start()
            if best is None or distance < best[0]:
                best = distance, role
    return best[1] if best else None


def _is_alone(zone: Zone, date: FoundDate) -> bool:
    """Whether a line has little more than the date."""
    index = zone.at(date.start)
    line = zone.text[zone.start_of(index) :].split("\n", 1)[0]
    letters = sum(map(str.isalnum, line)) - sum(map(str.isalnum, zone.text[date.start : date.end]))
    return letters <= _BESIDE


@cache
def _cues(cues: tuple[tuple[Role, str], ...]) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((role, re.compile(pattern)) for role, pattern in cues)
