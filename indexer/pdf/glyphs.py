"""Glyphs: what pdfminer.six says stands on a page, one mark at a time, in the order in which the page draws them.

pdfminer is asked for single glyphs, never for its own layout: a ligature of several letters stays one glyph, which is
what makes the logical order of Arabic possible, and the drawing order is nearly always the reading order.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import Matrix

from indexer.pdf.letters import MOST_CHARACTERS

UNKNOWN = "\ufffd"
"""What stands for a glyph whose character is not known."""

_BOLD = re.compile(r"bold|black|heavy|demi|semibd|-bd\b", re.IGNORECASE)
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SKEW = 10.0  # degrees by which a line may lean and still belong to the text; stamps across a page lean more

_ASCENT, _LEAST_ASCENT, _MOST_ASCENT = 0.88, 0.6, 0.95  # em; the first where the font does not say
_DESCENT, _LEAST_DESCENT, _MOST_DESCENT = 0.2, 0.1, 0.5


class TooMuchText(Exception):
    """A page says more than a page of text can say."""


@dataclass(slots=True)
class Glyph:
    """One drawn mark: its text (several letters in a ligature), box from the top left, and type.

    ``turn`` counts the quarter turns counterclockwise by which its line is turned on the displayed page.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    font: str
    bold: bool
    turn: int = 0


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The glyphs of one page in drawing order; width and height as displayed, in points."""

    width: float
    height: float
    glyphs: list[Glyph]


class _Device(PDFTextDevice):
    """Collects glyphs; paths and images cost nothing."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.glyphs: list[Glyph] = []
        self._characters = 0
        self.width = self.height = 0.0
        self._fonts: dict[str, tuple[str, bool]] = {}

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """Note the size of the page as it is displayed."""
        (x0, y0, x1, y1), (a, b) = page.mediabox, ctm[:2]
        wide, high = abs(x1 - x0), abs(y1 - y0)
        self.width, self.height = (wide, high) if a and not b else (high, wide)
        self.glyphs = []
        self._characters = 0

    def render_char(  # noqa: PLR0913, PLR0917 - the signature is pdfminer's
        self,
        matrix: Matrix,
        font: Any,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,  # noqa: ARG002 - as above
        graphicstate: Any,  # noqa: ARG002 - as above
    ) -> float:
        """Keep the glyph unless it lies outside the page or leans; its advance is given back to pdfminer."""
        advance = float(font.char_width(cid) * fontsize * scaling)
        turn = _turn(*matrix[:4])
        if turn is not None:
            box = _box(matrix, font, fontsize, rise, advance, cid)
            if box[2] >= 0 and box[0] <= self.width and box[3] >= 0 and box[1] <= self.height:
                self._keep(font, cid, box, abs(fontsize) * math.hypot(matrix[2], matrix[3]), turn)
        return advance

    def _keep(self, font: Any, cid: int, box: tuple[float, float, float, float], size: float, turn: int) -> None:
        try:
            text = str(font.to_unichr(cid))
        except PDFUnicodeNotDefined:
            text = UNKNOWN
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS:
            raise TooMuchText
        if not text:
            return
        raw = str(font.fontname)
        if raw not in self._fonts:
            name = _SUBSET.sub("", raw)
            self._fonts[raw] = (name, bool(_BOLD.search(name)))
        name, bold = self._fonts[raw]
        x0, y0, x1, y1 = box
        turn = 3 if font.is_vertical() else turn  # columns of Chinese run like lines turned a quarter clockwise
        self.glyphs.append(Glyph(text, x0, self.height - y1, x1, self.height - y0, size, name, bold, turn))


@lru_cache(maxsize=256)
def _turn(a: float, b: float, c: float, d: float) -> int | None:
    """Quarter turns of the baseline; None if it leans. Mirrored text (right-to-left OCR layers) counts as upright."""
    sign = -1 if a * d - b * c < 0 else 1
    angle = math.degrees(math.atan2(sign * b, sign * a))
    turn = round(angle / 90)
    return turn % 4 if abs(angle - turn * 90) <= _SKEW else None


def _box(  # noqa: PLR0913, PLR0917 - what pdfminer hands over
    matrix: Matrix, font: Any, fontsize: float, rise: float, advance: float, cid: int
) -> tuple[float, float, float, float]:
    """The box of a glyph in the coordinates of the page (y upwards): its advance wide, as high as letters reach."""
    if font.is_vertical():
        across, down = font.char_disp(cid)
        left = -fontsize * 0.5 if across is None else -across * fontsize * 0.001
        top = (1000 - down) * fontsize * 0.001 + rise
        corners = (left, top + advance, left + fontsize, top)
    else:
        ascent, descent = _reach(font)
        corners = (0.0, rise - descent * fontsize, advance, rise + ascent * fontsize)
    a, b, c, d, e, f = matrix
    points = [(x * a + y * c + e, x * b + y * d + f) for x in corners[::2] for y in corners[1::2]]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _reach(font: Any) -> tuple[float, float]:
    """How far the letters of a font reach above and below the baseline, in em.

    Ascent and Descent of its descriptor (ISO 32000-1, 9.8.1) are zero in some files and in others the distance of
    lines rather than the reach of letters, 1.37 em above for Noto Sans Arabic: what no letter reaches is cut off.
    """
    ascent, descent = font.get_ascent() or _ASCENT, -font.get_descent() or _DESCENT
    return (
        min(max(ascent, _LEAST_ASCENT), _MOST_ASCENT),
        min(max(descent, _LEAST_DESCENT), _MOST_DESCENT),
    )


def _visible_box(page: PDFPage) -> tuple[float, float, float, float]:
    """The part of the page that is displayed: the crop box within the media box."""
    mx0, my0, mx1, my1 = page.mediabox
    cx0, cy0, cx1, cy1 = page.cropbox
    x0, y0, x1, y1 = max(min(mx0, mx1), cx0), max(min(my0, my1), cy0), min(max(mx0, mx1), cx1), min(max(my0, my1), cy1)
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else (mx0, my0, mx1, my1)


class _Bytes(io.BytesIO):
    """The bytes of a file of which less than nothing is nothing.

    pdfminer reads as many bytes as a stream says that it has, and a negative number reads all that comes after it.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes; none where the number is negative or left out."""
        return super().read(max(0, size or 0))


class GlyphReader:
    """Reads the glyphs of the pages of one open file in order.

    Anything may be raised from a damaged file: pdfminer does not promise its own errors.
    """

    def __init__(self, data: bytes) -> None:
        """Parse the skeleton of the file."""
        self._manager = PDFResourceManager(caching=True)
        self._device = _Device(self._manager)
        self.document = PDFDocument(PDFParser(_Bytes(data)))
        self._pages: Iterator[PDFPage] = PDFPage.create_pages(self.document)
        self._next = 1

    def page(self, number: int) -> DrawnPage | None:
        """The glyphs of a page (from 1; only forwards); None if the file has no such page for pdfminer."""
        page = None
        while self._next <= number:
            page = next(self._pages, None)
            self._next += 1
        if page is None:
            return None
        page.mediabox = _visible_box(page)
        PDFPageInterpreter(self._manager, self._device).process_page(page)
        return DrawnPage(self._device.width, self._device.height, self._device.glyphs)
