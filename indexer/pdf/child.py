"""What a child does with the one file it was made for: read pages or draw one, and tell of it page by page.

It runs behind the walls of ``sandbox``. Before each step that may be its last it says which tool it is about to use,
so that the reader knows what to try next.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from typing import Any

from indexer.model import Line
from indexer.pdf import messages
from indexer.pdf.converting.child import convert
from indexer.pdf.drawing import draw, resolution
from indexer.pdf.glyphs import DrawnPage, Glyph, GlyphReader, TooMuchText
from indexer.pdf.letters import MOST_CHARACTERS
from indexer.pdf.lines import LineBuilder
from indexer.pdf.marks import marks_in, marks_in_bytes
from indexer.pdf.opening import Opened, Refused, Survey, open_document, plain_lines, survey
from indexer.pdf.sandbox import allow_seconds
from indexer.pdf.transfer import pack_line
from indexer.pdf.triage import is_garbage, needs_ocr

_FEWER = 0.4  # the share of pdfium's characters below which pdfminer has missed a font
OPENING = "pdfminer opens"
"""What a child says before pdfminer opens the file, which is done once: if it never ends, no page can be to blame."""

_PAGE = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 27>> stream
BT/F 9 Tf 9 9 Td(Page)Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
"""

OUT_OF_MEMORY = 3
"""The exit status of a child whose work needed more memory than it may take."""


def warm_up() -> None:
    """Read a page of our own, so that what both libraries load late is loaded once and not by every child."""
    survey(open_document(_PAGE).document[0])
    if drawn := GlyphReader(_PAGE).page(1):
        LineBuilder().lines(drawn)


def work(task: Mapping[str, Any], file: int, results: int) -> int:
    """Do a task with the file behind the descriptor ``file``, messages go to ``results``; the exit status."""
    try:
        allow_seconds(task["open_seconds"])
        data = os.pread(file, task["bytes"], task["offset"])
        if task["do"] == "convert":
            convert(task, data, results)
            return 0
        opened = open_document(data)
        if task["do"] == "draw":
            _draw(opened, task, results)
        else:
            _PageReader(opened, task, results).read()
    except Refused as reason:
        messages.send(results, {"refused": str(reason)})
    except MemoryError:
        return OUT_OF_MEMORY
    except BrokenPipeError:
        return 1
    return 0


def _draw(opened: Opened, task: Mapping[str, Any], results: int) -> None:
    number, count = task["page"], len(opened.document)
    if not 1 <= number <= count:
        raise Refused(f"has no page {number}: it has {count}")
    if number in opened.lost:
        raise Refused(f"has no whole page {number}: parts of it are missing")
    page = opened.document[number - 1]
    drawing = draw(page, task["width"] / page.get_width(), grey=False)
    shape = [drawing.width, drawing.height, drawing.channels]
    messages.send(results, {"drawn": shape}, drawing.pixels)


