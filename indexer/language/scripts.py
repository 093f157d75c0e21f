"""Words of a text by script: where a word begins and ends.

A word never holds two scripts: ``在2015年`` is three words, an Arabic prefix on a Latin name another. Digits belong to
Latin words (``art5``, ``3D``) and stand alone elsewhere. Apostrophes between Latin letters do not end a word; all
else that is neither letter, mark nor digit does (hyphens, ``§``, ``/``, ``:``, ``_``). Marks and invisible format
characters (soft hyphen, joiners, direction marks) go with the letter before them.
"""

from __future__ import annotations

import re
from typing import Literal

Script = Literal["latin", "cyrillic", "arabic", "han", "other"]

INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Format characters that are not seen, as a set of a regular expression has them."""

_MARKS = "\u0300-\u036f" + INVISIBLE
_LATIN = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff"
_CYRILLIC = "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"
_ARABIC = "\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ff\u0750-\u077f\u08a0-\u08ff"
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

FIRST_HAN = "\u3005"
"""No Chinese word sorts before this by code point: a quick look before the script is asked for."""

WORD = re.compile(
    f"[{_LATIN}][{_LATIN}{_MARKS}]*(?:['\u2019\u02bc][{_LATIN}{_MARKS}]+)*"
    f"|[{_HAN}]+"
    f"|[{_ARABIC}][{_ARABIC}{INVISIBLE}]*"
    f"|[{_CYRILLIC}][{_CYRILLIC}{_MARKS}]*"
    f"|[^\\W_{_LATIN}{_HAN}{_ARABIC}{_CYRILLIC}]+"
)
"""Finds the words of a text in NFKC; it has no groups, so ``findall`` gives them."""

_CHARACTERS: tuple[tuple[Script, re.Pattern[str]], ...] = (
    ("latin", re.compile(f"[{_LATIN}]")),
    ("han", re.compile(f"[{_HAN}]")),
    ("arabic", re.compile(f"[{_ARABIC}]")),
    ("cyrillic", re.compile(f"[{_CYRILLIC}]")),
)

SCRIPT_OF_LANGUAGE: dict[str, Script] = {
    "en": "latin",
    "fr": "latin",
    "es": "latin",
    "ru": "cyrillic",
    "ar": "arabic",
    "zh": "han",
}


def script_of(word: str) -> Script:
    """The script of a word that ``WORD`` found, told by its first character."""
    return _SCRIPTS[word[:1]]


class _Scripts(dict[str, Script]):
    """The scripts of characters; filled as they come along."""

    def __missing__(self, character: str) -> Script:
        found = (script for script, characters in _CHARACTERS if characters.match(character))
        self[character] = next(found, "other")
        return self[character]


_SCRIPTS = _Scripts()
