"""What one word of a question looks for: its tokens in every language it may be in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from indexer.language import FREE, analyse, exact_terms, is_stop_word, prefixed, script_of, segments
from indexer.language.scripts import Script
from indexer.search.nodes import Best, Bool, Node, Term

LANGUAGES_OF_SCRIPT: Mapping[Script, tuple[str, ...]] = {
    "latin": ("en", "fr", "es"),
    "cyrillic": ("ru",),
    "arabic": ("ar",),
    "han": ("zh",),
    "other": (),
}
"""The languages that a word may be in, told by its script."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question: as it was typed, and its exact form."""

    text: str
    exact: str

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it may be in; a number is in none."""
        return () if self.exact.isdecimal() else LANGUAGES_OF_SCRIPT[script_of(self.text)]


def words_of(text: str) -> list[Word]:
    """The words of a text."""
    return [Word(segment.text, "".join(exact_terms(segment.text))) for segment in segments(text)]


def content_words(words: Sequence[Word]) -> list[Word]:
    """The words that say what is looked for: all but function words, or all if there are no others.

    Some words are function words in one language only (``son``, ``plus``, ``or``): in a question in Latin letters those
    languages count that have the most function words in it.
    """
    votes = Counter(language for word in words for language in word.languages if is_stop_word(word.exact, language))
    latin = LANGUAGES_OF_SCRIPT["latin"]
    most = max(votes[language] for language in latin)
    likely = {language for language, count in votes.items() if count == most or language not in latin}
    content = [word for word in words if not _is_function_word(word, likely)]
    return content or list(words)


def _is_function_word(word: Word, languages: Iterable[str]) -> bool:
    return any(is_stop_word(word.exact, language) for language in languages if language in word.languages)


def tokens_in(word: Word, language: str) -> tuple[str, ...]:
    """The tokens of a word in texts of a language; none if it is of another script (its exact form is then)."""
    if language not in word.languages:
        return ()
    return _tokens(word.text, language)


def free_tokens(word: Word) -> tuple[str, ...]:
    """The tokens of a word in texts of a language that it does not belong to: the word as it stands."""
    return _tokens(word.text, "")


@lru_cache(maxsize=10_000)
def _tokens(word: str, language: str) -> tuple[str, ...]:
    return tuple(token.text for token in analyse(word, language))


def required_node(word: Word, languages: Iterable[str]) -> Node | None:
    """The records that have the word, in any of the languages or as a word that belongs to none."""
    if script_of(word.text) == "han":
        return _han_node(word.text)
    tokens = [token for language in languages for token in prefixed(tokens_in(word, language), language)]
    tokens += [f"{FREE}:{token}" for token in free_tokens(word)]
    terms = tuple(Term("body", token) for token in dict.fromkeys(tokens))
    return one_of(terms)


def _han_node(word: str) -> Node:
    """A Chinese word is found by its bigrams, wherever a dictionary would cut the text; one character by itself."""
    bigrams = [word[at : at + 2] for at in range(len(word) - 1)] or [word]
    return all_of(tuple(Term("body", f"zh:{bigram}") for bigram in dict.fromkeys(bigrams)))


def all_of(nodes: Sequence[Node]) -> Node:
    """Every one of the nodes (at least one)."""
    return nodes[0] if len(nodes) == 1 else Bool(must=tuple(nodes))


def one_of(nodes: Sequence[Node]) -> Node | None:
    """Any of the nodes, scored by the best; None of none."""
    if not nodes:
        return None
    return nodes[0] if len(nodes) == 1 else Best(tuple(nodes))


def distinct(nodes: Iterable[Node | None]) -> Iterator[Node]:
    """The nodes that are there, each once, in their order."""
    return iter(dict.fromkeys(node for node in nodes if node is not None))
