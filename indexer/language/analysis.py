"""From a text to its tokens: stems for ranking, exact words for phrases."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from indexer.language.folding import folded
from indexer.language.normalization import normal_form, normalized
from indexer.language.scripts import SCRIPT_OF_LANGUAGE, WORD, script_of
from indexer.language.stems import Piece, WordStems, han_words

ANALYSIS = "2"
"""The version of the analysis: an index that was written with another one has to be built again."""

FREE = "x"
"""Stands in the place of a language before tokens that belong to none: numbers, words of a foreign script."""


class Token(NamedTuple):
    """A token, and the span of the original text it stands for (code points, end excluded)."""

    text: str
    start: int
    end: int


_STEMS = {language: WordStems(language) for language in (*SCRIPT_OF_LANGUAGE, "")}


def exact_pieces(word: str) -> tuple[Piece, ...]:
    """The exact form of a word: the characters of a Chinese one, the parts between apostrophes of a Latin one."""
    if script_of(word) == "han":
        return tuple(Piece(character, at, at + 1) for at, character in enumerate(word))
    if "'" not in word and "’" not in word and "ʼ" not in word:
        form = folded(word)
        return (Piece(form, 0, len(word)),) if form else ()
    pieces = []
    start = 0
    for part in word.replace("’", "'").replace("ʼ", "'").split("'"):
        if form := folded(part):
            pieces.append(Piece(form, start, start + len(part)))
        start += len(part) + 1
    return tuple(pieces)


_remembered_exact = lru_cache(maxsize=50_000)(exact_pieces)


def stems_of(language: str) -> WordStems:
    """The stems of words in a language; of any other than the six, words as they stand."""
    return _STEMS[language] if language in _STEMS else _STEMS[""]


def analyse(text: str, language: str) -> list[Token]:
    """The tokens of a text for ranking: stems, stop words among them; in Chinese characters, bigrams and words."""
    normal = normalized(text)
    stems = stems_of(language)
    return [
        Token(piece.text, *normal.span(word.start() + piece.start, word.start() + piece.end))
        for word in WORD.finditer(normal.text)
        for piece in stems[word.group()]
    ]


def exact(text: str, language: str = "") -> list[Token]:  # noqa: ARG001 - the script tells all that is needed today
    """The words of a text as they stand, folded, not stemmed; in Chinese characters."""
    normal = normalized(text)
    return [
        Token(piece.text, *normal.span(word.start() + piece.start, word.start() + piece.end))
        for word in WORD.finditer(normal.text)
        for piece in _remembered_exact(word.group())
    ]


def segments(text: str) -> list[Token]:
    """The words of a question in NFKC, as a reader would count them; a run of Chinese is cut by its dictionary."""
    normal = normalized(text)
    found = []
    for word in WORD.finditer(normal.text):
        parts = han_words(word.group()) if script_of(word.group()) == "han" else [(word.group(), 0, len(word.group()))]
        found += [Token(part, *normal.span(word.start() + start, word.start() + end)) for part, start, end in parts]
    return found


def exact_terms(text: str) -> list[str]:
    """The texts of the tokens of ``exact``."""
    return [piece.text for word in WORD.findall(normal_form(text)) for piece in _remembered_exact(word)]


def prefixed(tokens: Iterable[Token | str], language: str) -> list[str]:
    """The tokens of a text in ``language`` as they stand in a field that holds all languages.

    ``fr:trait``: the language before a stem; ``x:2010``: numbers and words of another script belong to none.
    """
    prefix = _PREFIXES[language if language in _PREFIXES else ""]
    texts = [token if isinstance(token, str) else token.text for token in tokens]
    return [f"{FREE}:{text}" if text.isdecimal() else prefix[text[0]] + text for text in texts]


class _Prefixes(dict[str, str]):
    """What stands before a token of a language, by the first character of the token; filled as tokens come along."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, first: str) -> str:
        own = script_of(first) == SCRIPT_OF_LANGUAGE.get(self._language)
        self[first] = f"{self._language if own else FREE}:"
        return self[first]


_PREFIXES = {language: _Prefixes(language) for language in (*SCRIPT_OF_LANGUAGE, "")}
