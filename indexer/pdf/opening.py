"""What pypdfium2 tells of a file: how many pages, how large, what is on them besides text, and a plain text of them."""

from __future__ import annotations

import contextlib
import itertools
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from indexer.model import Box, Line
from indexer.pdf.bidi import Unit, kind_of
from indexer.pdf.lines import around, words_of
from indexer.pdf.rescue import rescued

HEADER = b"%PDF-"
HEADER_WITHIN = 1024
"""A file is a PDF if HEADER stands in its first HEADER_WITHIN bytes (ISO 32000, annex H)."""

_MOST_OBJECTS = 3000  # enough to know a page of drawings; a map may have a million
_PASSWORD, _LOCK = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


class Refused(Exception):
    """The file cannot be opened; the message completes "the file ..."."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is on a page.

    The share of it that images cover, their resolution in dots an inch (0 if there are none), how many lines and areas
    it draws, and how many characters pdfium finds.
    """

    image_share: float
    image_dpi: float
    drawings: int
    characters: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that pdfium has opened, and the bytes it was opened from.

    Where these are not the bytes of the file but what was left of a damaged one, ``is_rescued`` says so, and the pages
    (from 1) in ``lost`` cannot be read.
    """

    document: Any
    data: bytes
    is_rescued: bool = False
    lost: frozenset[int] = frozenset()


def open_document(data: bytes) -> Opened:
    """Open a file, or what is left of it if it is damaged; raises Refused with one clear reason."""
    try:
        return Opened(pdfium.PdfDocument(data), data)
    except pdfium.PdfiumError as error:
        fault = getattr(error, "err_code", 0)
    if fault == _PASSWORD:
        raise Refused("is protected by a password: only its owner can read it, so give a copy without one")
    if fault == _LOCK:
        raise Refused("is encrypted in a way that is not known here: give a copy that is not")
    with contextlib.suppress(pdfium.PdfiumError):
        if rest := rescued(data):
            return Opened(pdfium.PdfDocument(rest.data), rest.data, is_rescued=True, lost=rest.lost)
    raise Refused("is damaged or incomplete: it has no readable page; get it again from its source")


def survey(page: Any) -> Survey:
    """Look at the objects of an open page."""
    width, height = page.get_width(), page.get_height()
    covered, dpi, drawings = 0.0, 0.0, 0
    for item in itertools.islice(page.get_objects(max_depth=3), _MOST_OBJECTS):
        if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom)
            if right > left:
                dpi = max(dpi, item.get_px_size()[0] / (right - left) * 72)
        elif item.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            drawings += 1
    textpage = page.get_textpage()
    characters = textpage.count_chars()
    textpage.close()
    return Survey(min(1.0, covered / max(1.0, width * height)), dpi, drawings, characters)


def plain_lines(page: Any) -> tuple[Line, ...]:
    """The lines as pdfium orders them, for a page that pdfminer cannot read; right for most scripts but Arabic."""
    textpage = page.get_textpage()
    text = textpage.get_text_range()
    lines: list[Line] = []
    units: list[Unit] = []
    for place in range(min(textpage.count_chars(), len(text))):
        character = text[place]
        if character in "\r\n":
            lines += _plain_line(units)
            units = []
        else:
            units.append(Unit(character, _box(page, textpage, place), kind_of(character)))
    lines += _plain_line(units)
    textpage.close()
    return tuple(lines)


def _plain_line(units: list[Unit]) -> list[Line]:
    text, words = words_of(units)
    if not words:
        return []
    box = around(word.box for word in words)
    return [Line(text, box, round(box[3] - box[1], 2), words=words)]


def _box(page: Any, textpage: Any, place: int) -> Box:
    """The box of a character on the displayed page, from the top left."""
    left, bottom, right, top = textpage.get_charbox(place, loose=True)
    x0, y0, x1, y1 = page.get_cropbox()
    wide, high = x1 - x0, y1 - y0
    left, right, bottom, top = left - x0, right - x0, bottom - y0, top - y0
    turned: dict[int, Box] = {
        0: (left, high - top, right, high - bottom),
        90: (bottom, left, top, right),
        180: (wide - right, bottom, wide - left, top),
        270: (high - top, wide - right, high - bottom, wide - left),
    }
    return turned[page.get_rotation()]
