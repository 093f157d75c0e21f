"""Lines as they stand on their pages: columns, indents, gaps, and what the body text looks like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from statistics import median

from indexer.model import Line, Pages
from indexer.structure.columns import Columns, columns_of, runs_in, same_baseline

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WIDE = 1.25
"""A distance to the line before that is so many times the usual one parts paragraphs."""
_OTHER_SIZE = 0.9
"""By how much the sizes of two lines of one paragraph may differ, in points."""
_SHORT = 0.5
"""A line that is shorter than so much of a full line ends its paragraph."""
_TERMINAL = tuple(".:;!?。؛؟…")
_BEFORE_ITEMS = (",", "،", " and", " or")
_CLOSING = "»”\"')]』」）"
_ENUMERATOR = re.compile(
    r"[-–—•▪*·] |\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,5})[.)] ?|\(?[\u0621-\u064a]{1,2}[-).] ?|[٠-٩\d]{1,3} ?[-–.)] |"
    r"[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
)


Place = tuple[int, int]
"""Where a line stands: its page and its index on the page, both from 0."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its place: page and index count from 0, ``left`` and ``right`` are the edges of its column.

    ``pitch`` is the distance from the top of the line before it in the same column to its own, in points; None if
    there is no line before it.
    """

    page: int
    index: int
    line: Line
    left: float
    right: float
    pitch: float | None = None

    @property
    def place(self) -> Place:
        """The page and the index of the line."""
        return self.page, self.index

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.line.text

    @property
    def rightward(self) -> bool:
        """Whether the line is read from left to right."""
        return len(_ARABIC.findall(self.text)) * 2 <= sum(map(str.isalpha, self.text))

    @property
    def indent(self) -> float:
        """How far from the edge of the column the line starts, in points."""
        return self.line.box[0] - self.left if self.rightward else self.right - self.line.box[2]

    @property
    def slack(self) -> float:
        """How far from the other edge of the column the line ends, in points."""
        return self.right - self.line.box[2] if self.rightward else self.line.box[0] - self.left

    @property
    def ended(self) -> bool:
        """Whether the line ends as a sentence or a part of one does."""
        return self.text.rstrip(_CLOSING + " ").endswith(_TERMINAL)

    @property
    def enumerated(self) -> bool:
        """Whether the line begins with the mark of a list: a dash, ``1.``, ``(a)``."""
        return bool(_ENUMERATOR.match(self.text))

    def cut(self, start: int) -> Row:
        """The same row without the first ``start`` characters of its text."""
        return replace(self, line=replace(self.line, text=self.text[start:].lstrip(), words=()))


@dataclass(frozen=True, slots=True)
class Style:
    """What most of the text is set in; the usual distance from line to line and the width of full lines, in points."""

    size: float
    font: str
    bold: bool
    pitch: float
    width: float = 0.0

    def larger(self, line: Line) -> bool:
        """Whether a line is larger than the body; OCR, which knows no fonts, measures by the letters that happen to
        stand in a line, so that only a much larger line is.
        """  # noqa: D205 - one sentence
        return line.size >= (self.size + 0.9 if line.font else self.size * 1.7)

    def stands_out(self, line: Line) -> bool:
        """Whether a line is set as headings are: larger, or bold among lines that are not."""
        return self.larger(line) or (line.bold and not self.bold and line.size >= self.size - 0.6)

    def differs(self, line: Line) -> bool:
        """Whether a line is set in any way that the body is not, and not smaller."""
        other = bool(line.font) and line.font != self.font and line.size >= self.size - 0.6
        return other or self.stands_out(line)


def rows_of(pages: Pages, running: AbstractSet[Place]) -> list[Row]:
    """The lines of all pages with their columns in reading order, without running lines."""
    runs_of = [
        runs_in((index, line) for index, line in enumerate(page.lines) if (number, index) not in running)
        for number, page in enumerate(pages.pages)
    ]
    columns = Columns(runs_of)
    rows: list[Row] = []
    for number, runs in enumerate(runs_of):
        own = columns_of(runs)
        for run in runs:
            before: Line | None = None
            for index, line in run:
                pitch = line.box[1] - before.box[1] if before else None
                rows.append(Row(number, index, line, *columns.of(line, own), pitch))
                before = line
    return rows


def style_of(rows: Sequence[Row]) -> Style:
    """The size, font, weight and line distance that most characters have."""
    if not rows:
        return Style(0.0, "", bold=False, pitch=0.0)
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[round(row.line.size * 2) / 2] += len(row.text)
    scanned = sum(not row.line.font for row in rows) * 2 > len(rows)
    size = median(row.line.size for row in rows) if scanned else max(sizes, key=lambda key: (sizes[key], key))
    body = [row for row in rows if scanned or abs(row.line.size - size) <= 0.5]
    fonts: Counter[str] = Counter()
    bold = 0
    for row in body:
        fonts[row.line.font] += len(row.text)
        bold += len(row.text) if row.line.bold else 0
    pitches = [row.pitch for row in body if row.pitch is not None and row.pitch < 4 * size]
    width = sorted(row.line.box[2] - row.line.box[0] for row in body)[len(body) * 9 // 10]
    font = max(fonts, key=lambda key: (fonts[key], key))
    return Style(
        size, font, bold=bold * 2 > fonts.total(), pitch=median(pitches) if pitches else 1.3 * size, width=width
    )


def row_before(rows: Sequence[Row], index: int, barred: AbstractSet[int]) -> Row | None:
    """The row that is read before a row, tables and notes (``barred``) passed over; None if there is none."""
    return next((rows[place] for place in range(index - 1, -1, -1) if place not in barred), None)


def _first_word(row: Row) -> float:
    """The width of the first word of a row in points; two characters make a word in Chinese."""
    width = row.line.box[2] - row.line.box[0]
    word = row.text.split(" ", 1)[0]
    length = 2 if _HAN.match(word) else len(word)
    return width * length / max(len(row.text), 1)


def _is_apart(before: Row, row: Row, style: Style) -> bool:
    """Whether two rows are parted by their size or by a wide gap."""
    if before.line.font and row.line.font and abs(before.line.size - row.line.size) > _OTHER_SIZE:
        return True
    usual = max(style.pitch, before.line.size)
    return row.pitch is not None and before.page == row.page and row.pitch > _WIDE * usual


def begins_paragraph(before: Row | None, row: Row, style: Style) -> bool:
    """Whether a row begins a paragraph after the row that is read before it.

    It does in another size, after a wide gap, after a line that had room for its first word, with the mark of a list
    after a line that ends as a clause does, and indented after a line that ends as a sentence does.
    """
    if before is None:
        return True
    if same_baseline(before.line, row.line):
        return False
    short = before.line.box[2] - before.line.box[0] < _SHORT * style.width
    room = short or before.slack > _first_word(row) + 0.6 * row.line.size
    if _is_apart(before, row, style) or (room and (before.ended or not row.text[:1].islower())):
        return True
    if row.enumerated:
        return before.ended or before.text.rstrip().endswith(_BEFORE_ITEMS)
    return before.ended and row.indent > before.indent + row.line.size
