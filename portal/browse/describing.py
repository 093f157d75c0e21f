"""What the vocabularies say of a term: its definition, other words for it, the terms around it, the way to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from portal.browse.lists import ALL_TERMS, RecordList, term_address
from portal.i18n import best_text, gettext, page_language
from portal.labels import label
from portal.opening import current_library
from portal.search.asking import filter_address

Text = tuple[str, str]
"""A text and the language that it is in."""


@dataclass(frozen=True, slots=True)
class Step:
    """A term, or a page above: what it is called and where it is."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Described:
    """What there is to say of a term, in the language of the page or else in English."""

    formal_name: str
    also: tuple[str, ...]
    texts: tuple[Text, ...]
    broader: tuple[Step, ...]
    narrower: tuple[Step, ...]
    related: tuple[Step, ...]


def described(vocabulary: str, term: str) -> Described:
    """What the vocabularies say of a term that they have; the articles of a treaty are not among the terms below it."""
    vocabularies = current_library().vocabularies
    concept = vocabularies.concept(vocabulary, term)
    below = vocabularies.narrower(vocabulary, term)
    return Described(
        formal_name=concept.texts.get("formalName", {}).get(page_language(), ""),
        also=tuple(concept.alternatives.get(page_language(), ())),
        texts=tuple(best_text(texts) for texts in (concept.definitions, concept.notes) if texts),
        broader=_broader(vocabulary, term),
        narrower=_steps((name, concept.id) for name, concept in below if name == vocabulary),
        related=_steps((vocabulary, other) for other in concept.related),
    )


def _broader(vocabulary: str, term: str) -> tuple[Step, ...]:
    """The terms above one; for a country its regions, from the outermost; that of an article stands in its label."""
    vocabularies = current_library().vocabularies
    if vocabulary == "country":
        regions = vocabularies.regions_of(term)
        return tuple(Step(label("region", region), filter_address(region=region)) for region in regions)
    if vocabulary == "article":
        return ()
    return _steps((name, above.id) for name, above in vocabularies.broader(vocabulary, term))


def _steps(terms: Iterable[tuple[str, str]]) -> tuple[Step, ...]:
    return tuple(Step(label(name, term), term_address(name, term)) for name, term in terms)


def steps_to(found: RecordList) -> tuple[Step, ...]:
    """The pages above a list, home first."""
    above = [Step(gettext("Home"), url_for("browse.home"))]
    if found.facet in ALL_TERMS:
        name, endpoint = ALL_TERMS[found.facet]
        above.append(Step(str(name), url_for(endpoint)))
    if found.treaty:
        above.append(Step(label("treaty", found.treaty), term_address("treaty", found.treaty)))
    return tuple(above)
