"""Concepts that a question names: words that are exactly a label or an alternative of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indexer.language import Token, exact, exact_terms
from indexer.vocabularies import Concept, Vocabularies

NAMED = ("crime", "issue")
"""The vocabularies whose concepts are recognized."""


@dataclass(frozen=True, slots=True)
class FoundConcept:
    """A concept, its labels by language, and the span of the question that names it (code points)."""

    vocabulary: str
    id: str
    labels: Mapping[str, str] = field(compare=False)
    start: int = field(compare=False)
    end: int = field(compare=False)


class ConceptNames:
    """Finds the concepts of the vocabularies by their names in six languages."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        """The names are gathered at the first question."""
        self._vocabularies = vocabularies

    @cached_property
    def _names(self) -> dict[tuple[str, ...], tuple[str, Concept]]:
        """Concepts by the exact words of each name; the first vocabulary and the first concept win."""
        names: dict[tuple[str, ...], tuple[str, Concept]] = {}
        for vocabulary in NAMED:
            for concept in self._vocabularies.concepts(vocabulary):
                for name in _names_of(concept):
                    if words := tuple(exact_terms(name)):
                        names.setdefault(words, (vocabulary, concept))
        return names

    @cached_property
    def _longest(self) -> dict[str, int]:
        """The number of words of the longest name that begins with a word."""
        longest: dict[str, int] = {}
        for words in self._names:
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
        return longest

    def find(self, text: str) -> list[FoundConcept]:
        """The concepts that a text names, in its order; where names overlap, the first and longest."""
        tokens = exact(text)
        found: list[FoundConcept] = []
        at = 0
        while at < len(tokens):
            count = self._match(tokens, at)
            if count:
                vocabulary, concept = self._names[tuple(token.text for token in tokens[at : at + count])]
                labels: dict[str, str] = {language: label for language, label in concept.labels.items()}  # noqa: C416  # widens the keys' type
                found.append(FoundConcept(vocabulary, concept.id, labels, tokens[at].start, tokens[at + count - 1].end))
            at += max(count, 1)
        return found

    def _match(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens from ``at`` on are the longest name there; 0: none is."""
        for count in range(min(self._longest.get(tokens[at].text, 0), len(tokens) - at), 0, -1):
            if tuple(token.text for token in tokens[at : at + count]) in self._names:
                return count
        return 0


def _names_of(concept: Concept) -> list[str]:
    lists = [*concept.alternatives.values(), *concept.hidden.values()]
    return [*concept.labels.values(), *concept.names.values(), *(name for names in lists for name in names)]
