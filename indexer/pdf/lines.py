"""Lines: rows in logical order, in our spelling, cut into words with boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indexer.model import Box, Line, Word
from indexer.pdf.bidi import Habits, Unit, kind_of, logical_order, unreverse_words
from indexer.pdf.columns import in_reading_order
from indexer.pdf.glyphs import DrawnPage, Glyph
from indexer.pdf.letters import SOFT_HYPHEN, is_divided, is_han, spell
from indexer.pdf.rows import Row, rows_of, units_of

_MOSTLY = 0.6  # the share of right-to-left letters from which a page is right-to-left
_SOME = 0.2  # the share from which a line among right-to-left ones is right-to-left although it quotes much Latin


@dataclass(slots=True)
class _Draft:
    row: Row
    units: list[Unit]


class LineBuilder:
    """Makes the lines of the pages of one document; what it learns about the producer it keeps from page to page."""

    def __init__(self) -> None:
        """Nothing is known of the producer yet."""
        self._habits = Habits()

    def lines(self, page: DrawnPage) -> tuple[Line, ...]:
        """The lines of a page in reading order; boxes from the top left of the page as displayed."""
        turns = Counter(glyph.turn for glyph in page.glyphs)
        lines: list[Line] = []
        for turn, _ in turns.most_common():
            glyphs = [_upright(glyph, page) for glyph in page.glyphs if glyph.turn == turn]
            across = page.width if turn % 2 == 0 else page.height
            lines += [_turned_back(line, turn, page) for line in self._upright_lines(glyphs, across)]
        return tuple(lines)

    def _upright_lines(self, glyphs: Sequence[Glyph], width: float) -> list[Line]:
        share = _right_to_left_share(glyphs)
        drafts: list[_Draft] = []
        right_to_left = share > 0.5
        for row in rows_of(glyphs):
            right_to_left = _is_right_to_left(row, share, before=right_to_left)
            units = logical_order(units_of(row, right_to_left=right_to_left), right_to_left=right_to_left)
            drafts.append(_Draft(row, units))
        if share > 0:
            for draft in drafts:
                self._habits.observe(draft.units)
        lines = [line for draft in drafts if (line := self._line(draft))]
        return in_reading_order(lines, width, right_to_left=share > 0.5)

    def _line(self, draft: _Draft) -> Line | None:
        units = draft.units
        if self._habits.letters_in_reading_order:
            units = unreverse_words(units)
        text, words = words_of(map(self._habits.typed, units))
        if not words:
            return None
        glyphs = [glyph for glyph in draft.row.glyphs if not glyph.text.isspace()]
        sizes = Counter(round(glyph.size, 2) for glyph in glyphs)
        fonts = Counter(glyph.font for glyph in glyphs)
        bold = sum(glyph.bold for glyph in glyphs) * 2 > len(glyphs)
        box = around(word.box for word in words)
        return Line(text, box, sizes.most_common(1)[0][0], fonts.most_common(1)[0][0], bold, words)


def words_of(units: Iterable[Unit]) -> tuple[str, tuple[Word, ...]]:
    """The text of a line and its words, from its units in logical order; an ideograph is a word of its own.

    A hyphen at the end that only divides a word becomes SOFT_HYPHEN.
    """
    groups: list[tuple[bool, list[Unit]]] = []
    spaced, ended = False, True
    for unit in units:
        if unit.kind == "S":
            spaced = ended = True
            continue
        alone = is_han(unit.text[0])
        if ended or alone:
            groups.append((spaced, []))
        groups[-1][1].append(unit)
        spaced, ended = False, alone
    text, words = "", []
    for place, (space, group) in enumerate(groups):
        spelled = _spell(group, last=place == len(groups) - 1)
        if spelled:
            text += " " if space and text else ""
            words.append(Word(len(text), len(text) + len(spelled), around(unit.box for unit in group)))
            text += spelled
    return text, tuple(words)


def _spell(group: Sequence[Unit], *, last: bool) -> str:
    raw = "".join(unit.text for unit in group)
    return spell(raw[:-1]) + SOFT_HYPHEN if last and is_divided(raw) else spell(raw)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around boxes, to a hundredth of a point."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return round(min(x0), 2), round(min(y0), 2), round(max(x1), 2), round(max(y1), 2)


def _right_to_left_share(glyphs: Sequence[Glyph]) -> float:
    """The share of right-to-left letters among all letters."""
    kinds = Counter(kind_of(glyph.text) for glyph in glyphs if glyph.text)
    return kinds["R"] / max(1, kinds["R"] + kinds["L"])


def _is_right_to_left(row: Row, page_share: float, *, before: bool) -> bool:
    """The direction of a row: that of most of its letters; ``before``, that of the row before, if it has none.

    After a right-to-left row, and on a right-to-left page, a row may quote much Latin and stay right-to-left.
    """
    kinds = Counter(kind_of(glyph.text) for glyph in row.glyphs)
    letters = kinds["R"] + kinds["L"]
    if not letters:
        return before
    return kinds["R"] > letters * (_SOME if before or page_share > _MOSTLY else 0.5)


def _upright(glyph: Glyph, page: DrawnPage) -> Glyph:
    """The glyph as if the page were turned so that its line is level."""
    if glyph.turn == 0:
        return glyph
    x0, y0, x1, y1 = _turn((glyph.x0, glyph.y0, glyph.x1, glyph.y1), glyph.turn, page.width, page.height)
    return replace(glyph, x0=x0, y0=y0, x1=x1, y1=y1)


def _turned_back(line: Line, turn: int, page: DrawnPage) -> Line:
    if turn == 0:
        return line
    wide, high = (page.width, page.height) if turn == 2 else (page.height, page.width)
    words = tuple(replace(word, box=_turn(word.box, -turn % 4, wide, high)) for word in line.words)
    return replace(line, words=words, box=_turn(line.box, -turn % 4, wide, high))


def _turn(box: Box, turn: int, width: float, height: float) -> Box:
    """A box after the page was turned clockwise by quarter turns; width and height are those before."""
    x0, y0, x1, y1 = box
    if turn == 1:
        return height - y1, x0, height - y0, x1
    if turn == 2:
        return width - x1, height - y1, width - x0, height - y0
    if turn == 3:
        return y0, width - x1, y1, width - x0
    return box
