"""The years of a result as a histogram: bars, an axis with labels, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.search.answers import FacetValue, SearchParameters
from portal.search.asking import year_address

MOST_BARS = 40
"""Bars that stand beside each other; more years than that are counted together."""

STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500)
"""Years that a bar may stand for."""

WIDTH, HEIGHT, FOOT, TOP = 240, 84, 16, 14
"""The drawing in its own units: ``FOOT`` is the height of the labels below the bars, ``TOP`` that of the one above."""

LABEL = 42
"""Width that a label of the axis takes, with the space around it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Some years: the first and last, how many records, whether they are in the range that is chosen.

    ``x``, ``y``, ``width`` and ``height`` are units of the drawing; ``address`` is the question for these years.
    """

    first: int
    last: int
    count: int
    chosen: bool
    x: float
    y: float
    width: float
    height: float
    address: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label of the axis: a year and where its middle stands."""

    year: int
    x: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """All of it; ``most`` is the count of the highest bar, ``first`` and ``last`` are the years that have records.

    Bars stand between the heights ``top`` and ``floor`` of the drawing.
    """

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    most: int
    first: int
    last: int
    width: int = WIDTH
    height: int = HEIGHT
    top: int = TOP
    floor: int = HEIGHT - FOOT


def histogram(values: Sequence[FacetValue], parameters: SearchParameters) -> Histogram | None:
    """The years of an answer; None if there are none."""
    counts = {int(value.value): value.count for value in values if value.count and value.value.isdecimal()}
    if not counts:
        return None
    first, last = min(counts), max(counts)
    step = next((step for step in STEPS if (last // step - first // step) < MOST_BARS), STEPS[-1])
    begins = range(first // step * step, last + 1, step)
    sums = [sum(counts.get(year, 0) for year in range(begin, begin + step)) for begin in begins]
    most, room = max(sums), WIDTH / len(begins)
    bars, path = [], year_address(parameters)
    for at, (begin, count) in enumerate(zip(begins, sums, strict=True)):
        years = (begin, begin + step - 1)
        height = round(max(count / most * (HEIGHT - FOOT - TOP), 1.5 if count else 0), 1)
        bar = Bar(
            *years,
            count,
            chosen=_is_chosen(years, parameters),
            x=round(at * room, 1),
            y=round(HEIGHT - FOOT - height, 1),
            width=round(min(room * 0.8, 24), 1),
            height=height,
            address=f"{path}{years[0]:04}..{years[1]:04}" if step > 1 else f"{path}{years[0]:04}",
        )
        bars.append(bar)
    return Histogram(tuple(bars), tuple(_marks(begins, room)), most, first, last)


def _is_chosen(years: tuple[int, int], parameters: SearchParameters) -> bool:
    low, high = parameters.years or (None, None)
    return (low is None or years[1] >= low) and (high is None or years[0] <= high)


def _marks(begins: Sequence[int], room: float) -> Iterator[Mark]:
    """As many labels as there is room for, from the first bar on, in even steps."""
    every = max(1, -(-LABEL // max(int(room), 1)))
    for at in range(0, len(begins), every):
        yield Mark(begins[at], round(min(max(at * room + min(room * 0.4, 12), 12), WIDTH - 12), 1))
