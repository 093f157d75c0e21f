"""How long work is told about while it is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
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


@dataclass(slots=True)
class _Lines:
    """Counts a step and says at its end how many units took how long."""

    done: int = 0
    started: float = field(default_factory=time.monotonic)

    def advance(self, label: str = "") -> None:  # noqa: ARG002 - a log does not name every unit
        self.done += 1


@dataclass(frozen=True, slots=True)
class LineProgress:
    """One line a step, for logs and pipes."""

    stream: TextIO = field(default_factory=lambda: sys.stderr)

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:
        """Count in silence; print one line at the end, also when the step was broken off."""
        counter = _Lines()
        try:
            yield counter
        finally:
            seconds = time.monotonic() - counter.started
            print(f"{title}: {counter.done} of {total} in {seconds:.1f} s", file=self.stream, flush=True)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar of click's (its type is not public) that names the unit that was done last."""

    bar: Any

    def advance(self, label: str = "") -> None:
        self.bar.update(1, label)


@dataclass(frozen=True, slots=True)
class BarProgress:
    """A bar a step with what is left of the time, for a person at a terminal."""

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:
        """Draw the bar on standard error."""
        with click.progressbar(
            length=total, label=f"{title:<12}", show_pos=True, item_show_func=lambda item: item or "", file=sys.stderr
        ) as bar:
            yield _Bar(bar)


class QuietProgress:
    """Says nothing."""

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:  # noqa: ARG002 - nothing is said
        """Count for nobody."""
        yield _Lines()
