"""One written form for the many that a word may have: case, accents, Arabic vowel signs and letter forms, digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from indexer.language.scripts import INVISIBLE, Script, script_of

_DIGITS = {
    ord(digit): str(value) for zero in (0x660, 0x6F0) for value, digit in enumerate(map(chr, range(zero, zero + 10)))
}
_ARABIC_SIGNS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]+")
"""Vowel signs and Quranic marks, and the tatweel that only stretches a word."""
_ARABIC_LETTERS = str.maketrans(
    {
        "أ": "ا",  # hamza forms of alef
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",  # alef maksura, often written for yeh
        "ی": "ي",  # Farsi yeh and kaf, as some fonts and keyboards give them
        "ک": "ك",
        "ة": "ه",  # teh marbuta
        "ؤ": "و",
        "ئ": "ي",
    }
)
_LATIN_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŀ": "l", "ħ": "h"}
)
_CYRILLIC_LETTERS = str.maketrans({"ё": "е", "ѐ": "е", "ѝ": "и"})
_MARKS = re.compile("[\u0300-\u036f]+")
_INVISIBLES = re.compile(f"[{INVISIBLE}]")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'"})


class _Characters(dict[int, str]):
    """What becomes of characters, worked out when they come along: what a table lacks takes ``translate`` long."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, code: int) -> str:
        self[code] = self._become(chr(code))
        return self[code]


_PLAIN = _Characters(lambda character: _INVISIBLES.sub("", character).translate(_APOSTROPHES | _DIGITS))
_ARABIC = _Characters(lambda character: without_signs(character).translate(_ARABIC_LETTERS))
_UNACCENTED: Mapping[Script, _Characters] = {
    "cyrillic": _Characters(lambda character: _MARKS.sub("", character.translate(_CYRILLIC_LETTERS))),
    "latin": _Characters(
        lambda character: _MARKS.sub("", unicodedata.normalize("NFD", character.translate(_LATIN_LETTERS)))
    ),
}


def caseless(word: str) -> str:
    """The word of any script without case and invisible characters, digits in ASCII, one apostrophe."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.casefold().translate(_PLAIN))


def without_signs(word: str) -> str:
    """An Arabic word without vowel signs and tatweel."""
    return _ARABIC_SIGNS.sub("", word)


def arabic_form(word: str) -> str:
    """An Arabic word without signs and tatweel, with one form of alef, yeh, teh marbuta and the seats of hamza."""
    return word.translate(_ARABIC)


def without_accents(word: str) -> str:
    """A caseless word without accents: ``état`` is ``etat``, ``ё`` is ``е``; Russian ``й`` is a letter and stays."""
    if word.isascii():
        return word
    characters = _UNACCENTED.get(script_of(word))
    return word if characters is None else word.translate(characters)


def folded(word: str) -> str:
    """The exact form of a word: caseless, without accents, Arabic letters in one form; it may be empty."""
    plain = caseless(word)
    return arabic_form(plain) if script_of(word) == "arabic" else without_accents(plain)
