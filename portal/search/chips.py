"""The filters that are on, with the question without each; and those that the question itself names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.search.answers import SearchParameters, SearchResults
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.labels import facet_label
from portal.search.asking import address

HEADINGS: Mapping[str, str] = {
    "kind": _("Kind"),
    "crime": _("Crime type"),
    "country": _("Country"),
    "region": _("Region"),
    "organization": _("Organization"),
    "issue": _("Cross-cutting issue"),
    "language": _("Language of the text"),
    "year": _("Year"),
    "article": _("Treaty article"),
    "status": _("Status of the text"),
    "in_force": _("In force"),
    "court_level": _("Level of court"),
    "verdict": _("Verdict"),
    "participant": _("Participant"),
    "reading": _("Reading"),
}
"""What each facet is called above its values and on the chip of a chosen one."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: its facet, what it says, and the address of the page without it."""

    heading: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A filter that is not on: what it says, how many of the records found have it, and the address of these."""

    label: str
    count: int
    address: str


def lost_by(parameters: SearchParameters) -> Iterator[SearchParameters]:
    """The question without each of its filters in turn, from the first page on; the years come last."""
    first_page = replace(parameters, offset=0)
    for name, values in parameters.filters.items():
        for value in values:
            kept = tuple(other for other in values if other != value)
            others = {key: chosen for key, chosen in parameters.filters.items() if key != name}
            yield replace(first_page, filters={**others, name: kept} if kept else others)
    if parameters.years:
        yield replace(first_page, years=None)


def chips(parameters: SearchParameters) -> tuple[Chip, ...]:
    """A chip for each filter, in the order of ``lost_by``."""
    words = [
        (str(HEADINGS[name]), value_label(name, value))
        for name, values in parameters.filters.items()
        for value in values
    ]
    if parameters.years:
        words.append((str(HEADINGS["year"]), _years(*parameters.years)))
    return tuple(
        Chip(heading, label, address(lost)) for (heading, label), lost in zip(words, lost_by(parameters), strict=True)
    )


def offers(parameters: SearchParameters, found: SearchResults) -> tuple[Offer, ...]:
    """The countries that the question names, each as a filter to put on, if records found have it and it is not on."""
    counts = {value.value: value.count for value in found.facets["country"] if not value.selected}
    others = {name: chosen for name, chosen in parameters.filters.items() if name != "region"}
    return tuple(
        Offer(
            value_label("country", country.id),
            counts[country.id],
            address(replace(parameters, offset=0, filters={**others, "country": (country.id,)})),
        )
        for country in found.query.countries
        if counts.get(country.id)
    )


def value_label(facet: str, value: str) -> str:
    """The label of a value of a facet in the language of the page."""
    if facet == "reading":
        return str(gettext("not read in full"))
    return facet_label(facet, value)


def _years(first: int | None, last: int | None) -> str:
    if first and last and first != last:
        return str(gettext("%(first)s to %(last)s", first=first, last=last))
    if first and last:
        return str(first)
    return str(gettext("from %(first)s", first=first) if first else gettext("until %(last)s", last=last))
