"""What kind of record a document is: what it calls itself, and what it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from indexer.model import Kind
from indexer.proposals.candidates import ranked
from indexer.proposals.conventions import CONVENTIONS
from indexer.proposals.data import Proposal
from indexer.proposals.document import Document, Zone

_BY_TITLE: dict[Kind, float] = {"strategy": 0.85, "treaty": 0.7, "case_law": 0.85, "bibliography": 0.6}
"""How sure the words of a title make a kind; a law may approve a treaty, a guide may be about one."""

_OTHER_LINES: dict[Kind, float] = {"strategy": 0.7, "treaty": 0.5, "case_law": 0.9, "bibliography": 0.5}
"""What the words count in a line that is no title: a decision often has none but its number."""

_LONGEST_LINE = 250

_DECISIONS, _ENOUGH_WORDS = 0.8, 3
"""How sure the words of a decision (appellant, respondent...) make case law, and how many different ones it takes."""

_ARTICLES, _FEW = 0.55, 3
"""How sure the articles of a document alone make it legislation, and how many that takes."""

_ISBN = re.compile(r"\b(?:isbn(?:-1[03])?:? ?[\d -]{9,20}[\dx]|doi:? ?10\.\d{4}|issn:? ?\d{4}-\d{3})")
_PUBLISHED = 0.75
_LATER = 0.97


def kinds_of(document: Document, acts: Sequence[Proposal], numbers: Sequence[Proposal]) -> list[Proposal]:
    """The candidates for the kind, best first; ``acts`` and ``numbers`` are what was found of it as an act."""
    found = [
        *_as_legislation(document, acts, numbers),
        *_by_words(document),
        *_by_decision(document),
        *_by_isbn(document),
    ]
    return ranked(found, 3)


def _as_legislation(document: Document, acts: Sequence[Proposal], numbers: Sequence[Proposal]) -> Iterator[Proposal]:
    """An act that names itself is legislation, surer with number and articles; so, less surely, are articles alone."""
    articles = [one for one in document.reading.structure.provisions if one.level in ("article", "section")]
    bonus = 0.06 * (len(articles) >= _FEW) + 0.06 * bool(numbers and numbers[0].confidence > 0.6)
    for act in acts[:1]:
        yield Proposal("kind", "legislation", act.confidence - 0.1 + bonus, act.evidence)
    for number in numbers[:1]:
        yield Proposal("kind", "legislation", number.confidence - 0.2 + bonus, number.evidence)
    if len(articles) >= _FEW:
        label = articles[0].label
        for passage in document.passages():
            if passage.page >= articles[0].page_from and passage.text.startswith(label):
                yield Proposal("kind", "legislation", _ARTICLES, passage.evidence(0, len(label)))
                return


def _by_words(document: Document) -> Iterator[Proposal]:
    """What the titles and first lines call the document."""
    zone = document.front
    for language in _known(document):
        for kind, pattern in _kind_patterns(language):
            for index, passage in enumerate(zone.passages[:20]):
                begin = zone.start_of(index)
                line = zone.text[begin : begin + _LONGEST_LINE].split("\n", 1)[0]
                if len(passage.text) <= _LONGEST_LINE and (match := pattern.search(line)):
                    weight = (1.0 if passage.kind == "title" else _OTHER_LINES[kind]) * _LATER**index
                    span = begin + match.start(), begin + match.end()
                    yield Proposal("kind", kind, _BY_TITLE[kind] * weight, zone.evidence(*span))


def _by_decision(document: Document) -> Iterator[Proposal]:
    """Parties, judges and reasons, wherever they stand in the first pages, make a decision of a court."""
    for language in _known(document):
        pattern = re.compile(CONVENTIONS[language].decisions)
        for zone in document.zones:
            found = list(pattern.finditer(zone.text))
            if len({match[0] for match in found}) >= _ENOUGH_WORDS:
                yield Proposal("kind", "case_law", _DECISIONS * _share(zone), zone.evidence(*found[0].span()))


def _share(zone: Zone) -> float:
    return 1.0 if zone.name == "front" else 0.8


def _by_isbn(document: Document) -> Iterator[Proposal]:
    for zone in document.zones:
        if match := _ISBN.search(zone.text):
            yield Proposal("kind", "bibliography", _PUBLISHED, zone.evidence(*match.span()))


def _known(document: Document) -> list[str]:
    return [language for language in document.languages if language in CONVENTIONS]


@cache
def _kind_patterns(language: str) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in CONVENTIONS[language].kinds.items())
