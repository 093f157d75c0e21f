"""Rows: the glyphs of a page gathered into printed lines, in the order in which the page draws them.

A new row begins where a glyph stands less than 40 % at the height of the one before, or further than 1.2 em away from
both it and the row: the next line, the next column, the next cell of a table. The number of a paragraph and what
follows it after a tab are one row.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from indexer.pdf.bidi import Unit, kind_of
from indexer.pdf.glyphs import Glyph
from indexer.pdf.letters import is_mark, is_wide

_LEAST_OVERLAP = 0.4
_OVERLAP_OF_MARKS = 0.25  # boxes of lines that are set tight overlap nearly as much
_WIDEST_JUMP = 1.2  # em
_AFTER_NUMBER = 3.0  # em; a paragraph goes on this far after its number
_NUMBER = re.compile(r"[(\[]?\w{1,4}[.)\]]|[.(\[]\w{1,4}[)\]]?")
_SPACE = 0.17  # em; a narrower gap is kerning
_SPACE_BESIDE_IDEOGRAPH = 0.35  # em; word processors set a quarter em between Chinese and Latin without a space
_SPACE_BETWEEN_IDEOGRAPHS = 0.8  # em
_SAME_PLACE = 0.15  # em; the same glyph drawn again this near only makes it look bold


@dataclass(slots=True)
class Row:
    """Glyphs of one printed line in drawing order, spaces among them; ``x0`` to ``x1`` is how far it reaches.

    ``last`` is the glyph drawn last, unless a mark, which may stand higher or lower than the line, is all there is
    before a base.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    x0: float = math.inf
    x1: float = -math.inf
    last: Glyph | None = None

    def add(self, glyph: Glyph) -> None:
        """Take one more glyph in."""
        self.glyphs.append(glyph)
        self.x0, self.x1 = min(self.x0, glyph.x0), max(self.x1, glyph.x1)
        if self.last is None or is_mark(self.last.text[0]) or not is_mark(glyph.text[0]):
            self.last = glyph

    def takes(self, glyph: Glyph) -> bool:
        """Whether a glyph goes on with this row."""
        last = self.last
        if last is None:
            return True
        jump = min(_distance(glyph.x0, glyph.x1, last.x0, last.x1), _distance(glyph.x0, glyph.x1, self.x0, self.x1))
        return _is_level(last, glyph) and jump <= _WIDEST_JUMP * max(last.size, glyph.size)

    def continues(self, row: Row) -> bool:
        """Whether another row, drawn before this one, belongs to the same line: words drawn from right to left."""
        if row.last is None or self.last is None or not _is_level(row.last, self.last):
            return False
        widest = _AFTER_NUMBER if row.is_number else _WIDEST_JUMP
        return _distance(self.x0, self.x1, row.x0, row.x1) <= widest * max(row.last.size, self.last.size)

    @property
    def is_number(self) -> bool:
        """Whether the row is the number of a paragraph: ``1.``, ``(a)``, ``12)``."""
        return len(self.glyphs) < 8 and bool(_NUMBER.fullmatch("".join(glyph.text for glyph in self.glyphs).strip()))


def _is_level(before: Glyph, after: Glyph) -> bool:
    """Whether two glyphs stand at the same height; marks need only come near."""
    overlap = min(before.y1, after.y1) - max(before.y0, after.y0)
    least = _OVERLAP_OF_MARKS if is_mark(before.text[0]) or is_mark(after.text[0]) else _LEAST_OVERLAP
    return overlap >= least * min(before.y1 - before.y0, after.y1 - after.y0)