class _PageReader:
    """Reads the pages of a task in order."""

    def __init__(self, opened: Opened, task: Mapping[str, Any], results: int) -> None:
        self._opened = opened
        self._document = opened.document
        self._task = task
        self._results = results
        self._builder = LineBuilder()
        self._glyphs: GlyphReader | None = None

    def read(self) -> None:
        """Send the number of pages, then every page from the first to the last that is asked for."""
        count = len(self._document)
        messages.send(self._results, {"count": count, "rescued": self._opened.is_rescued})
        for number in range(self._task["first"], min(count, self._task["last"]) + 1):
            allow_seconds(self._task["page_seconds"])
            if number in self._opened.lost:
                self._give_up(number, "lost")
                continue
            try:
                self._page(number)
            except TooMuchText:
                self._give_up(number, "flood")
        if self._task["last"] >= min(count, self._task["most_pages"]):
            allow_seconds(self._task["page_seconds"])
            messages.send(self._results, {"marks": self._marks()})

    def _give_up(self, number: int, fault: str) -> None:
        messages.send(self._results, {"page": number, "size": self._size(number), "lines": [], "fault": fault})

    def _marks(self) -> list[str]:
        """What the file carries besides pages."""
        with contextlib.suppress(Exception):  # pdfminer promises no errors of its own
            if self._task["tool"] != "pdfium":
                self._glyphs = self._glyphs or GlyphReader(self._opened.data)
                return marks_in(self._glyphs.document, self._opened.data)
        return marks_in_bytes(self._opened.data)

    def _page(self, number: int) -> None:
        size = self._size(number)
        page, seen = self._surveyed(number, size)
        if seen.characters > MOST_CHARACTERS:
            raise TooMuchText
        drawn = self._drawn(number, size) if seen.characters or page is None else None
        lines = self._builder.lines(drawn) if drawn is not None else ()
        if page is not None and (drawn is None or len(drawn.glyphs) < _FEWER * seen.characters):
            plain = plain_lines(page)
            if _letters(plain) > 2 * _letters(lines):
                lines, drawn = plain, None
        raw = _raw(drawn, lines)
        content: dict[str, Any] = {"page": number, "size": size, "readable": page is not None or drawn is not None}
        content["lines"] = [] if is_garbage(raw) else [pack_line(line) for line in lines]
        pixels = b""
        if page is not None and needs_ocr(raw, seen):
            self._announce(number, "drawing", size)
            image = draw(page, resolution(size[0], seen.image_dpi, self._task["dpi"]) / 72, grey=True)
            content["image"], pixels = [image.width, image.height], image.pixels
        messages.send(self._results, content, pixels)
        if page is not None:
            page.close()

    def _surveyed(self, number: int, size: tuple[float, float]) -> tuple[Any, Survey]:
        """The page opened by pdfium and what is on it; None if pdfium cannot open it or is not to be used."""
        if self._task["tool"] != "pdfminer":
            self._announce(number, "pdfium", size)
            with contextlib.suppress(Exception):  # a page that pdfium cannot load may still have glyphs
                page = self._document[number - 1]
                return page, survey(page)
        return None, Survey(0.0, 0.0, 0, 0)

    def _announce(self, number: int, tool: str, size: tuple[float, float]) -> None:
        messages.send(self._results, {"at": number, "tool": tool, "size": size})

    def _size(self, number: int) -> tuple[float, float]:
        """Width and height as displayed; those of A4 if the page is broken."""
        with contextlib.suppress(Exception):
            width, height = self._document.get_page_size(number - 1)
            if width > 0 and height > 0:
                return round(width, 2), round(height, 2)
        return 595.28, 841.89

    def _drawn(self, number: int, size: tuple[float, float]) -> DrawnPage | None:
        """The glyphs of a page; None if pdfminer fails, with whatever error: it promises none, or is not to be used."""
        if self._task["tool"] == "pdfium":
            return None
        try:
            if self._glyphs is None:
                self._announce(number, OPENING, size)
                self._glyphs = GlyphReader(self._opened.data)
            self._announce(number, "pdfminer", size)
            return self._glyphs.page(number)
        except (MemoryError, TooMuchText):
            raise
        except Exception:  # noqa: BLE001 - pdfminer promises no errors of its own
            return None


def _letters(lines: tuple[Line, ...]) -> int:
    return sum(character.isalnum() for line in lines for character in line.text)


def _raw(drawn: DrawnPage | None, lines: tuple[Line, ...]) -> str:
    """All that the text layer says, before spelling hides what is broken, with spaces where lines have them."""
    if drawn is None:
        return "\n".join(line.text for line in lines)
    broken = "".join(glyph.text for glyph in drawn.glyphs if _is_lost(glyph))
    return "\n".join([*(line.text for line in lines), broken])


def _is_lost(glyph: Glyph) -> bool:
    """Whether spelling leaves out a glyph that takes room on the page."""
    return not glyph.text.isprintable() and not glyph.text.isspace() and glyph.x1 - glyph.x0 > 0.1 * glyph.size
