"""Where the words of a question stand on a page: in its text, and as boxes on its image.

What is marked is found in whole paragraphs, not in printed lines, because the search finds it there: a word that is
divided at the end of a line, a Chinese word over two lines, a phrase.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indexer.language.detection import shares
from indexer.model import Box, LineKind, Page, Reading
from indexer.structure import Paragraph, paragraphs_of

Span = tuple[int, int]
"""Begin and end in code points, the end excluded."""

Mark = Callable[[str, str], Sequence[Span]]
"""Gives the places in a text of a language that are to be marked, in order."""


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """A paragraph of a page with the places found in it.

    ``marks`` are the places in its text; ``boxes[i]`` are the boxes of the words of ``marks[i]`` on the page, in its
    points: one for each printed line that the place reaches over.
    """

    kind: LineKind
    language: str
    text: str
    marks: tuple[Span, ...]
    boxes: tuple[tuple[Box, ...], ...]


def marked_paragraphs(reading: Reading, number: int, mark: Mark) -> tuple[MarkedParagraph, ...]:
    """The paragraphs of page ``number`` (from 1) of a reading, running lines among them, in reading order."""
    page = reading.pages.pages[number - 1]
    language = _main(reading.structure.languages)
    marked: list[MarkedParagraph] = []
    for paragraph in paragraphs_of(reading.pages, reading.structure.kinds, number):
        language = _language_of(paragraph.text, reading, before=language)
        marks = tuple(mark(paragraph.text, language))
        boxes = tuple(_boxes(page, paragraph, span) for span in marks)
        marked.append(MarkedParagraph(paragraph.kind, language, paragraph.text, marks, boxes))
    return tuple(marked)


def _boxes(page: Page, paragraph: Paragraph, span: Span) -> tuple[Box, ...]:
    """The boxes of the words of a place in a paragraph, line by line."""
    boxes: list[Box] = []
    for part in paragraph.lines:
        start, end = max(span[0], part.start) - part.start, min(span[1], part.end) - part.start
        words = [word.box for word in page.lines[part.index].words if start < word.end and word.start < end]
        if start < end and words:
            x0, y0, x1, y1 = zip(*words, strict=True)
            boxes.append((min(x0), min(y0), max(x1), max(y1)))
    return tuple(boxes)


def _language_of(text: str, reading: Reading, before: str) -> str:
    """The language of a paragraph: that of its file; of several the one it looks like, or that of the one before."""
    languages = reading.structure.languages
    if len(languages) == 1:
        return before
    found = {language: share for language, share in shares(text).items() if language in languages}
    return _main(found) or before


def _main(languages: Mapping[str, float]) -> str:
    return max(languages, key=languages.__getitem__, default="")
