"""The ways out of a list that is empty, or in which no record has all the words: what to leave out of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.search.answers import SearchParameters, SearchResults
from portal.opening import current_library
from portal.search.asking import address
from portal.search.chips import Chip, lost_by

MOST_FILTERS = 8
"""Filters for which is tried what would be found without them."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """What is left out, the address of the question without it, and how many records that finds."""

    left_out: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The words and the filters without which something is found."""

    words: tuple[WayOut, ...] = ()
    filters: tuple[tuple[Chip, int], ...] = ()


def ways_out(parameters: SearchParameters, found: SearchResults, on: Sequence[Chip]) -> WaysOut:
    """Without each of the words records have all of the others; without each of the filters something is found.

    Nothing where records have all the words. Raises EngineError.
    """
    if found.total and not (found.query.relaxed and not found.query.relaxed.exact):
        return WaysOut()
    return WaysOut(_words(parameters), () if found.total else _filters(parameters, on))


def _words(parameters: SearchParameters) -> tuple[WayOut, ...]:
    shorter = current_library().shorter(parameters)
    return tuple(
        WayOut(question.left_out.strip('"'), address(replace(parameters, q=question.q, offset=0)), question.total)
        for question in shorter
    )


def _filters(parameters: SearchParameters, on: Sequence[Chip]) -> tuple[tuple[Chip, int], ...]:
    search = current_library().search
    tried = list(zip(on, lost_by(parameters), strict=True))[:MOST_FILTERS]
    counts = ((chip, search(replace(lost, limit=1, facets=())).total) for chip, lost in tried)
    return tuple((chip, count) for chip, count in counts if count)
