"""The page with all values of one facet, for lists that are too long for a page of results."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flask import Response, abort, request

from indexer.application import parameter_pairs
from indexer.search.answers import FacetValue
from indexer.vocabularies import sort_form
from portal.i18n import page_language
from portal.labels import sort_label
from portal.opening import current_library
from portal.search.asking import address, question, values_address
from portal.search.chips import HEADINGS
from portal.search.facets import FIRST_LISTS, OTHER_LISTS, Counts, RegionPanel, region_panels
from portal.search.fragments import rendered

LISTED = ("crime", "country", *FIRST_LISTS, *OTHER_LISTS)
"""The facets that have such a page."""

MOST = 1000
"""Values that are listed; of more the page says how many are left out."""

LONGEST = 100
"""Characters of a text that is looked for in the list."""

_NUMBER = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class ValueList:
    """The values that have the text ``find`` in their label and those that are chosen.

    Countries stand in ``regions``, all others in ``values``; ``left_out`` are as many as there is no room for.
    ``kept`` are regions that are chosen and stand nowhere in the list.
    """

    facet: str
    heading: str
    find: str
    values: tuple[FacetValue, ...]
    regions: tuple[RegionPanel, ...]
    left_out: int
    kept: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """How many values are listed."""
        return len(self.values) + sum(len(panel.countries) for panel in self.regions)


def values(facet: str) -> Response:
    """All values of a facet that the records found have, each to be chosen, with a search within them."""
    if facet not in LISTED:
        abort(404)
    parameters = question(request.args.items(multi=True))
    own = (facet, "region") if facet == "country" else (facet,)
    found = current_library().search(replace(parameters, limit=1, offset=0, facets=own))
    filters = {name: chosen for name, chosen in parameters.filters.items() if name not in own}
    others = replace(parameters, offset=0, filters=filters)
    return rendered(
        "search/values.html",
        parameters=parameters,
        found=value_list(facet, request.args.get("find", "")[:LONGEST].strip(), found.facets),
        kept=[pair for pair in parameter_pairs(others) if pair[0] != "q"],
        back=address(replace(parameters, offset=0)),
        here=values_address(facet, others),
    )


def value_list(facet: str, find: str, counts: Counts) -> ValueList:
    """The list of the values of a facet in whose label ``find`` is; chosen ones are always in it."""
    wanted = sort_form(find, page_language())
    fitting = [value for value in counts[facet] if value.selected or wanted in sort_form(value.label, page_language())]
    shown = sorted(fitting, key=lambda value: _place(facet, value))[:MOST]
    around = counts.get("region", ())
    regions = region_panels(around, shown) if facet == "country" else ()
    offered = {panel.region.value for panel in regions if panel.region.count}
    placed = {country.value for panel in regions for country in panel.countries}
    rest = tuple(value for value in shown if value.value not in placed)
    return ValueList(
        facet,
        str(HEADINGS[facet]),
        find,
        values=rest,
        regions=regions,
        left_out=len(fitting) - len(shown),
        kept=tuple(region.value for region in around if region.selected and region.value not in offered),
    )


def _place(facet: str, value: FacetValue) -> list[str | int]:
    """What a value is sorted by: its name; numbers in it count as numbers (article 5 stands before article 10)."""
    parts = _NUMBER.split(sort_label(facet, value.value))
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]
