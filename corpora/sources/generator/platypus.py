"""ReportLab as a producer: a digest in the flowing text of its layout engine, Platypus.

It has no letters that join and no footnotes: Arabic and footnotes are refused.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from . import blocks
from .band import NOTICE, foot_line, head_lines
from .embedding import embed
from .measures import PAPERS, measures
from .moment import MOMENT
from .script import font
from .source import CannotPrint, Digest

_GREY, _RED, _LINE = HexColor("#444444"), HexColor("#7a2018"), HexColor("#888888")
_GAP = 9 * mm
"""Between two columns."""


def by_reportlab(digest: Digest) -> bytes:
    """The PDF of a digest as ReportLab makes it. Raise CannotPrint if it is in Arabic or has footnotes."""
    if "ar" in digest.languages:
        raise CannotPrint(
            f"{digest.id}: ReportLab does not join Arabic letters; take weasyprint, chromium, libreoffice"
        )
    os.environ["SOURCE_DATE_EPOCH"] = str(MOMENT)
    out = io.BytesIO()
    _Document(digest).build(out)
    return out.getvalue()


class _Document:
    """One digest: its fonts and styles, its pages, and what flows through them."""

    def __init__(self, digest: Digest) -> None:
        self._digest, self._measures = digest, measures(digest)
        self._styles = {language: _styles(digest, language) for language in digest.languages}

    def build(self, out: io.BytesIO) -> None:
        """Lay the digest out and write the file."""
        width, height = (side * mm for side in PAPERS[self._digest.paper])
        document = BaseDocTemplate(
            out,
            pagesize=(width, height),
            title=self._digest.text[self._digest.languages[0]]["title"],
            author="Palermo, demonstration collection",
            pageTemplates=[self._page("first", width, height), self._page("later", width, height)],
        )
        document.build(list(self._flow()))

    def _page(self, name: str, width: float, height: float) -> PageTemplate:
        """A page with the frames of its columns; the first is the cover, or has the title above its columns."""
        page, first = self._measures, name == "first"
        columns = 1 if first and self._digest.cover else self._digest.columns
        left, bottom = page.side * mm, page.bottom * mm
        across, high = width - 2 * left, height - bottom - page.top * mm
        frames = []
        if first and columns > 1:
            title = self._title_height(across)
            high -= title
            frames.append(_frame(left, bottom + high, across, title))
        column = (across - (columns - 1) * _GAP) / columns
        frames += [_frame(left + number * (column + _GAP), bottom, column, high) for number in range(columns)]
        return PageTemplate(name, frames, onPage=self._draw_margins)

    def _title_height(self, across: float) -> float:
        front = self._front(self._digest.languages[0])
        return float(sum(part.wrap(across, 1000 * mm)[1] + part.getSpaceAfter() for part in front)) + 2 * mm

    def _draw_margins(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """The band and the running head above, the place of the official text and the page number below."""
        width, height = document.pagesize
        styles = self._styles[self._digest.languages[0]]
        across = width - 2 * self._measures.side * mm
        top = height - 8 * mm
        for line in head_lines(self._digest):
            band = Paragraph(escape(line), styles["band"])
            top -= band.wrap(across, height)[1]
            band.drawOn(canvas, self._measures.side * mm, top)
        place = Paragraph(escape(foot_line(self._digest)), styles["place"])
        number = Paragraph(str(document.page), styles["number"])
        for part, share, start in ((place, 0.88, 0.0), (number, 0.12, 0.88)):
            high = part.wrap(across * share, height)[1]
            part.drawOn(canvas, self._measures.side * mm + across * start, self._measures.bottom * mm - 5 * mm - high)

    def _flow(self) -> Iterator[Flowable]:
        yield NextPageTemplate("later")
        if len(self._digest.languages) > 1:
            yield self._side_by_side()
            return
        (language,) = self._digest.languages
        if self._digest.cover:
            yield Spacer(0, 40 * mm)
        yield from self._front(language)
        if self._digest.cover:
            yield PageBreak()
        elif self._digest.columns > 1:
            yield FrameBreak()
        for block in self._digest.body:
            yield from self._block(block, language)

    def _front(self, language: str) -> list[Flowable]:
        words, styles = self._digest.text[language], self._styles[language]
        return [
            Paragraph(escape(words["title"]), styles["title"]),
            Paragraph(escape(words["subtitle"]), styles["subtitle"]),
            Paragraph(NOTICE[language], styles["notice"]),
        ]

    def _block(self, block: dict[str, Any], language: str) -> Iterator[Flowable]:
        for part in blocks.parts(block, language):
            yield self._part(part, self._styles[language])

    def _part(self, part: blocks.Part, styles: dict[str, ParagraphStyle]) -> Flowable:
        if isinstance(part, blocks.Heading):
            return Paragraph(escape(part.words), styles["division" if part.level == 2 else "article"])
        if isinstance(part, blocks.Table):
            return _table(part, styles)
        if len(part.pieces) > 1:
            raise CannotPrint(f"{self._digest.id}: ReportLab sets no footnotes; take weasyprint or libreoffice")
        return Paragraph(escape(part.pieces[0]), styles["body"])

    def _side_by_side(self) -> Table:
        languages = self._digest.languages
        rows = [[self._front(each) for each in languages]]
        rows += [[list(self._block(block[each], each)) for each in languages] for block in self._digest.body]
        style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 3 * mm)])
        return Table(rows, colWidths=["50%"] * len(languages), style=style)


def _frame(left: float, bottom: float, width: float, height: float) -> Frame:
    return Frame(left, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)


def _table(table: blocks.Table, styles: dict[str, ParagraphStyle]) -> Flowable:
    """A table that stays with its caption."""
    rows = [[Paragraph(escape(cell), styles["head"]) for cell in table.head]]
    rows += [[Paragraph(escape(cell), styles["cell"]) for cell in row] for row in table.rows]
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    share = f"{100 / len(table.head):.3f}%"
    drawn = Table(rows, colWidths=[share] * len(table.head), style=style, repeatRows=1)
    return KeepTogether([Paragraph(escape(table.caption), styles["caption"]), drawn, Spacer(0, 4 * mm)])


def _styles(digest: Digest, language: str) -> dict[str, ParagraphStyle]:
    """The styles of paragraphs in one language of a digest."""
    page = measures(digest)
    letters = {letter for text in _strings([digest.text, list(digest.body)]) for letter in text}
    letters |= set("".join([*head_lines(digest), foot_line(digest), *NOTICE.values(), "0123456789"]))
    plain, bold = (embed(font(language), weight, letters) for weight in ("Regular", "Bold"))
    usual = {"wordWrap": "CJK"} if language == "zh" else {"splitLongWords": 0}

    def style(share: float, alignment: int = TA_LEFT, **more: Any) -> ParagraphStyle:
        size = page.size * share
        return ParagraphStyle(
            "style",
            **{"fontName": plain, "fontSize": size, "leading": size * 1.4, "alignment": alignment, **usual, **more},
        )

    small = page.small / page.size
    justified = TA_JUSTIFY if page.justified and len(digest.languages) == 1 else TA_LEFT
    kept = {"fontName": bold, "keepWithNext": 1}
    return {
        "body": style(1, justified, leading=page.size * page.leading, spaceAfter=1.5 * mm),
        "title": style(1.4, TA_CENTER, fontName=bold, spaceAfter=2 * mm),
        "subtitle": style(1, TA_CENTER, spaceAfter=3 * mm),
        "notice": style(0.8, TA_CENTER, textColor=_GREY, spaceAfter=5 * mm),
        "division": style(1.25, TA_CENTER, spaceBefore=5 * mm, spaceAfter=2 * mm, **kept),
        "article": style(1.12, spaceBefore=4 * mm, spaceAfter=1 * mm, **kept),
        "caption": style(1, TA_CENTER, spaceBefore=4 * mm, spaceAfter=1.5 * mm, **kept),
        "head": style(0.95, fontName=bold),
        "cell": style(0.95),
        "band": style(small, TA_CENTER, textColor=_RED),
        "place": style(small, textColor=_GREY),
        "number": style(small, TA_RIGHT, textColor=_GREY),
    }


def _strings(written: Any) -> Iterator[str]:
    """All strings of a nested structure."""
    if isinstance(written, str):
        yield written
    elif isinstance(written, dict):
        yield from _strings(list(written.values()))
    elif isinstance(written, list):
        for each in written:
            yield from _strings(each)
