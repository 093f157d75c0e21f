"""Tesseract's table of words made into lines: what is noise is left out, boxes are turned back onto the page."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.model import Box, Line, Word
from indexer.pdf.letters import SOFT_HYPHEN, is_divided, is_han, spell
from indexer.pdf.lines import around

_DOUBTFUL = 0.3  # a word without letters or digits below it is a speck
_NOISE = 0.2  # a line whose words are on average below it is a picture
_TEXT_SIZE = 0.8  # of the height of a line of words: boxes reach from the longest ascender to the longest descender


@dataclass(frozen=True, slots=True)
class _Found:
    line: tuple[str, ...]
    text: str
    box: Box
    confidence: float


def lines_of(table: str, points: tuple[float, float], pixels: tuple[int, int], turn: int) -> tuple[Line, ...]:
    """The lines of a table that tesseract made of an image, in its reading order.

    ``points`` and ``pixels`` are the size of the page and of its image before it was turned clockwise by ``turn``
    degrees; boxes are in points on the page as displayed.
    """
    scale = points[0] / pixels[0], points[1] / pixels[1]
    lines: list[Line] = []
    group: list[_Found] = []
    for found in _words(table):
        if group and found.line != group[-1].line:
            lines += _line(group)
            group = []
        group.append(replace(found, box=_on_page(found.box, pixels, turn, scale)))
    return (*lines, *_line(group))


def _words(table: str) -> Iterator[_Found]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = spell(row.get("text") or "").strip()
        if row["level"] != "5" or not text:
            continue
        left, top, width, height = (float(row[name]) for name in ("left", "top", "width", "height"))
        confidence = min(1.0, max(0.0, float(row["conf"]) / 100))
        if confidence < _DOUBTFUL and not any(map(str.isalnum, text)):
            continue
        place = (row["block_num"], row["par_num"], row["line_num"])
        yield _Found(place, text, (left, top, left + width, top + height), confidence)


def _line(group: Sequence[_Found]) -> list[Line]:
    """The line of words in reading order; none if it is noise."""
    if not group or not any(any(map(str.isalnum, found.text)) for found in group):
        return []
    if sum(found.confidence for found in group) / len(group) < _NOISE:
        return []
    text, words = "", []
    for place, found in enumerate(group):
        last = place == len(group) - 1 and is_divided(found.text)
        spelled = found.text[:-1] + SOFT_HYPHEN if last else found.text
        text += " " if text and not (is_han(text[-1]) and is_han(spelled[0])) else ""
        words.append(Word(len(text), len(text) + len(spelled), found.box, round(found.confidence, 3)))
        text += spelled
    box = around(word.box for word in words)
    heights = sorted(word.box[3] - word.box[1] for word in words)
    return [Line(text, box, round(heights[len(heights) // 2] * _TEXT_SIZE, 2), words=tuple(words))]


def _on_page(box: Box, pixels: tuple[int, int], turn: int, scale: tuple[float, float]) -> Box:
    """A box of the turned image on the page before it was turned."""
    x0, y0, x1, y1 = box
    wide, high = pixels
    if turn == 90:
        x0, y0, x1, y1 = y0, high - x1, y1, high - x0
    elif turn == 180:
        x0, y0, x1, y1 = wide - x1, high - y1, wide - x0, high - y0
    elif turn == 270:
        x0, y0, x1, y1 = wide - y1, x0, wide - y0, x1
    return around([(x0 * scale[0], y0 * scale[1], x1 * scale[0], y1 * scale[1])])
