"""Tables and notes: lines that are not part of the running sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from indexer.structure.columns import same_baseline
from indexer.structure.labels import label_of
from indexer.structure.layout import Row, Style

_ALIGNED = 6.0
"""How much the edges of the cells of one column may differ, in points."""

_LOWER = 0.5
"""The part of what is printed on the pages below which footnotes stand."""

_IMPRINT = 2
"""How many body lines may stand below a footnote: the imprint of the printer, a page number."""

_MARK = re.compile(r"\W{0,2}\w{1,5}\W{0,2}")


def _table_rows(rows: Sequence[Row]) -> list[list[int]]:
    """Groups of successive rows that stand beside each other, as indices; groups of one are left out.

    A mark and its text (``(a)`` and a paragraph, a label and its article) stand beside each other and are no table.
    """
    groups: list[list[int]] = []
    for index, row in enumerate(rows):
        last = rows[groups[-1][-1]] if groups else None
        if last and last.page == row.page and groups[-1][-1] == index - 1 and same_baseline(last.line, row.line):
            groups[-1].append(index)
        else:
            groups.append([index])
    cells = [group for group in groups if len(group) > 1]
    return [group for group in cells if len(group) > 2 or not _is_mark(rows[group[0]])]


def _is_mark(row: Row) -> bool:
    return bool(_MARK.fullmatch(row.text)) or label_of(row.text) is not None


def _aligned(first: Row, second: Row) -> bool:
    """Whether two cells share an edge or their middle."""
    a, b = first.line.box, second.line.box
    middles = abs(a[0] + a[2] - b[0] - b[2]) / 2
    return min(abs(a[0] - b[0]), abs(a[2] - b[2]), middles) <= _ALIGNED


def _continues(rows: Sequence[Row], above: Sequence[int], below: Sequence[int], style: Style) -> bool:
    """Whether a group of cells is the next row of the table that the group above belongs to."""
    if rows[above[0]].page != rows[below[0]].page:
        return False
    distance = rows[below[0]].line.box[1] - max(rows[index].line.box[3] for index in above)
    shared = sum(any(_aligned(rows[one], rows[other]) for other in below) for one in above)
    return -style.size < distance < 5 * style.pitch and shared >= 2


def table_lines(rows: Sequence[Row], style: Style) -> set[int]:
    """The indices of rows that are cells of a table.

    Two and more successive groups of lines that stand beside each other, with at least two columns aligned, make a
    table; what lies between its first and last cell on the page belongs to it.
    """
    found: set[int] = set()
    groups = _table_rows(rows)
    for above, below in pairwise(groups):
        if _continues(rows, above, below, style):
            found.update(range(above[0], below[-1] + 1))
    return found


def note_lines(rows: Sequence[Row], style: Style) -> set[int]:
    """The indices of rows that are footnotes: in the lower half, small, and below the body lines of their column."""
    pages: defaultdict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        pages[row.page].append(index)
    found: set[int] = set()
    half = _LOWER * max((row.line.box[3] for row in rows), default=0.0)
    for indices in pages.values():
        body = [rows[index] for index in indices if rows[index].line.size >= style.size - 0.5]
        small = [index for index in indices if rows[index].line.font and rows[index].line.size <= style.size - 0.9]
        found.update(index for index in small if rows[index].line.box[1] >= half and _is_below(rows[index], body))
    return found


def _is_below(row: Row, body: Sequence[Row]) -> bool:
    """Whether a row is below the body lines over it, an imprint of one or two lines at the foot of the page apart."""
    x0, y0, x1, _ = row.line.box
    column = [other.line.box for other in body if other.line.box[0] < x1 and other.line.box[2] > x0]
    above = [box for box in column if box[3] <= y0 + 0.5 * row.line.size]
    return bool(above) and len(column) - len(above) <= min(_IMPRINT, len(above) // 10)
