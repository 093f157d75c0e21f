"""The tokens of a text in the forms that an index is written with.

An index needs every text three times: as stems, as stems with their language, and as exact words. A text has few
different words, so each is worked out once and remembered in all three forms, and so is each with the punctuation that
stands at it; a text is then only cut at its spaces, looked up and joined. (Measured: 4 times as fast as three passes
over tokens.)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from operator import add
from typing import NamedTuple

from indexer.language.analysis import FREE, exact_pieces, prefixed, stems_of
from indexer.language.normalization import normal_form
from indexer.language.scripts import FIRST_HAN, SCRIPT_OF_LANGUAGE, WORD, script_of
from indexer.language.stems import long_han_words

Forms = tuple[str, str, str]
"""What ``Written`` has, of a part of a text. A plain tuple: the garbage collector does not go through all of those."""

NOTHING: Forms = ("", "", "")


class Written(NamedTuple):
    """The tokens of a text, joined by spaces: stems, stems as ``prefixed`` gives them, and exact words."""

    stems: str
    prefixed: str
    exact: str


def written(text: str, language: str) -> Written:
    """The tokens of ``terms``, ``prefixed`` and ``exact_terms``, all three empty if the text has no words."""
    return Written(*_joined(map(_parts_in(language).__getitem__, normal_form(text).split())))


class _Parts(dict[str, Forms]):
    """The forms of words, and of what stands between two spaces, in one language; worked out when they come along."""

    LIMIT = 100_000
    """So many are remembered before all are forgotten: about 25 MB."""
    LONGEST = 24
    """Characters of a part that is remembered: whole sentences of Chinese hardly come twice."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, part: str) -> Forms:
        words = WORD.findall(part)
        forms = _of_word(part, self._language) if words == [part] else _joined(map(self.__getitem__, words))
        if len(self) >= self.LIMIT:
            self.clear()
        if len(part) <= self.LONGEST:
            self[part] = forms
        return forms


@cache
def _parts_in(language: str) -> _Parts:
    return _Parts(language)


def _joined(found: Iterable[Forms]) -> Forms:
    forms = [form for form in found if form is not NOTHING]
    if len(forms) == 1:
        return forms[0]
    if not forms:
        return NOTHING
    stems, with_language, exact = zip(*forms, strict=True)
    return " ".join(stems), " ".join(with_language), " ".join(exact)


def _of_word(word: str, language: str) -> Forms:
    if word >= FIRST_HAN and script_of(word) == "han":
        return _of_han(word, language)
    stems = [piece.text for piece in stems_of(language).pieces(word)]
    exact = [piece.text for piece in exact_pieces(word)]
    return " ".join(stems), " ".join(prefixed(stems, language)), " ".join(exact)


def _of_han(run: str, language: str) -> Forms:
    """Characters, bigrams, long words; the first character of each says which language it belongs to."""
    stems = [*run, *map(add, run, run[1:]), *long_han_words(run)]
    prefix = f"{language if SCRIPT_OF_LANGUAGE.get(language) == 'han' else FREE}:"
    return " ".join(stems), prefix + f" {prefix}".join(stems), " ".join(run)
