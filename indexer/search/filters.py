"""Whether what is filtered by is there: the values of a question against the vocabularies."""

from __future__ import annotations

from indexer.errors import ParameterError
from indexer.search.answers import SearchParameters
from indexer.vocabularies import Vocabularies


def check_filters(parameters: SearchParameters, vocabularies: Vocabularies) -> None:
    """Raise ParameterError for a value that is no term of its vocabulary, with the nearest term there is."""
    for facet, values in parameters.filters.items():
        names = vocabularies.names_of(facet)
        for value in values:
            if names and not any(vocabularies.has(name, value) for name in names):
                near = next(filter(None, (vocabularies.nearest(name, value) for name in names)), "")
                perhaps = f"; perhaps {near}" if near else ""
                raise ParameterError(facet, value, f"a term of the vocabulary{perhaps}")
