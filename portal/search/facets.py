"""The facets as a page of results offers them: lists of checkboxes, countries by region, a range of years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indexer.search.answers import FacetValue, SearchParameters
from portal.i18n import page_language
from portal.opening import current_library
from portal.search.chips import HEADINGS, value_label

COUNTED = ("crime", "country", "region", "issue", "kind", "language", "year")
"""The facets that a page of results counts."""

LISTS = ("crime", "issue", "kind", "language")
"""Those that are one list of values."""

AT_FIRST = 7
"""Values of a list that are shown at once; the others wait behind a disclosure."""

Counts = Mapping[str, tuple[FacetValue, ...]]


@dataclass(frozen=True, slots=True)
class ListPanel:
    """One list of checkboxes: the first values (all chosen ones among them) and the others."""

    name: str
    heading: str
    first: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class RegionPanel:
    """A region, itself a value to filter by, with the countries in it that have records."""

    region: FacetValue
    countries: tuple[FacetValue, ...]

    @property
    def open(self) -> bool:
        """Whether anything in it is chosen."""
        return self.region.selected or any(country.selected for country in self.countries)


@dataclass(frozen=True, slots=True)
class Panels:
    """All that a reader can filter by; ``years`` are the first and last that have records.

    ``kept`` are the filters of the question that no control of the form stands for; they travel hidden.
    """

    lists: Mapping[str, ListPanel]
    regions: tuple[RegionPanel, ...]
    years: tuple[int, int] | None
    kept: tuple[tuple[str, str], ...]


def facet_panels(parameters: SearchParameters, counts: Counts) -> Panels:
    """The facets of an answer, ordered for the page."""
    years = [int(value.value) for value in counts.get("year", ()) if value.count]
    lists = {name: _list_panel(name, counts[name]) for name in LISTS if counts.get(name)}
    regions = region_panels(counts.get("region", ()), counts.get("country", ()))
    controls = {(name, value.value) for name, panel in lists.items() for value in (*panel.first, *panel.more)}
    controls |= {("region", panel.region.value) for panel in regions}
    controls |= {("country", country.value) for panel in regions for country in panel.countries}
    chosen = [(name, value) for name, values in parameters.filters.items() for value in values]
    return Panels(
        lists=lists,
        regions=regions,
        years=(min(years), max(years)) if years else None,
        kept=tuple(pair for pair in chosen if pair not in controls),
    )


def _list_panel(name: str, values: Sequence[FacetValue]) -> ListPanel:
    """Chosen values first, the others in the order in which they came: the most frequent first."""
    ordered = sorted(values, key=lambda value: not value.selected)
    shown = max(AT_FIRST, sum(value.selected for value in values))
    if len(ordered) == shown + 1:  # a disclosure of one value would take as much room as the value
        shown += 1
    return ListPanel(name, str(HEADINGS[name]), tuple(ordered[:shown]), tuple(ordered[shown:]))


def region_panels(regions: Sequence[FacetValue], countries: Sequence[FacetValue]) -> tuple[RegionPanel, ...]:
    """The outermost regions that have countries here, with these; both by name."""
    values = {region.value: region for region in regions}
    inside: dict[str, list[FacetValue]] = {}
    for country in countries:
        if continent := _continent(country.value):
            inside.setdefault(continent, []).append(country)
    panels = [
        RegionPanel(
            values.get(code) or FacetValue(code, value_label("region", code), 0, selected=False),
            tuple(sorted(here, key=lambda country: _sort_label("country", country.value))),
        )
        for code, here in inside.items()
    ]
    return tuple(sorted(panels, key=lambda panel: _sort_label("region", panel.region.value)))


def _continent(country: str) -> str:
    """The outermost region of a country; empty for a code that no list has."""
    vocabularies = current_library().vocabularies
    if not vocabularies.has("country", country):
        return ""
    return next(iter(vocabularies.regions_of(country)), "")


def _sort_label(vocabulary: str, id: str) -> str:
    return current_library().vocabularies.concept(vocabulary, id).sort_label(page_language())
