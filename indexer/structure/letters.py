"""Texts compared by their letters and digits alone, whatever spaces, hyphens and ligatures a reading gives them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from indexer.structure.folding import fold

_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
_ROOM = 40
"""Characters that are no letters which the beginning of a text may have beside four times those that are looked for."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The folded letters and digits of a text, and the place of each in it."""

    text: str
    places: tuple[int, ...]


@cache
def _letters_of_character(character: str) -> str:
    folded = fold(unicodedata.normalize("NFKC", character)).text
    return "".join(filter(str.isalnum, folded))


def letters_of(text: str) -> Letters:
    """The letters and digits of a text: ligatures apart, small, without accents, one form of alef, ASCII digits."""
    found = [(letter, place) for place, character in enumerate(text) for letter in _letters_of_character(character)]
    return Letters("".join(letter for letter, _ in found), tuple(place for _, place in found))


def end_of(words: str, text: str) -> int | None:
    """Where in ``text`` (code points) the words end that it begins with; None if it begins with others.

    Words that end within a word or a number of the text are others: ``Article 5`` does not begin ``Article 51``.
    """
    wanted = letters_of(words).text
    found = letters_of(text[: 4 * len(words) + _ROOM])
    if not found.text.startswith(wanted):
        return None
    end = found.places[len(wanted) - 1] + 1 if wanted else 0
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return None if wanted and _is_within_word(text, end) else end


def _is_within_word(text: str, place: int) -> bool:
    around = text[place - 1 : place + 1]
    if len(around) < 2:
        return False
    return around.isdecimal() or (around.isalpha() and not _HAN.search(around))
