"""Finds the names of terms of the vocabularies in running text, in any inflected form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer.language import Token, analyse, exact
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.concepts import Concept

NamesOf = Callable[[Concept, str], Iterable[str]]
"""Gives the names of a concept in a language that a text may use."""

_SHORTEST_CHINESE = 2
_SHORTEST_BARE = 3
"""Characters of a name of one word that is not an abbreviation and is looked for at all."""


@dataclass(frozen=True, slots=True)
class Named:
    """A term that ``text[start:end]`` names; ``words`` are how many words (in Chinese characters) the name has."""

    id: str
    start: int
    end: int
    words: int


class NameFinder:
    """The names of some terms in one language; immutable, so that threads can share it.

    Names of several words are compared by their stems, those of one word as they stand: a stem alone is too often that
    of another word.
    """

    def __init__(self, names: Iterable[tuple[str, str]], language: str) -> None:
        """Take pairs of an id and a name of it in ``language``; of two terms with one name the first has it."""
        self._language = language
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._single: dict[str, tuple[str, str]] = {}
        self._chinese: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for term, name in names:
            self._add(term, name)
        for stems in self._stems.values():
            stems.sort(key=lambda one: -len(one[0]))
        for chinese in self._chinese.values():
            chinese.sort(key=lambda one: -len(one[0]))

    def _add(self, term: str, name: str) -> None:
        if self._language == "zh":
            if len(name) >= _SHORTEST_CHINESE:
                self._chinese[name[0]].append((name, term))
            return
        stems = tuple(token.text for token in analyse(name, self._language))
        if len(stems) > 1:
            self._stems[stems[0]].append((stems, term))
        elif len(name) >= _SHORTEST_BARE and stems:
            self._single.setdefault(exact(name, self._language)[0].text, (name, term))

    def find(self, text: str) -> list[Named]:
        """The terms that a text names, in its order; of names that overlap the longest from the first place on."""
        return list(self._in_chinese(text) if self._language == "zh" else self._in_words(text))

    def _in_chinese(self, text: str) -> Iterator[Named]:
        at = 0
        while at < len(text):
            name, term = next((one for one in self._chinese.get(text[at], ()) if text.startswith(one[0], at)), ("", ""))
            if name:
                yield Named(term, at, at + len(name), len(name))
            at += len(name) or 1

    def _in_words(self, text: str) -> Iterator[Named]:
        tokens = analyse(text, self._language)
        stems = [token.text for token in tokens]
        single = dict(self._names_of_one_word(text))
        at = 0
        while at < len(tokens):
            named = self._longest(tokens, stems, at)
            if named is None and (term := single.get(tokens[at].start)):
                named = Named(term, tokens[at].start, tokens[at].end, 1)
            if named:
                yield named
            at += named.words if named else 1

    def _names_of_one_word(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a name of one word begins and whose it is; an acronym and a proper name stand with their capitals."""
        for token in exact(text):
            name, term = self._single.get(token.text, ("", ""))
            word = text[token.start : token.end]
            if name and (word.isupper() or not name.isupper()) and (not name[0].isupper() or word[0].isupper()):
                yield token.start, term

    def _longest(self, tokens: list[Token], stems: list[str], at: int) -> Named | None:
        for name, term in self._stems.get(stems[at], ()):
            if tuple(stems[at : at + len(name)]) == name:
                return Named(term, tokens[at].start, tokens[at + len(name) - 1].end, len(name))
        return None


@lru_cache(maxsize=64)
def finder(vocabularies: Vocabularies, vocabulary: str, language: str, names: NamesOf) -> NameFinder:
    """The finder of the names of a whole vocabulary in a language, made once."""
    concepts = vocabularies.concepts(vocabulary)
    return NameFinder(((concept.id, name) for concept in concepts for name in names(concept, language)), language)


def all_names(concept: Concept, language: str) -> list[str]:
    """The label, the synonyms and the formal name of a term; hidden names mean other things too."""
    return [concept.labels[language], *concept.alternatives.get(language, ()), *formal_names(concept, language)]


def formal_names(concept: Concept, language: str) -> list[str]:
    """The formal name of a State: ``République tunisienne``."""
    name = concept.texts.get("formalName", {}).get(language)
    return [name] if name else []
