"""The signs and words of what was typed, one after another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Sort = Literal["word", "quotation", "beginning", "and", "or", "not", "open", "close"]

_CLOSING = {
    '"': '"＂',
    "＂": '"＂',
    "“": '”“"',
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "「": "」",
    "『": "』",
}
"""The marks that a quotation may begin with, each with those that may end it (keyboards differ)."""

_QUOTES = "".join(_CLOSING) + "」』"
_BRACKETS = {"(": "open", "（": "open", ")": "close", "）": "close"}
_CHUNK = re.compile(rf"[^\s{_QUOTES}()（）]+")
_ANY_QUOTE = re.compile(f"[{_QUOTES}]")
_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not"}
_EXCLUDED = re.compile(r"[-\u2212](?=\w)")
_BEGINNING = re.compile(r"(?P<word>[^*]*\w)\*[.,;:!?]*")


@dataclass(frozen=True, slots=True)
class Sign:
    """One word, quotation, operator or bracket."""

    sort: Sort
    text: str = ""


class Signs:
    """Reads what was typed once; ``notes`` holds what had to be ignored."""

    def __init__(self, text: str) -> None:
        """Signs of ``text``; iterate to read them."""
        self._text = text
        self.notes: list[str] = []

    def __iter__(self) -> Iterator[Sign]:
        """The signs in their order."""
        at = 0
        while at < len(self._text):
            character = self._text[at]
            if character in _BRACKETS:
                yield Sign(_BRACKETS[character])  # type: ignore[arg-type]  # the values are literals
                at += 1
            elif character in _QUOTES:
                end = self._end_of_quotation(at)
                if end:
                    yield Sign("quotation", _ANY_QUOTE.sub(" ", self._text[at + 1 : end]).strip())
                at = max(end, at) + 1
            elif chunk := _CHUNK.match(self._text, at):
                yield from self._chunk(chunk.group(), chunk.end())
                at = chunk.end()
            else:
                at += 1

    def _end_of_quotation(self, start: int) -> int:
        """The place of the mark that ends the quotation begun at ``start``; 0 if there is none."""
        closing = _CLOSING.get(self._text[start], "")
        ends = [place for mark in closing if (place := self._text.find(mark, start + 1)) > 0]
        if not ends:
            self.notes.append("quote_unbalanced")
        return min(ends, default=0)

    def _chunk(self, chunk: str, end: int) -> Iterator[Sign]:
        """The signs of what stands between spaces, quotation marks and brackets."""
        if chunk in _OPERATORS:
            yield Sign(_OPERATORS[chunk])  # type: ignore[arg-type]  # the values are literals
            return
        followed = self._text[end : end + 1]
        if chunk in "-\u2212" and followed in (*_CLOSING, "(", "（") and followed:
            yield Sign("not")
            return
        if _EXCLUDED.match(chunk):
            yield Sign("not")
            chunk = chunk[1:].lower() if chunk[1:] in _OPERATORS else chunk[1:]
        if beginning := _BEGINNING.fullmatch(chunk):
            yield Sign("beginning", beginning["word"])
            return
        if "*" in chunk:
            self.notes.append("star_ignored")
            chunk = chunk.replace("*", " ").replace("-", " ").lower()  # no operator comes about by what was ignored
        for word in chunk.split():
            yield Sign("word", word)
