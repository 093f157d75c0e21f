"""A short signature of a text, by which near-identical texts are known without keeping or comparing the texts.

MinHash (A. Broder, On the resemblance and containment of documents, 1997) over word shingles, in one pass: every
shingle falls into one of BINS bins by its hash, and each bin keeps the least hash that fell into it (one permutation
hashing; P. Li, A. Owen and C.-H. Zhang, 2012); an empty bin borrows from the next one (A. Shrivastava and P. Li, 2014).
Of each hash eight bits are kept (b-bit minwise hashing; P. Li and A. König, 2010). A signature takes 256 bytes, two are
compared in a microsecond, and the share of equal bytes is near the share of shingles that two texts have in common.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from indexer.language import script_of
from indexer.structure.folding import fold

SIGNATURES = 1
"""The version of the signatures: those of another one cannot be compared with these."""

BINS = 256
WORDS, CHARACTERS = 5, 8
"""How long shingles are: five words, or eight Chinese characters."""

LEAST = 20
"""A text with fewer different shingles has no signature: a title page is like any other."""

MOST = 1_000_000
"""Code points of a text that are looked at."""

_BYTE = 256
_STEP = 101
"""What a borrowed hash is changed by for each bin between, so that the lender's byte is not repeated."""

_SAMPLE = 400
"""Words by which it is told whether a text is Chinese."""


def likeness(first: bytes, second: bytes) -> float:
    """The share of shingles that the texts of two signatures have in common, estimated: within 0.06 as a rule."""
    different = int.from_bytes(first, "big") ^ int.from_bytes(second, "big")
    equal = different.to_bytes(BINS, "big").count(0) / BINS
    by_chance = 1 / _BYTE
    return max(0.0, (equal - by_chance) / (1 - by_chance))


def signature_of(text: str) -> bytes:
    """The signature of a text; empty if the text is too short to be told from others.

    Case, accents, spaces, punctuation and the script of digits make no difference, articles in another order hardly
    any.
    """
    least: dict[int, int] = {}
    hashes = set(_hashes(_shingles(text[:MOST])))
    if len(hashes) < LEAST:
        return b""
    for value in hashes:
        rest, place = divmod(value, BINS)
        if rest < least.get(place, rest + 1):
            least[place] = rest
    return bytes(_lent(least, place) for place in range(BINS))


def _lent(least: dict[int, int], place: int) -> int:
    """The byte of a bin, or of the next one that is not empty, changed by how far away that is."""
    away = 0
    while (place + away) % BINS not in least:
        away += 1
    return (least[(place + away) % BINS] + _STEP * away) % _BYTE


def _hashes(shingles: Iterable[str]) -> Iterator[int]:
    """A number of 64 bits for each shingle."""
    for shingle in shingles:
        yield int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big")


def _shingles(text: str) -> Iterator[str]:
    """Runs of five words; where a text has no spaces between words, of eight characters."""
    words = [word for part in fold(text).text.split() if (word := "".join(filter(str.isalnum, part)))]
    sample = words[:_SAMPLE]
    chinese = sum(script_of(word) == "han" for word in sample) * 2 > len(sample)
    units = list("".join(words)) if chinese else words
    size = CHARACTERS if chinese else WORDS
    return (" ".join(units[at : at + size]) for at in range(len(units) - size + 1))
