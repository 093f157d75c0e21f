"""The terms of a vocabulary as its page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import LANGUAGES
from indexer.search.types import FACETS
from indexer.vocabularies import Concept
from portal.i18n import best_text, page_language
from portal.opening import current_library
from portal.search.asking import filter_address

SEARCHED = {**{name: name for name in FACETS}, "file_status": "status"}
"""The facet of the search that a vocabulary belongs to."""


@dataclass(frozen=True, slots=True)
class ListedTerm:
    """A term: its id, its label, other words for it, what it means, what is above it, and the same term elsewhere.

    ``note`` is the definition or the note on its use, with the language it is in; ``search`` the address of the records
    that have it, empty if they cannot be searched by it.
    """

    id: str
    label: str
    others: tuple[str, ...]
    note: tuple[str, str]
    broader: tuple[tuple[str, str, str], ...]
    matches: tuple[str, ...]
    deprecated: str
    search: str


def listed_terms(name: str) -> tuple[ListedTerm, ...]:
    """The terms of a vocabulary in the order of its file, those among them that are used no more."""
    concepts = current_library().vocabularies.vocabulary(name).concepts.values()
    return tuple(_listed(name, concept) for concept in concepts)


def _listed(name: str, concept: Concept) -> ListedTerm:
    language = page_language()
    searched = name != "language" or concept.id in LANGUAGES  # texts in others are kept, but not searched by language
    facet = SEARCHED.get(name) if searched else None
    above = current_library().vocabularies.broader(name, concept.id)
    return ListedTerm(
        id=concept.id,
        label=concept.labels[language],
        others=concept.alternatives.get(language, ()),
        note=best_text(texts) if (texts := concept.definitions or concept.notes) else ("", ""),
        broader=tuple((vocabulary, other.id, other.labels[language]) for vocabulary, other in above),
        matches=(*concept.exact_matches, *concept.close_matches),
        deprecated=concept.deprecated,
        search=filter_address(**{facet: concept.id}) if facet and not concept.deprecated else "",
    )
