"""Queries of the interface as queries of tantivy.

tantivy's BM25 keeps the factor ``k1 + 1`` that Lucene leaves out: every score is :data:`FACTOR` times the one promised.
A score that does not come from BM25 is multiplied here, so that dividing by the factor gives all of them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

import tantivy
from tantivy import FieldType, Occur, Query

from indexer.engines.embedded.schema import YEAR
from indexer.errors import EngineError
from indexer.search.nodes import Best, Bool, Boost, Everything, Node, Phrase, Prefix, Term
from indexer.search.types import FACETS, SORT_KEYS, RecordRequest

FACTOR = 2.2
"""k1 + 1, with k1 = 1.2."""


def query_of(node: Node, schema: tantivy.Schema) -> Query:
    """The tantivy query that matches and scores (times FACTOR) as the node says."""
    build = partial(query_of, schema=schema)
    match node:
        case Everything():
            built = unscored(Query.all_query())
        case Term(field, token):
            built = Query.term_query(schema, field, token, "freq")
        case Phrase(field, tokens):
            built = _phrase(field, tokens, schema)
        case Prefix(field, prefix):
            # No edits allowed: the fuzzy query is the one that takes a prefix as it stands, without a pattern syntax.
            found = Query.fuzzy_term_query(schema, field, prefix, distance=0, prefix=True)
            built = Query.const_score_query(found, FACTOR)
        case Best(nodes):
            built = Query.disjunction_max_query([build(inner) for inner in nodes])
        case Boost(inner, factor):
            built = Query.boost_query(build(inner), factor)
        case Bool():
            built = _bool(node, schema)
    return built


def _phrase(field: str, tokens: tuple[str, ...], schema: tantivy.Schema) -> Query:
    if not tokens:
        return Query.empty_query()
    if len(tokens) == 1:  # tantivy's phrases have at least two words
        return Query.term_query(schema, field, tokens[0], "freq")
    return Query.phrase_query(schema, field, list(tokens))


def _bool(node: Bool, schema: tantivy.Schema) -> Query:
    required = max(node.at_least, 0 if node.must or not node.should else 1)
    if required > len(node.should):
        return Query.empty_query()
    clauses = [(Occur.Must, query_of(inner, schema)) for inner in node.must]
    clauses += [(Occur.Should, query_of(inner, schema)) for inner in node.should]
    if not clauses:  # without a positive clause tantivy matches nothing
        clauses.append((Occur.Must, unscored(Query.all_query())))
    clauses += [(Occur.MustNot, query_of(inner, schema)) for inner in node.must_not]
    return Query.boolean_query(clauses, minimum_number_should_match=required or None)


def any_of(schema: tantivy.Schema, field: str, values: Iterable[str | int]) -> Query:
    """Entries that have one of the exact values; five times as fast as tantivy's own set of terms."""
    terms = [Query.term_query(schema, field, value, "basic") for value in values]
    return Query.boolean_query([(Occur.Should, term) for term in terms]) if terms else Query.empty_query()


def unscored(query: Query) -> Query:
    """The same matches, score 0."""
    return Query.const_score_query(query, 0.0)


def all_of(query: Query, filters: Iterable[Query]) -> Query:
    """What the query matches and scores, as far as it passes all the filters."""
    clauses = [(Occur.Must, unscored(passing)) for passing in filters]
    return Query.boolean_query([(Occur.Must, query), *clauses]) if clauses else query


def none_of(query: Query, excluded: Query) -> Query:
    """What the query matches and scores without what is excluded."""
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, excluded)])


def refuse_unknown(request: RecordRequest) -> None:
    """Raises EngineError if a request names a facet, a sort key or a year that the index cannot have."""
    for name in (*request.filters, *request.facets):
        if name not in FACETS:
            raise EngineError(f"there is no facet {name!r}; known are {', '.join(FACETS)}")
    if request.sort is not None and request.sort.key not in SORT_KEYS:
        raise EngineError(f"there is no sort key {request.sort.key!r}; known are {', '.join(SORT_KEYS)}")
    for value in request.filters.get(YEAR, ()):
        if not value.isdecimal():
            raise EngineError(f"the facet {YEAR} has whole numbers; {value!r} is none")


def filters_of(request: RecordRequest, schema: tantivy.Schema) -> Mapping[str, Query]:
    """The filters of a request by the name of their facet; ``year`` holds the range of years too."""
    filters: dict[str, Query] = {}
    for name, values in request.filters.items():
        filters[name] = any_of(schema, name, map(int, values) if name == YEAR else values)
    if request.years is not None and request.years != (None, None):
        first, last = request.years
        years = Query.range_query(schema, YEAR, FieldType.Integer, first, last)
        filters[YEAR] = all_of(filters[YEAR], [years]) if YEAR in filters else years
    return filters
