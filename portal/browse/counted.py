"""Terms with the number of records that have them, by their names in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from portal.browse.lists import RecordList
from portal.labels import label, sort_label
from portal.opening import current_library


@dataclass(frozen=True, slots=True)
class Counted:
    """A term, its name, the number of records, and where a reader finds them."""

    term: str
    label: str
    count: int
    address: str


def counted(facet: str, counts: Mapping[str, int], address: Callable[[str], str]) -> tuple[Counted, ...]:
    """The terms of a facet that are counted, by name."""
    return tuple(Counted(term, label(facet, term), counts[term], address(term)) for term in by_name(facet, counts))


def all_counted(facet: str) -> tuple[Counted, ...]:
    """All terms in use of a facet, those without a record too, by name; each leads to its page."""
    library = current_library()
    counts = library.catalogue.counts(facet)
    terms = {concept.id: counts.get(concept.id, 0) for concept in library.vocabularies.concepts(facet)}
    return counted(facet, {**counts, **terms}, lambda term: RecordList(facet, term).address())


def by_name(vocabulary: str, terms: Iterable[str]) -> list[str]:
    """Terms of a vocabulary in the order of their names, as readers of the language of the page sort them."""
    return sorted(terms, key=lambda term: sort_label(vocabulary, term))
