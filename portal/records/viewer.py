"""One page of a file as the viewer shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.model import Box, LineKind, PageSource, Reading
from portal.markup import language_of, marked
from portal.records.text import Marker

AIR = 1.5
"""Points by which a box is drawn larger than the word it marks."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A marked place on the page image, in page points."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the page with its words marked."""

    text: Markup
    kind: LineKind
    language: str


@dataclass(frozen=True, slots=True)
class ViewedPage:
    """A page: its size in points, where its text comes from, the places to mark, its lines."""

    number: int
    width: float
    height: float
    source: PageSource
    marks: tuple[Rectangle, ...]
    lines: tuple[TextLine, ...]


def viewed_page(reading: Reading, number: int, boxes: Sequence[Box], marker: Marker) -> ViewedPage:
    """Page ``number`` (from 1) of a reading."""
    page = reading.pages.pages[number - 1]
    kinds = reading.structure.kinds[number - 1] if number <= len(reading.structure.kinds) else ()
    languages = sorted(reading.structure.languages, key=lambda code: -reading.structure.languages[code])
    lines = []
    for place, line in enumerate(page.lines):
        language = language_of(line.text, languages) if languages else ""
        kind: LineKind = kinds[place] if place < len(kinds) else "body"
        lines.append(TextLine(marked(line.text, marker(line.text, language)), kind, language))
    return ViewedPage(number, page.width, page.height, page.source, tuple(map(_rectangle, boxes)), tuple(lines))


def _rectangle(box: Box) -> Rectangle:
    x0, y0, x1, y1 = box
    return Rectangle(round(x0 - AIR, 1), round(y0 - AIR, 1), round(x1 - x0 + 2 * AIR, 1), round(y1 - y0 + 2 * AIR, 1))
