"""One page of a file: its image with the words marked, its text, and the ways to the pages around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from indexer.application import MarkedParagraph
from indexer.model import Box, LineKind, Page, PageSource
from portal.i18n import page_language
from portal.markup import marked
from portal.opening import current_library
from portal.records.asking import asked
from portal.records.files import WIDTHS, file_of, is_translation, shown_file
from portal.records.hits import Hits

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
    """A paragraph of the page with its words marked; ``first`` if it is the first of the page that has any."""

    text: Markup
    kind: LineKind
    language: str
    first: bool


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


def page(record_id: str, file_id: str, number: int) -> str:
    """One page of a file: its image with the words marked, and its text."""
    library = current_library()
    found = library.corpus.record(record_id)
    file = file_of(found, file_id)
    outcome = library.outcome(file)
    if outcome is None or not 1 <= number <= outcome.quality.pages:
        raise NotFound
    reading = library.reading(record_id, file_id, range(number, number + 1))
    if reading is None:
        raise NotFound
    q = asked()
    return render_template(
        "records/page.html",
        record=found,
        title=found.title_in(page_language()),
        file=shown_file(found, file),
        page=viewed_page(reading.pages.pages[number - 1], library.marked_paragraphs(reading, number, q)),
        pages=len(reading.pages.pages),
        hits=Hits(found, file, reading.structure, q).around(number),
        is_translation=is_translation,
        widths=WIDTHS,
        q=q,
    )


def viewed_page(page: Page, paragraphs: Sequence[MarkedParagraph]) -> ViewedPage:
    """A page that has these paragraphs."""
    places = [boxes for paragraph in paragraphs for boxes in paragraph.boxes if boxes]
    first = next((paragraph for paragraph in paragraphs if paragraph.marks), None)
    return ViewedPage(
        number=page.number,
        width=page.width,
        height=page.height,
        source=page.source,
        found=len(places),
        marks=tuple(_rectangle(box) for boxes in places for box in boxes),
        blocks=tuple(
            TextBlock(marked(one.text, one.marks), one.kind, one.language, one is first) for one in paragraphs
        ),
    )


def _rectangle(box: Box) -> Rectangle:
    x0, y0, x1, y1 = box
    return Rectangle(round(x0 - AIR, 1), round(y0 - AIR, 1), round(x1 - x0 + 2 * AIR, 1), round(y1 - y0 + 2 * AIR, 1))
