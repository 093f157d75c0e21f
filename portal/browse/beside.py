"""What is counted beside a list: its laws by crime type, by country, and for an article which countries have them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.corpus import PartialDate, Participant
from portal.browse.counted import Counted, counted
from portal.browse.lists import RecordList
from portal.browse.participation import participants_by_party, treaty_record
from portal.i18n import lazy_gettext as _
from portal.opening import current_library
from portal.search.asking import filter_address

LAWS = {"kind": "legislation"}


@dataclass(frozen=True, slots=True)
class Beside:
    """The records of a list, or the laws among them, counted by the terms of another facet."""

    facet: str
    heading: str
    terms: tuple[Counted, ...]


BY: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "all": ("crime", {}, _("Records by crime type")),
    "kind": ("crime", {}, _("Records by crime type")),
    "country": ("crime", LAWS, _("Laws by crime type")),
    "organization": ("crime", LAWS, _("Laws by crime type")),
    "crime": ("country", LAWS, _("Laws by country")),
    "issue": ("country", LAWS, _("Laws by country")),
}
"""By what the records of a list are counted, which of them, and the heading above."""


def beside(found: RecordList) -> Beside | None:
    """What is counted beside a list, whatever kind it shows; each term leads to the search. None if nothing is."""
    if found.facet not in BY:
        return None
    facet, narrowed, heading = BY[found.facet]
    wanted = {**found.of_kind("").terms, **narrowed}
    counts = current_library().catalogue.counts(facet, **wanted)
    terms = counted(facet, counts, lambda term: filter_address(**wanted, **{facet: term}))
    return Beside(facet, str(heading), terms) if terms else None


@dataclass(frozen=True, slots=True)
class ComparedCountry:
    """A country with laws that are relevant to an article, and what the list of the treaty says of it."""

    laws: Counted
    participant: Participant | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The countries whose laws are relevant to an article, by name.

    ``status_as_of`` is the date of the list of participants of its treaty, None if there is no such list; ``others``
    are the participants of which no law here is relevant to it.
    """

    countries: tuple[ComparedCountry, ...]
    status_as_of: PartialDate | None
    others: int


def compared(found: RecordList) -> Compared | None:
    """The comparison of countries on an article; None for other lists."""
    if found.facet != "article":
        return None
    wanted = {**found.of_kind("").terms, **LAWS}
    counts = current_library().catalogue.counts("country", **wanted)
    laws = counted("country", counts, lambda country: filter_address(**wanted, country=country))
    record = treaty_record(found.treaty)
    listed = participants_by_party(record) if record else {}
    return Compared(
        countries=tuple(ComparedCountry(country, listed.get(country.term)) for country in laws),
        status_as_of=record.participants.status_as_of if record and record.participants else None,
        others=len(listed.keys() - counts.keys()),
    )
