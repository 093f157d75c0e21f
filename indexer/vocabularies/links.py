"""Whether the links between concepts lead somewhere: broader, related, replacedBy, across all vocabularies."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from indexer.errors import Fault
from indexer.vocabularies.concepts import Concept
from indexer.vocabularies.reading import VocabularyText

Texts = Mapping[str, VocabularyText]
"""The vocabularies of a folder by their names."""


def link_faults(text: VocabularyText, texts: Texts) -> Iterator[Fault]:
    """Every link of a vocabulary that leads nowhere, and every concept that stands above itself."""
    vocabulary = text.vocabulary
    unknown = [name for name in vocabulary.broader_in if name not in texts]
    if unknown:
        known = ", ".join(sorted(texts))
        yield text.fault(("broaderVocabulary",), f"expected one of {known}; there is no {', '.join(unknown)}")
    can_be_known = not unknown and not any(texts[name].is_broken for name in vocabulary.broader_in)
    for concept in vocabulary.concepts.values():
        for term in concept.broader if can_be_known else ():
            yield from _broader_faults(text, texts, concept, term)
        for field, terms in (("related", concept.related), ("replacedBy", concept.replaced_by)):
            for term in terms:
                if term not in vocabulary.concepts:
                    perhaps = _meant(term, vocabulary.concepts)
                    yield _link(text, concept, field, f"no term {term!r} in this vocabulary{perhaps}")
                elif term == concept.id:
                    yield _link(text, concept, field, "expected another term than this one")
        if vocabulary.name in vocabulary.broader_in and concept.id in above(concept, vocabulary.concepts):
            yield _link(text, concept, "broader", "expected a term above it, not a ring")


def above(concept: Concept, concepts: Mapping[str, Concept]) -> set[str]:
    """The ids of all concepts of the same vocabulary above one; its own id is among them only if there is a ring."""
    found: set[str] = set()
    waiting = list(concept.broader)
    while waiting:
        term = waiting.pop()
        if term in concepts and term not in found:
            found.add(term)
            waiting += concepts[term].broader
    return found


def _broader_faults(text: VocabularyText, texts: Texts, concept: Concept, term: str) -> Iterator[Fault]:
    names = text.vocabulary.broader_in
    having = [name for name in names if term in texts[name].vocabulary.concepts]
    if not having:
        perhaps = _meant(term, (each for name in names for each in texts[name].vocabulary.concepts))
        yield _link(text, concept, "broader", f"no term {term!r} in {' or '.join(names)}{perhaps}")
    elif len(having) > 1:
        yield _link(
            text, concept, "broader", f"expected a term of one vocabulary; {term!r} is in {' and '.join(having)}"
        )


def _meant(term: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(term, known, n=1, cutoff=0.7)
    return f"; perhaps {near[0]} was meant" if near else ""


def _link(text: VocabularyText, concept: Concept, field: str, expected: str) -> Fault:
    return text.fault(("concepts", concept.id, field), expected)
