"""Readings made of printed lines: a front page is lines with sizes, below each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from indexer.language.detection import shares
from indexer.model import Line, Page, Pages, Reading
from indexer.proposals import Proposal, propose
from indexer.settings import read_settings
from indexer.structure import structure_of
from indexer.vocabularies import Vocabularies

TITLE = "# "
"""Begins a line that is printed large and bold."""


def line_of(text: str, place: int) -> Line:
    """A line at its place on the page, from the top."""
    size = 16.0 if text.startswith(TITLE) else 11.0
    text = text.removeprefix(TITLE)
    top = 60.0 + 24.0 * place
    return Line(text, (72.0, top, 72.0 + 5.0 * len(text), top + 1.2 * size), size, "Serif", bold=size > 12)


def reading_of_pages(*pages: Sequence[str]) -> Reading:
    """The reading of pages with these lines, each a paragraph of its own."""
    made = tuple(
        Page(number, 595.0, 842.0, "text", tuple(line_of(text, place) for place, text in enumerate(lines)))
        for number, lines in enumerate(pages, 1)
    )
    read = Pages("0" * 64, "test", made)
    return Reading(read, structure_of(read, shares))


@pytest.fixture(scope="session")
def own_vocabularies() -> Vocabularies:
    """The vocabularies of the project."""
    return Vocabularies.open(read_settings().vocabularies)


@pytest.fixture
def front_page() -> Callable[..., Reading]:
    """``front_page(*lines)``: the reading of one page; ``# `` begins a line that is printed large."""
    return lambda *lines: reading_of_pages(lines)


@pytest.fixture
def pages_read() -> Callable[..., Reading]:
    """``pages_read(lines, lines...)``: the reading of several pages."""
    return reading_of_pages


@pytest.fixture
def proposed(own_vocabularies) -> Callable[..., dict[str, list[Proposal]]]:
    """``proposed(*lines)``: what the lines of a front page suggest, by field, the surest first."""

    def run(*lines: str) -> dict[str, list[Proposal]]:
        found: dict[str, list[Proposal]] = {}
        for one in propose(reading_of_pages(lines), own_vocabularies):
            found.setdefault(one.field, []).append(one)
        return found

    return run
