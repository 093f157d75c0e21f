"""Concepts that a question names: words that are exactly a label or an alternative of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indexer.language import Token, exact, exact_terms, segments
from indexer.vocabularies import Concept, Vocabularies

NAMED = ("crime", "issue", "topic")
"""The vocabularies whose concepts are recognized; a name of two of them is that of the first."""

TAGS = ("crime", "issue")
"""Those of them that records are tagged with."""

ARTICLE = "ال"
"""The Arabic article, written with its word."""

LONGEST_BARE = 5
"""Characters of an Arabic word that is not told from one without the article: المنع (prevention), منع (he forbade)."""


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
    def tag(self) -> str:
        """The token of records that an editor tagged with the concept; "" if records are not tagged with such."""
        return f"{self.vocabulary}:{self.id}" if self.vocabulary in TAGS else ""

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
        """Concepts by the words of each name as they are compared; the first vocabulary and the first concept win."""
        names: dict[tuple[str, ...], tuple[str, Concept]] = {}
        for vocabulary in NAMED:
            for concept in self._vocabularies.concepts(vocabulary):
                for name in (name for found in _names_of(concept).values() for name in found):
                    if words := _compared(exact_terms(name)):
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
        words = _compared(token.text for token in tokens)
        found: list[FoundConcept] = []
        at = 0
        while at < len(tokens):
            count = self._match(words, at)
            if count and _cuts_words(tokens[at : at + count], text):
                count = 0
            if count:
                found.append(self._found(tokens[at : at + count]))
            at += max(count, 1)
        return found

    def _found(self, tokens: Sequence[Token]) -> FoundConcept:
        """The concept that the tokens name."""
        words = _compared(token.text for token in tokens)
        vocabulary, concept = self._names[words]
        typed_in = tuple(
            language
            for language, names in _names_of(concept).items()
            if any(_compared(exact_terms(name)) == words for name in names)
        )
        return FoundConcept(vocabulary, concept.id, _searched_names(concept), typed_in, tokens[0].start, tokens[-1].end)

    def _match(self, words: Sequence[str], at: int) -> int:
        """How many words from ``at`` on are the longest name there; 0: none is."""
        for count in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
            if tuple(words[at : at + count]) in self._names:
                return count
        return 0


def forms_of(words: Sequence[str], language: str) -> list[tuple[str, ...]]:
    """A name of more than one word as it stands in texts: in Arabic also without its articles, or without the first.

    الاتجار بالبشر is also اتجار بالبشر, and الأدوية المزيفة is أدوية مزيفة.
    """
    if language != "ar":
        return [tuple(words)]
    return list(dict.fromkeys([tuple(words), (_bare(words[0]), *words[1:]), tuple(map(_bare, words))]))


def _compared(words: Iterable[str]) -> tuple[str, ...]:
    """Words as names are compared: with or without the Arabic article they are the same."""
    return tuple(word if len(word) <= LONGEST_BARE else _bare(word) for word in words)


def _bare(word: str) -> str:
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1 else word


def _cuts_words(name: Sequence[Token], text: str) -> bool:
    """Whether two Chinese characters are the end of one word and the beginning of another: 大麻 in 大麻烦.

    Longer names are hardly ever met by chance, and what a dictionary says of their last word is less sure.
    """
    if len(name) != 2 or any(len(token.text) > 1 for token in name):
        return False
    start, end = name[0].start, name[-1].end
    return any(word.start < start < word.end < end or start < word.start < end < word.end for word in segments(text))


def _searched_names(concept: Concept) -> dict[str, tuple[str, ...]]:
    """The names that are searched in the place of the one that was typed, by language."""
    return {language: (label, *concept.alternatives.get(language, ())) for language, label in concept.labels.items()}


def _names_of(concept: Concept) -> dict[str, tuple[str, ...]]:
    """All names that a question may use, by language; the hidden ones are too wide or too old to be searched."""
    return {
        language: (*names, concept.names[language], *concept.hidden.get(language, ()))
        for language, names in _searched_names(concept).items()
    }
