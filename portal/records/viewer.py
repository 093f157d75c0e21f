"""One page of a file as the viewer shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from indexer.application import MarkedParagraph
from indexer.model import Box, LineKind, Page, PageSource
from portal.markup import marked

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
class TextBlock:
    """A paragraph of the page with its words marked."""

    text: Markup
    kind: LineKind
    language: str


@dataclass(frozen=True, slots=True)
class ViewedPage:
    """A page: its size in points, where its text comes from, its paragraphs, and what is marked.

    ``found`` counts the places; one that reaches over several lines has several of the rectangles ``marks``.
    """

    number: int
    width: float
    height: float
    source: PageSource
    found: int
    marks: tuple[Rectangle, ...]
    blocks: tuple[TextBlock, ...]


def viewed_page(page: Page, paragraphs: Sequence[MarkedParagraph]) -> ViewedPage:
    """A page that has these paragraphs."""
    places = [boxes for paragraph in paragraphs for boxes in paragraph.boxes if boxes]
    return ViewedPage(
        number=page.number,
        width=page.width,
        height=page.height,
        source=page.source,
        found=len(places),
        marks=tuple(_rectangle(box) for boxes in places for box in boxes),
        blocks=tuple(TextBlock(marked(one.text, one.marks), one.kind, one.language) for one in paragraphs),
    )


def _rectangle(box: Box) -> Rectangle:
    x0, y0, x1, y1 = box
    return Rectangle(round(x0 - AIR, 1), round(y0 - AIR, 1), round(x1 - x0 + 2 * AIR, 1), round(y1 - y0 + 2 * AIR, 1))
