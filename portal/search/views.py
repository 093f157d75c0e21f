"""The page of results."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, request

from indexer.search.types import INCOMPLETE
from portal.opening import current_library
from portal.search.asking import address, data_address, question
from portal.search.chips import chips, offers
from portal.search.facets import COUNTED, FIRST_LISTS, OTHER_LISTS, facet_panels, leading_lists
from portal.search.fragments import rendered
from portal.search.paging import paging_of, size_links, sort_links
from portal.search.taking import FoundList
from portal.search.ways_out import ways_out

UNREAD = {"reading": (INCOMPLETE,)}
"""The filter of the records that could not be searched in full."""


def results() -> Response:
    """The records that answer the question of the address, with the facets to filter them by.

    To htmx, which puts the list into the page that is shown, the same page says where the reader goes on.
    """
    parameters = question(request.args.items(multi=True))
    found = current_library().search(replace(parameters, facets=COUNTED))
    on = chips(parameters)
    leading = leading_lists(parameters)
    return rendered(
        "search/results.html",
        parameters=parameters,
        results=found,
        chips=on,
        offers=offers(parameters, found),
        panels=facet_panels(parameters, found.facets),
        leading_lists=leading,
        first_lists=FIRST_LISTS,
        other_lists=[name for name in OTHER_LISTS if name not in leading],
        paging=paging_of(parameters, found.total),
        sorts=sort_links(parameters),
        sizes=size_links(parameters),
        ways_out=ways_out(parameters, found, on),
        incomplete=address(replace(parameters, q="", offset=0, filters={**parameters.filters, **UNREAD})),
        data=data_address(parameters),
        found=FoundList(parameters),
    )
