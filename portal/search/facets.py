"""The facets as a page of results offers them: lists of checkboxes, countries by region, years as a histogram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.application import parameter_pairs
from indexer.search.answers import FacetValue, SearchParameters
from indexer.search.types import FACETS
from indexer.vocabularies import Vocabularies
from portal.labels import sort_label
from portal.opening import current_library
from portal.search.asking import values_address
from portal.search.chips import HEADINGS, value_label
from portal.search.years import Histogram, histogram

COUNTED = tuple(name for name in FACETS if name != "reading")
"""The facets that a page of results counts; of readings it tells in a sentence."""

FIRST_LISTS = ("organization", "issue", "kind", "language")
"""The lists that stand open below crime type and country."""

OTHER_LISTS = ("article", "status", "in_force", "court_level", "verdict", "participant")
"""Those that stand closed below the years, until something is chosen in them."""

OF_CASES = ("court_level", "verdict")
"""Those of them that stand open before all others where only cases are searched."""

AT_FIRST = 7
"""Values of a list that are shown at once; the others wait behind a disclosure."""

MOST_INSIDE = 25
"""Values of a list that stand on the page of results; a longer one has a page of its own with all of them."""

OF_A_REGION = 12
"""Countries of a region that stand on the page of results, the most frequent ones, if the list is a long one."""

Counts = Mapping[str, tuple[FacetValue, ...]]


@dataclass(frozen=True, slots=True)
class ListPanel:
    """One list of checkboxes: the first values (all chosen ones among them) and the others.

    Of a list that is too long there are no others but the ``address`` of all its ``size`` values.
    """

    name: str
    heading: str
    first: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]
    size: int
    address: str = ""

    @property
    def chosen(self) -> bool:
        """Whether anything in it is chosen."""
        return any(value.selected for value in self.first)


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
    """All that a reader can filter by; a list that no record found has a value of is not there.

    ``countries`` is the address of all countries, empty if all stand in ``regions``. ``kept`` are the filters of the
    question, its order and the size of its pages, that no control of the form stands for; they travel hidden.
    """

    lists: Mapping[str, ListPanel]
    regions: tuple[RegionPanel, ...]
    countries: str
    years: Histogram | None
    kept: tuple[tuple[str, str], ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to filter by."""
        return bool(self.lists or self.regions or self.years)


def facet_panels(parameters: SearchParameters, counts: Counts) -> Panels:
    """The facets of an answer, ordered for the page."""
    names = ("crime", *FIRST_LISTS, *OTHER_LISTS)
    lists = {name: list_panel(name, counts[name], parameters) for name in names if counts.get(name)}
    countries = counts.get("country", ())
    is_long = len(countries) > MOST_INSIDE
    regions = region_panels(counts.get("region", ()), countries, OF_A_REGION if is_long else len(countries))
    controls = {(name, value.value) for name, panel in lists.items() for value in (*panel.first, *panel.more)}
    controls |= {("region", panel.region.value) for panel in regions if panel.region.count}
    controls |= {("country", country.value) for panel in regions for country in panel.countries}
    chosen = parameter_pairs(replace(parameters, q="", years=None, offset=0))
    return Panels(
        lists=lists,
        regions=regions,
        countries=values_address("country", parameters) if is_long else "",
        years=histogram(counts.get("year", ()), parameters),
        kept=tuple(pair for pair in chosen if pair not in controls),
    )


def leading_lists(parameters: SearchParameters) -> tuple[str, ...]:
    """The lists that stand before all others, because they say most of the only kind that is searched."""
    return OF_CASES if parameters.filters.get("kind") == ("case_law",) else ()


def list_panel(name: str, values: Sequence[FacetValue], parameters: SearchParameters) -> ListPanel:
    """Chosen values first, the others in the order in which they came: the most frequent first."""
    ordered = sorted(values, key=lambda value: not value.selected)
    shown = max(AT_FIRST, sum(value.selected for value in values))
    if len(ordered) == shown + 1:  # a disclosure of one value would take as much room as the value
        shown += 1
    first, more = tuple(ordered[:shown]), tuple(ordered[shown:])
    panel = ListPanel(name, str(HEADINGS[name]), first, more, len(ordered))
    if len(ordered) <= MOST_INSIDE:
        return panel
    return replace(panel, more=(), address=values_address(name, parameters))


def region_panels(
    regions: Sequence[FacetValue], countries: Sequence[FacetValue], most: int | None = None
) -> tuple[RegionPanel, ...]:
    """The outermost regions that have countries here, with these; both by name.

    Of each region the ``most`` frequent countries and the chosen ones; all unless told.
    """
    vocabularies = current_library().vocabularies
    values = {region.value: region for region in regions}
    inside: dict[str, list[FacetValue]] = {}
    for country in countries:
        if continent := _continent(country.value, vocabularies):
            inside.setdefault(continent, []).append(country)
    panels = [
        RegionPanel(
            values.get(code) or FacetValue(code, value_label("region", code), 0, selected=False),
            tuple(sorted(_first(here, most), key=lambda country: sort_label("country", country.value))),
        )
        for code, here in inside.items()
    ]
    return tuple(sorted(panels, key=lambda panel: sort_label("region", panel.region.value)))


def _first(countries: Sequence[FacetValue], most: int | None) -> list[FacetValue]:
    return [country for at, country in enumerate(countries) if most is None or at < most or country.selected]


def _continent(country: str, vocabularies: Vocabularies) -> str:
    """The outermost region of a country; empty for a code that no list has."""
    if not vocabularies.has("country", country):
        return ""
    return next(iter(vocabularies.regions_of(country)), "")
