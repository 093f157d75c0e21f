"""How long work is told about while it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol, TextIO

import click


class Counter(Protocol):
    """Counts the units of one step that are done."""

    def advance(self, label: str = "") -> None:
        """One more unit is done; ``label`` names it."""


class Progress(Protocol):
    """Where the pipeline tells what it is doing."""

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:
        """A step of ``total`` units begins, and ends when the block is left."""


PAUSE = 30.0
"""Seconds between two lines about a step that takes long."""


@dataclass(slots=True)
class Pace:
    """How many units of a step are done, how fast that went, and how long the rest will take at that rate."""

    total: int
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    started: float = 0.0

    def __post_init__(self) -> None:
        """The step begins now."""
        self.started = self.clock()

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return self.clock() - self.started

    @property
    def rate(self) -> float:
        """Units a second, 0 as long as none is done."""
        return self.done / max(self.seconds, 1e-6) if self.done else 0.0

    @property
    def left(self) -> float | None:
        """The seconds that are left; None if that cannot be said yet."""
        return (self.total - self.done) / self.rate if self.done else None


def in_words(seconds: float) -> str:
    """``40 s``, ``12 min``, ``3 h 05 min``."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60:02} min"


@dataclass(slots=True)
class _Lines:
    """Counts a step and says every now and then, and at its end, how far it is."""

    title: str
    pace: Pace
    stream: TextIO
    told: float = 0.0

    def advance(self, label: str = "") -> None:  # noqa: ARG002 - a log does not name every unit
        self.pace.done += 1
        if self.pace.seconds - self.told >= PAUSE and self.pace.left is not None:
            self.told = self.pace.seconds
            self._say(f"{self.pace.rate:,.1f} a second, {in_words(self.pace.left)} left")

    def end(self) -> None:
        self._say(f"{self.pace.seconds:.1f} s, {self.pace.rate:,.1f} a second")

    def _say(self, how: str) -> None:
        print(f"{self.title}: {self.pace.done:,} of {self.pace.total:,}, {how}", file=self.stream, flush=True)


@dataclass(frozen=True, slots=True)
class LineProgress:
    """Lines for logs and pipes: one when a step ends, and one every half minute as long as it lasts."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:
        """Count, and say how far it is; the last line is printed also when the step was broken off."""
        counter = _Lines(title, Pace(total, self.clock), self.stream)
        try:
            yield counter
        finally:
            counter.end()


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar of click's (its type is not public) that names the rate and the unit that was done last."""

    bar: Any
    pace: Pace

    def advance(self, label: str = "") -> None:
        self.pace.done += 1
        self.bar.update(1, f"{self.pace.rate:,.1f}/s  {label}")


@dataclass(frozen=True, slots=True)
class BarProgress:
    """A bar a step with what is left of the time, for a person at a terminal."""

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:
        """Draw the bar on standard error."""
        with click.progressbar(
            length=total, label=f"{title:<12}", show_pos=True, item_show_func=lambda item: item or "", file=sys.stderr
        ) as bar:
            yield _Bar(bar, Pace(total))


class _Nobody:
    """Counts for nobody."""

    def advance(self, label: str = "") -> None:
        pass


class QuietProgress:
    """Says nothing."""

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:  # noqa: ARG002 - nothing is said
        """Count for nobody."""
        yield _Nobody()
