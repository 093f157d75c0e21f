"""The body of a digest as its parts, the same for every producer: headings, paragraphs with footnotes, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_NOTE = re.compile(r"\[\[(.+?)\]\]")

_BETWEEN = {"ar": ": ", "zh": "\u3000", "en": ". ", "fr": " – ", "ru": ". ", "es": ". "}
"""What stands between the number of an article and its heading, by the custom of each language."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a division (level 2) or of an article (level 3)."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: pieces of text and footnotes by turns, beginning with text, which may be empty."""

    pieces: tuple[str, ...]

    @property
    def runs(self) -> Iterator[tuple[str, bool]]:
        """The pieces in their order, each with whether it is a footnote."""
        return ((piece, number % 2 == 1) for number, piece in enumerate(self.pieces))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and the row at its head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = Heading | Paragraph | Table


def parts(block: dict[str, Any], language: str) -> Iterator[Part]:
    """The parts of one block. Raise KeyError where it has none of the keys that a block can have."""
    if "division" in block:
        yield Heading(2, _heading(block["division"], block, language))
    elif "article" in block:
        yield Heading(3, _heading(block["article"], block, language))
        yield from _paragraphs(block.get("text", []))
    elif "table" in block:
        yield _table(block["table"])
    else:
        yield from _paragraphs(block["text"])


def _heading(label: object, block: dict[str, Any], language: str) -> str:
    heading = block.get("heading")
    return f"{label}{_BETWEEN[language]}{heading}" if heading else str(label)


def _paragraphs(text: str | list[str]) -> Iterator[Paragraph]:
    """Each paragraph; what stands in double square brackets is a footnote."""
    written = [text] if isinstance(text, str) else text
    return (Paragraph(tuple(_NOTE.split(paragraph))) for paragraph in written)


def _table(table: dict[str, Any]) -> Table:
    rows = tuple(tuple(str(cell) for cell in row) for row in table["rows"])
    return Table(table["caption"], tuple(str(cell) for cell in table["head"]), rows)
