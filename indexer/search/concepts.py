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
    """A concept and the span of the question that names it (code points).

    ``names`` are the label and its synonyms by language, the label first; ``typed_in`` are the languages in which what
    was typed is a name.
    """

    vocabulary: str
    id: str
    names: Mapping[str, tuple[str, ...]] = field(compare=False)
    typed_in: tuple[str, ...] = field(compare=False)
    start: int = field(compare=False)
    end: int = field(compare=False)

    @property
    def labels(self) -> dict[str, str]:
        """The label in each language."""
        return {language: names[0] for language, names in self.names.items()}


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
                for name in (name for found in _names_of(concept).values() for name in found):
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
                found.append(self._found(tokens[at : at + count]))
            at += max(count, 1)
        return found

    def _found(self, tokens: Sequence[Token]) -> FoundConcept:
        """The concept that the tokens name."""
        words = tuple(token.text for token in tokens)
        vocabulary, concept = self._names[words]
        typed_in = tuple(
            language
            for language, names in _names_of(concept).items()
            if any(tuple(exact_terms(name)) == words for name in names)
        )
        return FoundConcept(vocabulary, concept.id, _searched_names(concept), typed_in, tokens[0].start, tokens[-1].end)

    def _match(self, tokens: Sequence[Token], at: int) -> int:
        """How many tokens from ``at`` on are the longest name there; 0: none is."""
        for count in range(min(self._longest.get(tokens[at].text, 0), len(tokens) - at), 0, -1):
            if tuple(token.text for token in tokens[at : at + count]) in self._names:
                return count
        return 0


def _searched_names(concept: Concept) -> dict[str, tuple[str, ...]]:
    """The names that are searched in the place of the one that was typed, by language."""
    return {language: (label, *concept.alternatives.get(language, ())) for language, label in concept.labels.items()}


def _names_of(concept: Concept) -> dict[str, tuple[str, ...]]:
    """All names that a question may use, by language; the hidden ones are too wide or too old to be searched."""
    return {
        language: (*names, concept.names[language], *concept.hidden.get(language, ()))
        for language, names in _searched_names(concept).items()
    }
