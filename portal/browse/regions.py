"""The countries by the regions of M49, with the number of their records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from portal.browse.counted import Counted, all_counted, by_name
from portal.labels import label
from portal.opening import current_library


@dataclass(frozen=True, slots=True)
class Subregion:
    """A region directly around countries, all of them, by name."""

    label: str
    countries: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A continent with the regions in it, by name; the id is empty for countries that M49 puts in none."""

    id: str
    label: str
    subregions: tuple[Subregion, ...]

    @property
    def countries(self) -> tuple[Counted, ...]:
        """Its countries that have records, by name."""
        here = {country.term: country for part in self.subregions for country in part.countries if country.count}
        return tuple(here[term] for term in by_name("country", here))


def counted_regions() -> tuple[Region, ...]:
    """All regions by name; those of no region last."""
    regions_of = current_library().vocabularies.regions_of
    inside: dict[str, dict[str, list[Counted]]] = defaultdict(lambda: defaultdict(list))
    for country in all_counted("country"):
        around = regions_of(country.term) or ("",)
        inside[around[0]][around[-1]].append(country)
    named = by_name("region", (code for code in inside if code))
    return tuple(_region(code, inside[code]) for code in (*named, *(code for code in inside if not code)))


def _region(code: str, parts: dict[str, list[Counted]]) -> Region:
    if not code:
        return Region("", "", (Subregion("", tuple(parts[""])),))
    subregions = (Subregion(label("region", part), tuple(parts[part])) for part in by_name("region", parts))
    return Region(code, label("region", code), tuple(subregions))