def _distance(x0: float, x1: float, other_x0: float, other_x1: float) -> float:
    return max(x0 - other_x1, other_x0 - x1, 0.0)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows of a page; a row neither begins with a space nor consists of spaces."""
    rows: list[Row] = []
    row = Row()
    for glyph in glyphs:
        blank = glyph.text.isspace()
        if not row.takes(glyph):
            if blank:
                continue
            _close(rows, row)
            row = Row()
        if row.glyphs or not blank:
            row.add(glyph)
    _close(rows, row)
    return rows


def _close(rows: list[Row], row: Row) -> None:
    """Put a finished row with the others, or into the last of them if it continues it."""
    if rows and row.continues(rows[-1]):
        for glyph in row.glyphs:
            rows[-1].add(glyph)
    elif row.glyphs:
        rows.append(row)


def units_of(row: Row, *, right_to_left: bool) -> list[Unit]:
    """The units of a row from left to right, with a space where there is one or where the gap is as wide as one."""
    bases = _with_marks(row.glyphs, right_to_left=right_to_left)
    if right_to_left or _jumps_back(bases):
        bases.sort(key=lambda base: base[0].x0 + base[0].x1)
    bases = _without_doubles(bases)
    return _with_spaces(bases)


Base = tuple[Glyph, str]
"""A glyph and its text together with the marks on it."""


def _with_marks(glyphs: list[Glyph], *, right_to_left: bool) -> list[Base]:
    """Put marks on their bases: the next one drawn where a right-to-left row is drawn from left to right."""
    spacing = [glyph for glyph in glyphs if not is_mark(glyph.text[0])]
    if len(spacing) == len(glyphs):
        return [(glyph, glyph.text) for glyph in glyphs]
    steps = sum(1 if after.x0 > before.x0 else -1 for before, after in itertools.pairwise(spacing))
    forwards = right_to_left and steps > 0
    bases: list[Base] = []
    marks = ""
    for glyph in reversed(glyphs) if forwards else glyphs:
        if not is_mark(glyph.text[0]):
            bases.append((glyph, glyph.text))
        elif bases:
            bases[-1] = (bases[-1][0], bases[-1][1] + glyph.text)
        else:
            marks += glyph.text
    if marks and bases:
        bases[0] = (bases[0][0], bases[0][1] + marks)
    return bases[::-1] if forwards else bases


def _jumps_back(bases: list[Base]) -> bool:
    return any(after.x1 < before.x0 + 0.1 * before.size for (before, _), (after, _) in itertools.pairwise(bases))


def _without_doubles(bases: list[Base]) -> list[Base]:
    """Leave out a glyph that is drawn a second time at the same place."""
    kept: list[Base] = []
    for glyph, text in bases:
        near = _SAME_PLACE * glyph.size
        wide = glyph.x1 - glyph.x0 > near  # glyphs of an unknown font all stand at one place
        if wide and any(text == other and abs(glyph.x0 - twin.x0) < near for twin, other in kept[-2:]):
            continue
        kept.append((glyph, text))
    return kept


def _with_spaces(bases: list[Base]) -> list[Unit]:
    tracking = _tracking(bases)
    units: list[Unit] = []
    before: Glyph | None = None
    for glyph, text in bases:
        if before and not before.text.isspace() and not text.isspace():
            gap = glyph.x0 - before.x1 - tracking
            if gap > _least_space(before, glyph) * min(before.size, glyph.size):
                units.append(Unit(" ", (before.x1, glyph.y0, glyph.x0, glyph.y1), "S"))
        units.append(Unit(text, (glyph.x0, glyph.y0, glyph.x1, glyph.y1), kind_of(text)))
        before = glyph
    return units


def _least_space(before: Glyph, after: Glyph) -> float:
    """How many em apart two glyphs stand at least if there is a space between them."""
    wide = is_wide(before.text[-1]) + is_wide(after.text[0])
    return (_SPACE, _SPACE_BESIDE_IDEOGRAPH, _SPACE_BETWEEN_IDEOGRAPHS)[wide]


def _tracking(bases: list[Base]) -> float:
    """By how much the letters of the row are spaced out: the middle gap, if it is one."""
    if len(bases) < 6:
        return 0.0
    gaps = sorted(after.x0 - before.x1 for (before, _), (after, _) in itertools.pairwise(bases))
    return max(0.0, gaps[len(gaps) // 2])
