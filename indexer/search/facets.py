"""The values of facets as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.errors import VocabularyError
from indexer.search.answers import FacetValue, SearchParameters
from indexer.vocabularies import Vocabularies


def labelled_facets(
    counts: Mapping[str, Mapping[str, int]], parameters: SearchParameters, vocabularies: Vocabularies
) -> dict[str, tuple[FacetValue, ...]]:
    """The facets with labels, most frequent value first (years: latest first); what is filtered by is always there."""
    return {name: _values(name, counts.get(name, {}), parameters, vocabularies) for name in parameters.facets}


def _values(
    name: str, counts: Mapping[str, int], parameters: SearchParameters, vocabularies: Vocabularies
) -> tuple[FacetValue, ...]:
    selected = set(parameters.filters.get(name, ()))
    values = [
        FacetValue(
            value=value,
            label=_label(name, value, parameters.display_language, vocabularies),
            count=counts.get(value, 0),
            selected=value in selected or (name == "year" and _in_years(value, parameters)),
        )
        for value in dict.fromkeys([*counts, *sorted(selected)])
    ]
    if name == "year":
        return tuple(sorted(values, key=lambda value: value.value, reverse=True))
    return tuple(sorted(values, key=lambda value: (-value.count, value.label, value.value)))


def _label(name: str, value: str, language: str, vocabularies: Vocabularies) -> str:
    """The label of a value; a value that no vocabulary has (an index older than it) is shown as it is."""
    try:
        return vocabularies.facet_label(name, value, language)
    except VocabularyError:
        return value


def _in_years(value: str, parameters: SearchParameters) -> bool:
    if parameters.years is None or not value.isdecimal():
        return False
    first, last = parameters.years
    return (first is None or first <= int(value)) and (last is None or int(value) <= last)
