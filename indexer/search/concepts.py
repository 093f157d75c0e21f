"""Concepts that a question names: words that are a name of one, in any form where the name has several words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from indexer.language import Token, exact, segments
from indexer.search.words import Word, tokens_in
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

    def __init__(self, vocabularies: Vocabularies, named: Sequence[str] = NAMED, inflected: Sequence[str] = ()) -> None:
        """The names are gathered at the first question.

        ``named`` are the vocabularies, ``inflected`` the languages in which a name of one word is met in any form too.
        """
        self._vocabularies = vocabularies
        self._named = named
        self._inflected = inflected

    def find(self, text: str) -> list[FoundConcept]:
        """The concepts that a text names, in its order; where names overlap, the first and longest."""
        found: list[FoundConcept] = []
        end = 0
        for concept in sorted(self._candidates(text), key=lambda concept: (concept.start, -concept.end)):
            if concept.start >= end:
                found.append(concept)
                end = concept.end
        return found

    def _candidates(self, text: str) -> Iterator[FoundConcept]:
        """What is named from any word of the text on: names as they stand, then those in another form."""
        words = segments(text)
        for typed, found in self._as_written.places(_compared(exact(text))):
            if not _cuts_words(typed, words):
                yield replace(found, start=typed[0].start, end=typed[-1].end)
        for language, names in self._by_stems.items():
            for typed, found in names.places(_stems(words, language)):
                yield replace(found, start=typed[0].start, end=typed[-1].end)

    @cached_property
    def _as_written(self) -> _Names:
        """The names by their words."""
        return _Names.of((_words_of(name), found) for name, found in self._all_names())

    @cached_property
    def _by_stems(self) -> dict[str, _Names]:
        """The names of several words by their stems, by language: one word in another form may be another word."""
        names: dict[str, list[tuple[tuple[str, ...], FoundConcept]]] = {}
        for name, found in self._all_names():
            (language,) = found.typed_in
            words = segments(name)
            if (len(words) > 1 or language in self._inflected) and all(_stems([word], language) for word in words):
                stems = tuple(stem.text for stem in _stems(words, language))
                names.setdefault(language, []).append((stems, found))
        return {language: _Names.of(found) for language, found in names.items() if language != "zh"}

    def _all_names(self) -> Iterator[tuple[str, FoundConcept]]:
        """Every name in every language, and the concept whose it is, at no place yet."""
        for vocabulary in self._named:
            for concept in self._vocabularies.concepts(vocabulary):
                searched = _searched_names(concept)
                for language, names in _names_of(concept).items():
                    found = FoundConcept(vocabulary, concept.id, searched, (language,), 0, 0)
                    yield from ((name, found) for name in names)


@dataclass(frozen=True, slots=True)
class _Names:
    """Whose a name is, by its words; and of how many words the longest name is that begins with a word."""

    whose: Mapping[tuple[str, ...], FoundConcept]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, names: Iterable[tuple[tuple[str, ...], FoundConcept]]) -> _Names:
        """Of two concepts with the same name the first has it; of one, it is a name in more than one language."""
        whose: dict[tuple[str, ...], FoundConcept] = {}
        longest: dict[str, int] = {}
        for words, found in names:
            if not words:
                continue
            first = whose.setdefault(words, found)
            if first == found and not set(found.typed_in) <= set(first.typed_in):
                whose[words] = replace(first, typed_in=first.typed_in + found.typed_in)
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
        return cls(whose, longest)

    def places(self, tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], FoundConcept]]:
        """The longest name from each token on."""
        words = [token.text for token in tokens]
        for at, word in enumerate(words):
            for count in range(min(self.longest.get(word, 0), len(words) - at), 0, -1):
                if found := self.whose.get(tuple(words[at : at + count])):
                    yield tokens[at : at + count], found
                    break


def forms_of(words: Sequence[str], language: str) -> list[tuple[str, ...]]:
    """A name of more than one word as it stands in texts: in Arabic also without its articles, or without the first.

    الاتجار بالبشر is also اتجار بالبشر, and الأدوية المزيفة is أدوية مزيفة.
    """
    if language != "ar":
        return [tuple(words)]
    return list(dict.fromkeys([tuple(words), (_bare(words[0]), *words[1:]), tuple(map(_bare, words))]))


def _words_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    return tuple(token.text for token in _compared(exact(name)))


def _stems(words: Iterable[Token], language: str) -> list[Token]:
    """The stems of the words that may be in a language, where the words stand."""
    return [
        Token(stem, word.start, word.end) for word in words for stem in tokens_in(Word(word.text, word.text), language)
    ]


def _compared(tokens: Iterable[Token]) -> list[Token]:
    """Words as names are compared: with or without the Arabic article they are the same."""
    return [
        token if len(token.text) <= LONGEST_BARE else Token(_bare(token.text), token.start, token.end)
        for token in tokens
    ]


def _bare(word: str) -> str:
    return word[len(ARTICLE) :] if word.startswith(ARTICLE) and len(word) > len(ARTICLE) + 1 else word


def _cuts_words(name: Sequence[Token], words: Sequence[Token]) -> bool:
    """Whether two Chinese characters are the end of one word and the beginning of another: 童工 in 儿童工作.

    Longer names are hardly ever met by chance, and what a dictionary says of one side only is less sure.
    """
    if len(name) != 2 or any(len(token.text) > 1 for token in name):
        return False
    start, end = name[0].start, name[-1].end
    return any(word.start < start < word.end < end for word in words) and any(
        start < word.start < end < word.end for word in words
    )


def _searched_names(concept: Concept) -> dict[str, tuple[str, ...]]:
    """The names that are searched in the place of the one that was typed, by language."""
    return {language: (label, *concept.alternatives.get(language, ())) for language, label in concept.labels.items()}


def _names_of(concept: Concept) -> dict[str, tuple[str, ...]]:
    """All names that a question may use, by language; the hidden ones are too wide or too old to be searched."""
    return {
        language: (*names, concept.names[language], *concept.hidden.get(language, ()))
        for language, names in _searched_names(concept).items()
    }
