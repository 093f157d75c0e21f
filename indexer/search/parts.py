"""The parts of a question that look for something: words, concepts, phrases, beginnings of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.language import exact_terms
from indexer.query import All, AnyOf, Beginning, Not, Quotation, Tree, Words
from indexer.search.concepts import ConceptNames, FoundConcept
from indexer.search.words import Word, content_words, words_of


@dataclass(frozen=True, slots=True)
class WordPart:
    """One word that is not a function word."""

    word: Word


@dataclass(frozen=True, slots=True)
class ConceptPart:
    """Words that name a concept, without function words."""

    words: tuple[Word, ...]
    found: FoundConcept

    def searched_in(self, language: str) -> tuple[str, ...]:
        """The names that texts of a language are searched for, the one that was typed among them."""
        typed = " ".join(word.text for word in self.words)
        return (typed, *self.found.names.get(language, ()))


@dataclass(frozen=True, slots=True)
class PhrasePart:
    """Exact words one after another."""

    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeginningPart:
    """The beginning of a word, with the exact words that stand before it without a space (``anti-crim*``)."""

    before: tuple[str, ...]
    beginning: str


Part = WordPart | ConceptPart | PhrasePart | BeginningPart

SHORTEST_BEGINNING = 2
"""Characters that the beginning of a word needs, so that it does not stand for half of all words."""


def parts_of(leaf: Words | Quotation | Beginning, names: ConceptNames) -> list[Part]:
    """What a leaf of the tree looks for; empty if it has no word in it."""
    match leaf:
        case Words():
            return list(_parts_of_words(leaf.text, names))
        case Quotation():
            tokens = tuple(exact_terms(leaf.text))
            return [PhrasePart(leaf.text, tokens)] if tokens else []
        case Beginning():
            return _beginning(leaf.text)


def _parts_of_words(text: str, names: ConceptNames) -> Iterator[Part]:
    """Concepts, and the other words; function words are left out unless the text has nothing else."""
    concepts = names.find(text)
    begins = [0, *(found.end for found in concepts)]
    ends = [*(found.start for found in concepts), len(text)]
    between = [words_of(text[begin:end]) for begin, end in zip(begins, ends, strict=True)]
    named = [tuple(content_words(words_of(text[found.start : found.end]))) for found in concepts]
    loose = [word for words in between for word in words]
    # Named concepts say what is looked for; the words around them may be function words only.
    content = set(content_words([*loose, *(word for words in named for word in words)]))
    for at, words in enumerate(between):
        yield from (WordPart(word) for word in words if word in content)
        if at < len(concepts):
            yield ConceptPart(named[at], concepts[at])


def _beginning(text: str) -> list[Part]:
    *before, last = exact_terms(text) or ("",)
    if not last:
        return []
    if len(last) < SHORTEST_BEGINNING and last.isascii():
        return [WordPart(word) for word in words_of(text)]
    return [BeginningPart(tuple(before), last)]


def wanted_leaves(tree: Tree | None) -> Iterator[Words | Quotation | Beginning]:
    """The leaves of a tree that are looked for; not those that are excluded."""
    match tree:
        case Words() | Quotation() | Beginning():
            yield tree
        case All() | AnyOf():
            for part in tree.trees:
                yield from wanted_leaves(part)
        case Not() | None:
            return
