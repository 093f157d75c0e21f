"""Which country or organization a document comes from.

Its name stands on the front page, in the formula of promulgation or in the name of the gazette, mostly the formal one
(``République tunisienne``); some institutions are of one country only (``Lords Spiritual and Temporal``). A country
that the text names further down may be a party to a treaty or a neighbour, and counts less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from indexer.proposals.candidates import ranked
from indexer.proposals.conventions import CONVENTIONS
from indexer.proposals.data import Proposal
from indexer.proposals.document import Document, Zone
from indexer.proposals.names import NameFinder, all_names, formal_names
from indexer.structure.folding import fold
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.concepts import Concept

_ZONES = {"front": 1.0, "running": 0.85, "back": 0.75, "body": 0.45}
_FORMAL, _SHORT, _INSTITUTION, _ORGANIZATION = 0.9, 0.7, 0.92, 0.7
_CITED, _SENTENCE, _LONG = 0.4, 0.6, 250
"""What is left in a line that cites, and in a long passage; of how many code points that is."""

_LATER = 0.985
_RIVAL = 0.6
"""What is left of the confidence of a country beside a better one."""

_ROOT = 4
"""Letters that the name of a country and the adjective made of it have in common: Algérie, algérienne."""

_OTHER_WORDS = frozenset({"مالي", "turkey", "china", "chad"})
"""Short names that are other words too; the formal name of the State still counts."""

MOST = 3


def places_of(document: Document, vocabularies: Vocabularies) -> list[Proposal]:
    """The countries and organizations whose document it may be, best first; a second one is a rival, no companion."""
    found = [one for zone in document.zones for one in _named_in(zone, document, vocabularies)]
    fields = ("country", "organization")
    return [one for field in fields for one in _rivals(ranked((each for each in found if each.field == field), MOST))]


def _named_in(zone: Zone, document: Document, vocabularies: Vocabularies) -> Iterator[Proposal]:
    for language in document.languages:
        if language not in CONVENTIONS:
            continue
        yield from _institutions(zone, language)
        yield from _named(zone, "country", language, vocabularies, _SHORT)
        if zone.name in ("front", "running"):
            yield from _named(zone, "organization", language, vocabularies, _ORGANIZATION)


def _institutions(zone: Zone, language: str) -> Iterator[Proposal]:
    for pattern, origin in _institution_patterns(language):
        if match := pattern.search(zone.text):
            confidence = _INSTITUTION * _ZONES[zone.name] * _place(zone, language, match.start())
            field = "country" if origin.isupper() else "organization"
            yield Proposal(field, origin, confidence, zone.evidence(*match.span()))


def _named(zone: Zone, field: str, language: str, vocabularies: Vocabularies, short: float) -> Iterator[Proposal]:
    """What the passages of a zone name; a formal name is surer than a short one."""
    finds = _finder(vocabularies, field, language)
    for index, passage in enumerate(zone.passages):
        for named in finds.find(passage.text):
            words = passage.text[named.start : named.end]
            if words in _OTHER_WORDS:
                continue
            formal = words.casefold() in _formal(vocabularies, field, named.id, language) or named.words > 2
            base = _FORMAL if formal and field == "country" else short
            weight = _ZONES[zone.name] * _place(zone, language, zone.start_of(index))
            yield Proposal(field, named.id, base * weight, passage.evidence(named.start, named.end))


@lru_cache(maxsize=32)
def _finder(vocabularies: Vocabularies, field: str, language: str) -> NameFinder:
    """All names of countries or organizations, former ones too: old laws have old names.

    A formal name is also cut behind an adjective of the country: ``République algérienne`` (démocratique et populaire).
    """
    concepts = vocabularies.concepts(field)
    names = [(one.id, name) for one in concepts for name in (*all_names(one, language), *one.hidden.get(language, ()))]
    cut = [(one.id, name) for one in concepts for name in _cut_names(one, language)]
    return NameFinder([*names, *cut], language)


def _cut_names(concept: Concept, language: str) -> list[str]:
    """The first two words of the formal name if the second one is made of the short name."""
    short = fold(concept.labels[language]).text.removeprefix("ال")[:_ROOT]
    words = [name.split()[:2] for name in formal_names(concept, language)]
    return [" ".join(two) for two in words if len(two) > 1 and fold(two[1]).text.removeprefix("ال").startswith(short)]


@lru_cache(maxsize=4096)
def _formal(vocabularies: Vocabularies, field: str, id: str, language: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in formal_names(vocabularies.concept(field, id), language))


def _place(zone: Zone, language: str, at: int) -> float:
    """How much the line speaks for what it names: the first ones most, those that cite least."""
    index = zone.at(at)
    begin = zone.start_of(index)
    cited = re.match(CONVENTIONS[language].cited, zone.text[begin : begin + 40])
    sentence = len(zone.passages[index].text) > _LONG
    return (_CITED if cited else _SENTENCE if sentence else 1.0) * max(_LATER**index, 0.6)


def _rivals(proposals: list[Proposal]) -> list[Proposal]:
    """The best one as it is, the others weaker: a document has one origin as a rule."""
    return [
        one if place == 0 else Proposal(one.field, one.value, round(one.confidence * _RIVAL, 2), one.evidence)
        for place, one in enumerate(proposals)
    ]


@cache
def _institution_patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(text), country) for text, country in CONVENTIONS[language].institutions.items())
