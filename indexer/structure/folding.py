"""A text as headings are recognized in it: without case, accents, vowel signs and other shapes of the same letter."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

_SAME = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي",
        "ё": "е", "’": "'", "«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-",
        "：": ":", "（": "(", "）": ")", "．": ".", "﹣": "-", "，": ",", "【": "[", "】": "]", "〔": "[", "〕": "]",
    }
)  # fmt: skip
_DROPPED = {"ـ", "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c"}


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` folded, and for each of its characters the place in the original; one more place marks the end."""

    text: str
    places: tuple[int, ...]

    def original(self, end: int) -> int:
        """Where in the original the folded text before ``end`` has ended."""
        return self.places[end - 1] + 1 if end else 0


@cache
def _fold_character(character: str) -> str:
    """One character folded to one or more; nothing if it only marks a vowel or a direction."""
    if character in _DROPPED or unicodedata.combining(character):
        return ""
    if character.isspace():
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    base = character if character in "йЙ" else unicodedata.normalize("NFD", character)[0]
    return base.translate(_SAME) if base in "ىةؤئ" else base.lower().translate(_SAME)


def fold(text: str) -> Folded:
    """Fold a text: lower case, no accents, one form of alef, yeh and teh marbuta, ASCII digits, dashes and quotes."""
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in _fold_character(character):
            characters.append(folded)
            places.append(place)
    return Folded("".join(characters), (*places, len(text)))
