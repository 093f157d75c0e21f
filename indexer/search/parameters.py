"""The one table of parameters: what the command line, the pages and the API may ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from indexer.errors import ParameterError
from indexer.model import FILE_STATUSES, KINDS, LANGUAGES
from indexer.search.answers import SORTS, SearchParameters
from indexer.search.types import INCOMPLETE

MOST_VALUES = 100
"""Values that one filter may have."""
MOST_LIMIT = 100
MOST_OFFSET = 1_000_000
DEFAULT_LIMIT = 10

_YEARS = re.compile(r"(?=.*[0-9])(?P<first>[0-9]{4})?(?:(?P<range>\.\.)(?P<last>[0-9]{4})?)?")


@dataclass(frozen=True, slots=True)
class Form:
    """What a value has to look like, as a test and as a JSON Schema, for those who describe the API."""

    test: Callable[[str], bool]
    schema: Mapping[str, Any]

    def __call__(self, value: str) -> bool:
        """Whether a value looks so."""
        return self.test(value)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, what its value has to look like, in words and as a form, and what it does."""

    name: str
    expected: str
    accepts: Form
    help: str
    repeatable: bool = False


def _one_of(values: Iterable[str]) -> tuple[str, Form]:
    known = tuple(values)
    return f"one of {', '.join(known)}", Form(known.__contains__, {"type": "string", "enum": list(known)})


def _matching(pattern: str) -> Form:
    compiled = re.compile(pattern)
    unnamed = re.sub(r"\?P<\w+>", "", pattern)  # JSON Schema speaks the expressions of JavaScript
    schema = {"type": "string", "pattern": f"^(?:{unnamed})$"}
    return Form(lambda value: compiled.fullmatch(value) is not None, schema)


def _whole(least: int, most: int) -> tuple[str, Form]:
    digits = len(str(most))
    return (
        f"a whole number from {least} to {most}",
        Form(
            lambda value: value.isdecimal() and len(value) <= digits and least <= int(value) <= most,
            {"type": "integer", "minimum": least, "maximum": most},
        ),
    )


_TERM = ("the id of a term of the vocabulary, such as trafficking_in_persons", _matching("[a-z0-9][a-z0-9_-]{0,99}"))
_ANY = Form(lambda _: True, {"type": "string"})
_COUNTRY = ("an ISO 3166 code of two capital letters, such as EG", _matching("[A-Z]{2}"))
_YEAR = ("a year of four digits", _matching(r"[0-9]{4}"))

PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Parameter("q", "words", _ANY, 'Words; "phrases", AND, OR, NOT, -word, crim*'),
        Parameter("kind", *_one_of(KINDS), "Kinds of record", repeatable=True),
        Parameter("country", *_COUNTRY, "Countries", repeatable=True),
        Parameter(
            "region", "an M49 code of three digits, such as 015", _matching("[0-9]{3}"), "Regions", repeatable=True
        ),
        Parameter("organization", *_TERM, "Organizations", repeatable=True),
        Parameter("language", *_one_of(LANGUAGES), "Languages of the files", repeatable=True),
        Parameter("crime", *_TERM, "Crime types", repeatable=True),
        Parameter("issue", *_TERM, "Cross-cutting issues", repeatable=True),
        Parameter(
            "article",
            "a treaty and the number of an article, such as untoc:5",
            _matching("[a-z0-9-]{1,60}:[A-Za-z0-9]{1,10}"),
            "Articles of treaties",
            repeatable=True,
        ),
        Parameter(
            "year",
            "a year or a range of years: 2005, 2000..2010, 2000.. or ..2010",
            _matching(_YEARS.pattern),
            "Years",
        ),
        Parameter("year_from", *_YEAR, "The first year, as forms ask it"),
        Parameter("year_to", *_YEAR, "The last year, as forms ask it"),
        Parameter("status", *_one_of(FILE_STATUSES), "What the files are", repeatable=True),
        Parameter(
            "in_force", *_one_of(("yes", "partly", "no", "unknown")), "Whether a law is in force", repeatable=True
        ),
        Parameter("court_level", *_TERM, "Levels of courts", repeatable=True),
        Parameter("verdict", *_TERM, "Verdicts", repeatable=True),
        Parameter(
            "participant",
            "a country (EG) or the id of an organization",
            Form(lambda value: _COUNTRY[1](value) or _TERM[1](value), {"anyOf": [_COUNTRY[1].schema, _TERM[1].schema]}),
            "Parties to treaties",
            repeatable=True,
        ),
        Parameter(
            "reading",
            *_one_of((INCOMPLETE,)),
            "Records of which a file or a page could not be read",
            repeatable=True,
        ),
        Parameter("sort", *_one_of(SORTS), "The order"),
        Parameter("limit", *_whole(1, MOST_LIMIT), "How many records are shown"),
        Parameter("offset", *_whole(0, MOST_OFFSET), "How many records are passed over"),
    )
}
"""All parameters by name, in the order in which they are shown."""

