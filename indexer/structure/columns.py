"""The columns that the lines of a page stand in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.model import Line

_SHARED = 2.0
"""How much edges of lines that are the same may differ, in points."""
_FEW, _MANY = 8, 0.3
"""Up to one line in eight juts out of an edge that three tenths of the lines share: notes, rules, marks."""
_HEAD = 4
"""Up to one line in four at the top of a column belongs to a title that stands over it and its neighbour."""
_JUT = 24.0
"""How far a line may jut out of its column, in points: a mark, a hanging number, a line that is not broken in time."""
_USUAL = 30
"""So many of the most frequent columns of a file are compared."""


def same_baseline(first: Line, second: Line) -> bool:
    """Whether two lines stand beside each other: they share most of their height and none of their width."""
    shared = min(first.box[3], second.box[3]) - max(first.box[1], second.box[1])
    height = min(first.box[3] - first.box[1], second.box[3] - second.box[1])
    apart = first.box[2] <= second.box[0] + 1 or second.box[2] <= first.box[0] + 1
    return apart and shared > 0.6 * height


Column = tuple[float, float]
"""The left and the right edge of a column."""

Numbered = tuple[int, Line]
"""A line with its index on its page."""


def runs_in(lines: Iterable[Numbered]) -> list[list[Numbered]]:
    """The lines of a page in runs that go down in one column."""
    runs: list[list[Numbered]] = []
    for index, line in lines:
        if runs:
            last = runs[-1][-1][1]
            overlap = min(line.box[2], last.box[2]) - max(line.box[0], last.box[0])
            if line.box[1] > last.box[1] and overlap > 0 and not same_baseline(last, line):
                runs[-1].append((index, line))
                continue
        runs.append([(index, line)])
    return runs


def _edge(places: Sequence[float], *, highest: bool) -> float:
    """The outermost place; but if only a few lines jut out of an edge that many share, that edge."""
    ordered = sorted(places, reverse=highest)
    for at in ordered[: len(ordered) // _FEW + 1]:
        if sum(abs(at - other) <= _SHARED for other in ordered) >= _MANY * len(ordered):
            return at
    return ordered[0]


def columns_of(runs: Iterable[Sequence[Numbered]]) -> list[Column]:
    """The extents of the columns that runs of three and more lines show."""
    return [
        (
            _edge([line.box[0] for _, line in run], highest=False),
            _edge([line.box[2] for _, line in run], highest=True),
        )
        for run in map(_below_head, runs)
        if len(run) > 2
    ]


def _below_head(run: Sequence[Numbered]) -> Sequence[Numbered]:
    """A run without the lines at its top that stand across several columns: all of them jut far out of the others."""
    for most in range(len(run) // _HEAD, 0, -1):
        left, right = min(line.box[0] for _, line in run[most:]), max(line.box[2] for _, line in run[most:])
        if all(line.box[0] < left - _JUT or line.box[2] > right + _JUT for _, line in run[:most]):
            return run[most:]
    return run


def _holds(outer: Column, inner: Column, jut: float) -> bool:
    return outer[0] <= inner[0] + jut and outer[1] >= inner[1] - jut


def _in_line(first: Column, second: Column) -> bool:
    """Whether two columns share an edge or their middle."""
    middles = abs(first[0] + first[1] - second[0] - second[1]) / 2
    return min(abs(first[0] - second[0]), abs(first[1] - second[1]), middles) <= _SHARED


def _rounded(column: Column) -> Column:
    return float(round(column[0])), float(round(column[1]))


class Columns:
    """The columns of a file, to whole points, that have most lines."""

    def __init__(self, pages: Iterable[Iterable[Sequence[Numbered]]]) -> None:
        """``pages`` are the runs of each page."""
        counts: Counter[Column] = Counter()
        for runs in pages:
            for run in runs:
                for column in columns_of([run]):
                    counts[_rounded(column)] += len(run)
        self._lines = dict(counts.most_common(_USUAL))
        self._widened: dict[Column, Column] = {}

    def of(self, line: Line, own: Iterable[Column]) -> Column:
        """The column that a line stands in, stretched to the line if it juts out a little; else the line's own extent.

        It is the narrowest of its page that holds the line; but if that has few lines (a list of short ones, a centred
        heading), the usual column of the file that holds it in line.
        """
        extent = (line.box[0], line.box[2])
        column = min((one for one in own if _holds(one, extent, _JUT)), key=lambda one: one[1] - one[0], default=extent)
        if column not in self._widened:
            self._widened[column] = self._widen(column)
        left, right = self._widened[column]
        return min(left, extent[0]), max(right, extent[1])

    def _widen(self, column: Column) -> Column:
        wider = (one for one in self._lines if _holds(one, column, _SHARED) and _in_line(one, column))
        usual = max(wider, key=lambda one: self._lines[one], default=column)
        return usual if self._lines.get(usual, 0) > self._lines.get(_rounded(column), 0) else column
