"""Whether the text layer of a page can be believed, or the page must be read by OCR.

Of real gazettes many carry a layer that is no text: the codes of an old font, or what an old OCR program guessed. The
thresholds were measured on good files of six languages and many producers, which stay far from all of them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from indexer.pdf.letters import is_han, is_mark
from indexer.pdf.opening import Survey

_FEW = 20  # characters; a page with fewer has no text of its own
_IMAGE = 0.5  # the share of the page that an image covers at least where the page is an image
_STAMPED = 100  # characters; a scan with fewer was stamped, not read
_DRAWN_LETTERS = 200  # areas; a page without text that draws so many may show letters as outlines
_USUAL: tuple[tuple[int, int], ...] = (
    (0x20, 0x17F),
    (0x300, 0x36F),
    (0x400, 0x45F),
    (0x600, 0x6FF),
    (0x2E80, 0x2FDF),
    (0x3000, 0x30FF),
)
_USUAL += ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFB00, 0xFDFF), (0xFE70, 0xFEFF), (0xFF00, 0xFFEF))


def needs_ocr(text: str, seen: Survey) -> bool:
    """Whether a page must be read by OCR: ``text`` is all that its layer says, unspelled, lines apart."""
    count = sum(not character.isspace() for character in text)
    if count < _STAMPED and seen.image_share > _IMAGE:
        return True
    if count < _FEW:
        return seen.drawings > _DRAWN_LETTERS
    return is_garbage(text)


def is_garbage(text: str) -> bool:
    """Whether a text of some length cannot be text of the six languages: a layer of font codes, not of letters."""
    characters = [character for character in text if not character.isspace()]
    kinds = Counter(_kind(character) for character in characters)
    letters = max(1, kinds["usual"] + kinds["accented"] + kinds["foreign"])
    latin = kinds["accented"] + sum(character.isascii() and character.isalpha() for character in characters)
    return (
        kinds["broken"] > 0.02 * len(characters)
        or kinds["symbol"] > 0.2 * len(characters)
        or kinds["foreign"] > 0.1 * letters
        or (kinds["accented"] > 0.3 * latin and kinds["accented"] > 10)
        or _mean_word(text) > 15
    )


@lru_cache(maxsize=8192)
def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if character == "\ufffd" or category in ("Cc", "Co", "Cn", "Cs"):
        return "broken"
    if category[0] == "S" and character not in "$€£+=<>|~^`°№":
        return "symbol"
    if category[0] != "L" or is_mark(character):
        return "other"
    if not any(first <= ord(character) <= last for first, last in _USUAL):
        return "foreign" if not is_han(character) else "usual"
    return "accented" if 0x80 <= ord(character) <= 0x17F else "usual"


def _mean_word(text: str) -> float:
    """How long words are on average, those with ideographs left out; leaders and addresses count little."""
    words = [word for word in text.split() if any(map(str.isalpha, word)) and not any(map(is_han, word))]
    return sum(map(len, words)) / len(words) if len(words) > 3 else 0.0
