"""The stems of a word: what ranking compares.

Snowball through PyStemmer; accents are folded after the stem, for its rules need them. Retrieval with these is better
than with ports of Lucene's light stemmers (see README.md).
"""

from __future__ import annotations

import re
from typing import NamedTuple

import rjieba
import Stemmer

from indexer.language.folding import arabic_form, caseless, folded, without_accents, without_signs
from indexer.language.scripts import SCRIPT_OF_LANGUAGE, script_of
from indexer.language.spelling import american

_SNOWBALL = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
_ELISION = re.compile(r"(?:lorsqu|puisqu|jusqu|quoiqu|qu|[cdjlmnst])'(?=.)")
"""French articles and particles that lose their vowel before a vowel, on the caseless word."""

_ARABIC_PARTICLE = re.compile("(?:وبال|وال|بال|كال|فال|ولل|لل|ال)(?=..)|و(?=...)")
"""The article with what may be written before it (and, by, like, so, for) before a word of at least two letters, and a
bare "and" before one of at least three."""


class Piece(NamedTuple):
    """A token of a word: ``text``, and where it stands in the word, in code points."""

    text: str
    start: int
    end: int


def _latin_or_cyrillic(word: str, language: str, stemmer: Stemmer.Stemmer) -> tuple[Piece, ...]:
    plain = caseless(word)
    start = 0
    if language == "fr" and (elided := _ELISION.match(plain)):
        plain, start = plain[elided.end() :], min(elided.end(), len(word) - 1)
    if language == "en":
        plain = american(plain)
    if language == "ru":
        plain = without_accents(plain)  # ё is е to the stemmer too
    stem = without_accents(stemmer.stemWord(plain)).replace("'", "")
    return (Piece(stem, start, len(word)),) if stem else ()


def _arabic(word: str, stemmer: Stemmer.Stemmer) -> tuple[Piece, ...]:
    """Particles and article off, then the stem, then one form of the letters: the stemmer needs the forms."""
    plain = without_signs(caseless(word))
    if particle := _ARABIC_PARTICLE.match(plain):
        plain = plain[particle.end() :]
    stem = arabic_form(stemmer.stemWord(plain))
    return (Piece(stem, 0, len(word)),) if stem else ()


def han_words(run: str) -> list[tuple[str, int, int]]:
    """The words of a run of Chinese with their spans, cut by the dictionary of jieba."""
    return [(word, start, end) for word, start, end in rjieba.tokenize(run, "default", True)]


def _han(run: str) -> tuple[Piece, ...]:
    """Characters, bigrams, and the words of more than two characters (a word of two is a bigram)."""
    characters = [Piece(run[at], at, at + 1) for at in range(len(run))]
    bigrams = [Piece(run[at : at + 2], at, at + 2) for at in range(len(run) - 1)]
    words = [Piece(*word) for word in han_words(run) if len(word[0]) > 2]
    return tuple(sorted(characters + bigrams + words, key=lambda piece: (piece.start, piece.end)))


def long_han_words(run: str) -> list[str]:
    """The words of more than two characters of a run of Chinese."""
    return [word for word in rjieba.cut(run, True) if len(word) > 2]


def _as_it_stands(word: str) -> tuple[Piece, ...]:
    plain = folded(word).replace("'", "")
    return (Piece(plain, 0, len(word)),) if plain else ()


class WordStems(dict[str, tuple[Piece, ...]]):
    """The tokens of words in one language; remembers words, for a text has few different ones.

    Words of another script than the language's and numbers are not stemmed. Several threads may share it: every value
    can be computed twice, and the stemmer holds the interpreter's lock.
    """

    LIMIT = 200_000
    """Words that are remembered before all are forgotten."""
    LONGEST = 24
    """Characters of a word that is remembered: whole sentences of Chinese hardly come twice."""

    def __init__(self, language: str) -> None:
        """Stems of ``language``; words are only folded where it is not one of the six."""
        super().__init__()
        self._language = language
        self._script = SCRIPT_OF_LANGUAGE.get(language)
        self._stemmer = Stemmer.Stemmer(_SNOWBALL[language], 0) if language in _SNOWBALL else None

    def __missing__(self, word: str) -> tuple[Piece, ...]:
        pieces = self.pieces(word)
        if len(self) >= self.LIMIT:
            self.clear()
        if len(word) <= self.LONGEST:
            self[word] = pieces
        return pieces

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """The tokens of a word, worked out anew and not remembered."""
        script = script_of(word)
        if script == "han":
            return _han(word)
        if self._stemmer is None or script != self._script or word.isdecimal():
            return _as_it_stands(word)
        if script == "arabic":
            return _arabic(word, self._stemmer)
        return _latin_or_cyrillic(word, self._language, self._stemmer)
