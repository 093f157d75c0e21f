"""The page of results."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request

from indexer.search.answers import SearchParameters, SearchResults
from portal.opening import current_library
from portal.search.asking import question
from portal.search.chips import Chip, chips, lost_by
from portal.search.facets import COUNTED, facet_panels
from portal.search.paging import paging_of, sort_links

MOST_WAYS_OUT = 8
"""Filters of an empty result for which is tried what would be found without them."""


def results() -> str:
    """The records that answer the question of the address, with the facets to filter them by."""
    parameters = question(request.args.items(multi=True))
    found = current_library().search(replace(parameters, facets=COUNTED))
    on = chips(parameters)
    return render_template(
        "search/results.html",
        parameters=parameters,
        results=found,
        chips=on,
        panels=facet_panels(parameters, found.facets),
        paging=paging_of(parameters, found.total),
        sorts=sort_links(parameters),
        ways_out=_ways_out(parameters, found, on),
    )


def _ways_out(parameters: SearchParameters, found: SearchResults, on: tuple[Chip, ...]) -> tuple[tuple[Chip, int], ...]:
    """For an empty result: each filter without which something is found, and how much."""
    if found.total:
        return ()
    search = current_library().search
    tried = list(zip(on, lost_by(parameters), strict=True))[:MOST_WAYS_OUT]
    counts = ((chip, search(replace(lost, limit=1, facets=())).total) for chip, lost in tried)
    return tuple((chip, count) for chip, count in counts if count)
