"""NFKC of a text, with the way back to the code points of the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CLUSTER = re.compile(r"[\s\S][\u0300-\u036f\u0653-\u0655\u3099\u309a]*")
"""A code point and the marks behind it that NFKC may compose with it in the scripts of the six languages."""


class _OneToOne(dict[int, int]):
    """What NFKC makes of a code point where that is one code point again; filled as text comes along."""

    def __missing__(self, code: int) -> int:
        normal = unicodedata.normalize("NFKC", chr(code))
        self[code] = ord(normal) if len(normal) == 1 else code
        return self[code]


_NUMERO = "\u2116"
"""The sign before a number; NFKC would make it the letters "No" and stick them to the number: a space stands for it."""

_ONE_TO_ONE = _OneToOne({ord(_NUMERO): ord(" ")})


@dataclass(frozen=True, slots=True)
class NormalText:
    """A text in NFKC; code point ``i`` of it comes from ``original[starts[i]:ends[i]]`` (None: from ``i`` itself)."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that ``text[start:end]`` (not empty) comes from."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normal_form(text: str) -> str:
    """The text in NFKC (Unicode Standard Annex 15)."""
    return (
        text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text.replace(_NUMERO, " "))
    )


def normalized(text: str) -> NormalText:
    """The text in NFKC, cluster by cluster where lengths change, so that offsets can be mapped back."""
    if unicodedata.is_normalized("NFKC", text):
        return NormalText(text)
    # Full-width punctuation and no-break spaces are in most Chinese and French texts, and keep every offset.
    same_length = text.translate(_ONE_TO_ONE)
    if unicodedata.is_normalized("NFKC", same_length):
        return NormalText(same_length)
    text = text.replace(_NUMERO, " ")
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFKC", cluster.group())
        parts.append(part)
        starts += [cluster.start()] * len(part)
        ends += [cluster.end()] * len(part)
    return NormalText("".join(parts), tuple(starts), tuple(ends))
