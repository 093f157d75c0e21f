"""What a character is to the line builder, and the one spelling in which text leaves this package.

Only what typesetting put in place of a letter is undone: presentation forms and ligatures, radicals, wide letters and
digits, the many widths of a space. Signs that mean something are kept: the punctuation of Chinese, superior figures,
ordinal signs and the numero sign stay what the law printed. The rest is Normalization Form C (Unicode annex 15).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from indexer.pdf.radicals import IDEOGRAPHS

MOST_CHARACTERS = 200_000
"""A page with more characters than this is no page of text: the densest page of a gazette has a tenth of them."""

SOFT_HYPHEN = "\u00ad"
"""Ends a line whose last word was divided by the typesetter: the next line goes on with the rest of the word."""

_DIVIDERS = "\u00ad\ufffe\u0002"  # pdfium and some producers write a dividing hyphen as one of these
_HYPHENS = _DIVIDERS + "\u2010"
_COMPATIBILITY = re.compile(
    "[\uf900-\ufaff\ufb00-\ufdff\ufe70-\ufeff\u2f00-\u2fdf\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u0132\u0133\u01c4-\u01cc]"
)
_INVISIBLE = re.compile("[\u0000-\u0008\u000b\u000e-\u001f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_HAN = re.compile(
    "[\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_WIDE = re.compile("[\u3001-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]")
_SPACES = re.compile(r"[^\S\u3000]")
_LONE_MARKS = "\ufe70\ufe72\ufe74\ufe76\ufe78\ufe7a\ufe7c\ufe7e\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63"


@lru_cache(maxsize=8192)
def is_han(character: str) -> bool:
    """Whether a character is one of the ideographs (or kana), which are written without spaces."""
    return bool(_HAN.match(character))


@lru_cache(maxsize=8192)
def is_wide(character: str) -> bool:
    """Whether a character fills a square of Chinese type: an ideograph or its punctuation."""
    return bool(_HAN.match(character) or _WIDE.match(character))


@lru_cache(maxsize=8192)
def is_mark(character: str) -> bool:
    """Whether a character has no place of its own on the line and sits on another (class NSM of Unicode annex 9)."""
    return unicodedata.bidirectional(character) == "NSM" or character in _LONE_MARKS


@lru_cache(maxsize=8192)
def _spelling(character: str) -> str:
    if character in IDEOGRAPHS:
        return IDEOGRAPHS[character]
    if _COMPATIBILITY.match(character):
        plain = unicodedata.normalize("NFKC", character)
        return plain.lstrip(" ") if character in _LONE_MARKS else plain  # they decompose to a space and the mark
    return " " if _SPACES.match(character) else character


def spell(text: str) -> str:
    """The text in the spelling of this package; soft hyphens and marks of direction are left out."""
    if text.isascii():
        return _INVISIBLE.sub("", text)
    plain = "".join(map(_spelling, _INVISIBLE.sub("", text)))
    for divider in _DIVIDERS:
        plain = plain.replace(divider, "")
    return unicodedata.normalize("NFC", plain)


def is_divided(text: str) -> bool:
    """Whether a line that ends in this text ends in a hyphen that only divides a word (never a plain ``-``)."""
    return len(text) > 1 and text[-1] in _HYPHENS and text[-2].isalpha()