FILTERS = tuple(parameter.name for parameter in PARAMETERS.values() if parameter.repeatable)
"""The parameters that are filters by the facet of the same name."""


def parse_parameters(pairs: Iterable[tuple[str, str]], display_language: str = "en") -> SearchParameters:
    """The question that pairs of names and values ask; empty values count as not given, as forms send them.

    Raises ParameterError for an unknown name or a value that does not fit. A parameter that is not repeatable and
    comes twice counts as it came last. ``year_from`` and ``year_to`` mean the same as ``year``;
    a range is the same whichever of its years comes first.
    """
    singles: dict[str, str] = {}
    filters: dict[str, list[str]] = {}
    for name, given in pairs:
        value = given.strip()
        if name not in PARAMETERS:
            raise ParameterError(name, given, f"one of the parameters {', '.join(PARAMETERS)}")
        if not value:
            continue
        parameter = PARAMETERS[name]
        if not parameter.accepts(value):
            raise ParameterError(name, given, parameter.expected)
        if not parameter.repeatable:
            singles[name] = value
        elif value not in filters.setdefault(name, []):
            filters[name].append(value)
    for name, values in filters.items():
        if len(values) > MOST_VALUES:
            raise ParameterError(name, values[MOST_VALUES], f"at most {MOST_VALUES} values")
    return SearchParameters(
        q=singles.get("q", ""),
        filters={name: tuple(filters[name]) for name in FILTERS if name in filters},
        years=_years(singles),
        sort=singles.get("sort", "relevance"),
        limit=int(singles.get("limit", DEFAULT_LIMIT)),
        offset=int(singles.get("offset", 0)),
        display_language=display_language,
    )


def _years(given: dict[str, str]) -> tuple[int | None, int | None] | None:
    first, last = given.get("year_from", ""), given.get("year_to", "")
    if found := _YEARS.fullmatch(given.get("year", "")):
        first, last = found["first"] or "", found["last"] or "" if found["range"] else found["first"]
    if not first and not last:
        return None
    if first and last:
        first, last = sorted((first, last))
    return (int(first) if first else None, int(last) if last else None)


def parameter_pairs(parameters: SearchParameters) -> list[tuple[str, str]]:
    """The pairs that ask this question, without those that have their default value; for links."""
    pairs = [("q", parameters.q)] if parameters.q else []
    pairs += [(name, value) for name in FILTERS for value in parameters.filters.get(name, ())]
    if parameters.years is not None and parameters.years != (None, None):
        first, last = ("" if year is None else f"{year:04}" for year in parameters.years)
        pairs.append(("year", first if first == last else f"{first}..{last}"))
    if parameters.sort != "relevance":
        pairs.append(("sort", parameters.sort))
    if parameters.limit != DEFAULT_LIMIT:
        pairs.append(("limit", str(parameters.limit)))
    if parameters.offset:
        pairs.append(("offset", str(parameters.offset)))
    return pairs
