"""What a document is about: crime types and cross-cutting issues that it names, in its title most of all.

Terms are counted by their names and those of the topics below them. What a document hardly speaks of beside its main
subject is left out: a law on laundering names many crimes whose proceeds are laundered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from indexer.model import LineKind
from indexer.proposals.candidates import CERTAIN
from indexer.proposals.conventions import CONVENTIONS
from indexer.proposals.data import Evidence, Proposal
from indexer.proposals.document import Document, Passage
from indexer.proposals.names import NameFinder, all_names
from indexer.vocabularies import Vocabularies

SUBJECTS = ("crime", "issue")
"""The fields, and the vocabularies of the same name."""

HIDDEN = "hidden"
"""Stands in the place of the vocabulary before a name that has other meanings too."""

_LINES: dict[LineKind, float] = {"title": 8.0, "heading": 3.0}
"""What a name counts in a line that is more than text; 1 elsewhere."""

_TOPIC, _HIDDEN = 0.6, 0.5
"""What the name of a narrower topic counts for the term above it, and a name that has other meanings too."""

_TITLE, _PART = 0.9, 0.8
"""How sure a term of the title is, and the one that the text names most."""

_ENOUGH, _LENGTH = (2.0, 8.0), 3000
"""So much counting makes the most named term as sure as it gets: the least, one more every so many code points, the
most. A long document may name a term by the way."""

_BESIDE = 0.4
"""The power of the share that a term has beside the one that is named most."""

_LEAST, MOST = 0.3, {"crime": 5, "issue": 8}


@dataclass(slots=True)
class _Count:
    """What speaks for a term: its weight, whether the title has it, and the best passage."""

    weight: float = 0.0
    titled: float = 0.0
    best: tuple[float, Evidence] | None = field(default=None)

    def add(self, weight: float, passage: Passage, span: tuple[int, int], titled: float) -> None:
        """Count one name."""
        self.weight += weight
        self.titled = max(self.titled, titled)
        if self.best is None or weight > self.best[0]:
            self.best = weight, passage.evidence(*span)


def subjects_of(document: Document, vocabularies: Vocabularies) -> list[Proposal]:
    """Crime types and issues, the surest first, with the passage that names each best."""
    counts = _counts(document, vocabularies)
    length = sum(len(passage.text) for passage in document.passages())
    enough = min(_ENOUGH[0] + length / _LENGTH, _ENOUGH[1])
    found: list[Proposal] = []
    for name in SUBJECTS:
        own = {term: count for (vocabulary, term), count in counts.items() if vocabulary == name}
        most = max((count.weight for count in own.values()), default=0.0)
        proposals = [one for term, count in own.items() for one in _proposal(name, term, count, (most, enough))]
        found += sorted(proposals, key=lambda one: -one.confidence)[: MOST[name]]
    return found


def _proposal(name: str, term: str, count: _Count, scale: tuple[float, float]) -> Iterable[Proposal]:
    """The proposal for a term; ``scale`` is the weight of the one that is named most, and how much is enough."""
    most, enough = scale
    sure = _PART * min(1.0, count.weight / enough) * (count.weight / most) ** _BESIDE
    confidence = round(min(max(sure, _TITLE * count.titled), CERTAIN), 2)
    if confidence >= _LEAST and count.best:
        yield Proposal(name, term, confidence, count.best[1])


def _counts(document: Document, vocabularies: Vocabularies) -> dict[tuple[str, str], _Count]:
    counts: dict[tuple[str, str], _Count] = defaultdict(_Count)
    languages = [language for language in document.languages if language in CONVENTIONS]
    for passage in document.passages():
        for language in languages:
            for named in _finder(vocabularies, language).find(passage.text):
                vocabulary, _, term = named.id.partition(" ")
                weight = _LINES.get(passage.kind, 1.0)
                titled = 1.0 if passage.kind == "title" else 0.0
                for owner, above, share in _terms(vocabularies, vocabulary, term):
                    span = named.start, named.end
                    counts[owner, above].add(weight * share, passage, span, titled * share**0.5)
    return counts


def _terms(vocabularies: Vocabularies, vocabulary: str, term: str) -> list[tuple[str, str, float]]:
    """The terms that records are tagged with that a name speaks for, and how much: itself, or those above a topic."""
    if vocabulary == HIDDEN:
        return [(name, term, _HIDDEN) for name in SUBJECTS if vocabularies.has(name, term)]
    if vocabulary in SUBJECTS:
        return [(vocabulary, term, 1.0)]
    above = vocabularies.broader(vocabulary, term)
    return [(name, concept.id, _TOPIC) for name, concept in above if name in SUBJECTS]


@lru_cache(maxsize=32)
def _finder(vocabularies: Vocabularies, language: str) -> NameFinder:
    """The names of all terms and topics in a language, ids with their vocabulary before them."""
    concepts = [(name, concept) for name in (*SUBJECTS, "topic") for concept in vocabularies.concepts(name)]
    names = [(f"{owner} {one.id}", name) for owner, one in concepts for name in all_names(one, language)]
    hidden = [(f"{HIDDEN} {one.id}", name) for _, one in concepts for name in one.hidden.get(language, ())]
    return NameFinder([*names, *hidden], language)
