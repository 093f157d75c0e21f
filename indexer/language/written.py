"""The tokens of a text in the forms that an index is written with.

An index needs every text three times: as stems, as stems with their language, and as exact words. A text has few
different words, so each word is worked out once and remembered in all three forms; a text is then only looked up and
joined. (Measured: 2.5 times as fast as three passes over tokens.)
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from indexer.language.analysis import exact_pieces, prefixed, stems_of
from indexer.language.normalization import normal_form
from indexer.language.scripts import FIRST_HAN, WORD, script_of
from indexer.language.stems import han_terms


class Written(NamedTuple):
    """The tokens of a text, joined by spaces: stems, stems as ``prefixed`` gives them, and exact words."""

    stems: str
    prefixed: str
    exact: str


def written(text: str, language: str) -> Written:
    """The tokens of ``terms``, ``prefixed`` and ``exact_terms``, all three empty if the text has no words."""
    words = _words_of(language)
    forms = [words[word] for word in WORD.findall(normal_form(text))]
    return Written(*(" ".join(form) for form in zip(*forms, strict=True))) if forms else Written("", "", "")


class _Words(dict[str, Written]):
    """The written forms of words in one language; remembers them, but for long runs of Chinese."""

    LIMIT = 100_000
    """Words that are remembered before all are forgotten: about 25 MB a language."""
    LONGEST = 24

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language
        self._stems = stems_of(language)

    def __missing__(self, word: str) -> Written:
        if word >= FIRST_HAN and script_of(word) == "han":
            stems, exact = han_terms(word), list(word)
        else:
            stems = [piece.text for piece in self._stems.pieces(word)]
            exact = [piece.text for piece in exact_pieces(word)]
        form = Written(" ".join(stems), " ".join(prefixed(stems, self._language)), " ".join(exact))
        if len(self) >= self.LIMIT:
            self.clear()
        if len(word) <= self.LONGEST:
            self[word] = form
        return form


@cache
def _words_of(language: str) -> _Words:
    return _Words(language)
