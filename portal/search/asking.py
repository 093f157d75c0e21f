"""From an address to a question, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from flask import url_for

from indexer.application import parameter_pairs, parse_parameters
from indexer.search.answers import SearchParameters
from indexer.search.types import FACETS
from portal.i18n import page_language

KNOWN = frozenset(FACETS) | {"q", "year_from", "year_to", "sort", "limit", "offset"}
"""The names of the parameters that a page understands. Others are passed over: mail programs and social networks hang
marks of their own on the addresses that people share. (The API refuses them.)"""


def question(pairs: Iterable[tuple[str, str]]) -> SearchParameters:
    """The question that the parameters of a page ask; raises ParameterError for a value that cannot be."""
    return parse_parameters([pair for pair in pairs if pair[0] in KNOWN], page_language())


def address(parameters: SearchParameters) -> str:
    """The address of the page of results that answers a question."""
    return _with(url_for("search.results"), parameters)


def filter_address(**filters: str) -> str:
    """The address of the page of results with one value of each of these facets chosen."""
    return address(SearchParameters(filters={facet: (value,) for facet, value in filters.items()}))


def year_address(parameters: SearchParameters) -> str:
    """What the address of the page of results that answers a question for some years begins with.

    ``2000..2010`` is to be put behind it: a histogram has forty of them.
    """
    path = address(replace(parameters, years=None, offset=0))
    return f"{path}{'&' if '?' in path else '?'}year="


def data_address(parameters: SearchParameters) -> str:
    """The address of the same results as JSON, with titles and labels in the language of the page."""
    asked = [*parameter_pairs(parameters), ("display_language", page_language())]
    return f"{url_for('api.search')}?{urlencode(asked)}"


def values_address(facet: str, parameters: SearchParameters) -> str:
    """The address of the page with all values of a facet for a question."""
    return _with(url_for("search.values", facet=facet), parameters)


def _with(path: str, parameters: SearchParameters) -> str:
    asked = urlencode(parameter_pairs(parameters))
    return f"{path}?{asked}" if asked else path
