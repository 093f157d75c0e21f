"""Reading order of the lines of a page: the drawing order, unless it cannot be the reading order.

Producers draw a page in reading order with few exceptions. Where a page's lines jump upwards within a column again and
again, or across from column to column line by line, the page is cut at its white gutters instead: what spans the
gutter comes in its place from the top, the columns between one after the other, the right one first where most letters
run from right to left.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from indexer.model import Line

_LEAST_LINES = 6  # fewer lines make no columns
_UPWARD = 0.12  # the share of upward jumps within a column above which the drawing order is not believed
_TIGHT = 0.4  # em; by so much the boxes of lines overlap that are set as tight as can be
_ACROSS = 0.6  # the share of jumps across the gutter above which columns were drawn line by line


def in_reading_order(lines: Sequence[Line], width: float, *, right_to_left: bool) -> list[Line]:
    """The lines as they are read; unchanged if the drawing order can be the reading order."""
    if len(lines) < _LEAST_LINES:
        return list(lines)
    steps = list(itertools.pairwise(lines))
    upward = sum(_is_upward(before, after) for before, after in steps)
    gutter = _gutter(lines, width)
    if upward > max(2, _UPWARD * len(steps)):
        return _cut(lines, gutter, right_to_left=right_to_left)
    if gutter is not None:
        across = sum(_is_across(before, after, gutter) for before, after in steps)
        if across > _ACROSS * len(steps) and _is_set_in_columns(lines, gutter, width):
            return _cut(lines, gutter, right_to_left=right_to_left)
    return list(lines)


def _is_upward(before: Line, after: Line) -> bool:
    """Whether a line stands above the one drawn before it, in the same column."""
    shared = min(before.box[2], after.box[2]) - max(before.box[0], after.box[0])
    narrow = min(before.box[2] - before.box[0], after.box[2] - after.box[0])
    return after.box[3] <= before.box[1] + _TIGHT * before.size and shared > 0.3 * narrow


def _is_across(before: Line, after: Line, gutter: float) -> bool:
    return (before.box[2] <= gutter) != (after.box[2] <= gutter)


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """The place in the middle part of the page that the fewest lines cross, if nearly none does; None otherwise."""
    places: list[tuple[int, int, float]] = []
    for place in (width * step / 100 for step in range(20, 81)):
        crossing = sum(line.box[0] < place < line.box[2] for line in lines)
        left = sum(line.box[2] <= place for line in lines)
        right = sum(line.box[0] >= place for line in lines)
        if crossing <= 0.25 * len(lines) and min(left, right) >= 0.2 * len(lines):
            places.append((crossing, abs(left - right), place))
    return min(places)[2] if places else None


def _is_set_in_columns(lines: Sequence[Line], gutter: float, width: float) -> bool:
    """Whether both sides hold running text rather than the cells of a table: most lines nearly fill their column."""
    for side in (
        [line for line in lines if line.box[2] <= gutter],
        [line for line in lines if line.box[0] >= gutter],
    ):
        widest = max(line.box[2] - line.box[0] for line in side)
        full = sum(line.box[2] - line.box[0] > 0.7 * widest for line in side)
        if widest < 0.25 * width or full < 0.6 * len(side):
            return False
    return True


def _cut(lines: Sequence[Line], gutter: float | None, *, right_to_left: bool) -> list[Line]:
    """Lines from the top; between lines that span the gutter one column after the other."""
    ordered: list[Line] = []
    first: list[Line] = []
    second: list[Line] = []

    def end_band() -> None:
        ordered.extend([*second, *first] if right_to_left else [*first, *second])
        first.clear()
        second.clear()

    for line in _from_the_top(lines, right_to_left=right_to_left):
        if gutter is None or line.box[0] < gutter < line.box[2]:
            end_band()
            ordered.append(line)
        else:
            (first if line.box[2] <= gutter else second).append(line)
    end_band()
    return ordered


def _from_the_top(lines: Sequence[Line], *, right_to_left: bool) -> list[Line]:
    """Lines from the top to the bottom, those at one height in the direction of reading."""
    ordered: list[Line] = []
    for line in sorted(lines, key=lambda line: line.box[1] + line.box[3]):
        if ordered and line.box[1] + line.box[3] - ordered[-1].box[1] - ordered[-1].box[3] < 0.6 * line.size:
            same = len(ordered)
            while same and line.box[1] + line.box[3] - sum(ordered[same - 1].box[1::2]) < 0.6 * line.size:
                same -= 1
            ordered.append(line)
            ordered[same:] = sorted(ordered[same:], key=lambda one: -one.box[2] if right_to_left else one.box[0])
        else:
            ordered.append(line)
    return ordered
