"""Requests of the interface as bodies of Elasticsearch searches.

Elasticsearch's BM25 keeps the factor ``k1 + 1`` that Lucene itself leaves out: every score is :data:`FACTOR` times the
one promised. A score that does not come from BM25 is multiplied here, so that dividing by the factor gives all of them
back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indexer.engines.elastic.mapping import YEAR, sort_field
from indexer.search.nodes import Best, Bool, Boost, Everything, Node, Phrase, Prefix, Term
from indexer.search.types import SORT_KEYS, PassageRequest, RecordRequest

Body = dict[str, Any]

FACTOR = 2.2
"""k1 + 1, with k1 = 1.2."""

MOST_VALUES = 60_000
"""The values of a facet that are counted; Elasticsearch refuses to give more than 65,536 buckets."""

MOST_PASSAGES = 1000
"""The passages that are asked for at a time, for all records together."""

NOTHING_STORED: Body = {"stored_fields": "_none_"}
"""Leaves the documents alone, even their ids: reading a hundred of them takes longer than finding them."""

_NOTHING: Body = {"match_none": {}}
_BY_SCORE = [{"_score": "desc"}, {"id": "asc"}]


def query_of(node: Node) -> Body:
    """The query that matches and scores as the node says."""
    match node:
        case Everything():
            built: Body = {"match_all": {"boost": 0}}
        case Term(field, token):
            built = {"term": {field: token}}
        case Phrase(field, tokens):
            built = {"match_phrase": {field: " ".join(tokens)}} if tokens else _NOTHING
        case Prefix(field, prefix):
            built = {"prefix": {field: {"value": prefix, "boost": FACTOR}}}
        case Best(nodes):
            built = {"dis_max": {"queries": [query_of(inner) for inner in nodes]}} if nodes else _NOTHING
        case Boost(inner, factor):
            built = {"bool": {"must": [query_of(inner)], "boost": factor}}
        case Bool():
            built = _bool(node)
    return built


def _bool(node: Bool) -> Body:
    required = max(node.at_least, 0 if node.must or not node.should else 1)
    if required > len(node.should):
        return _NOTHING
    must = [query_of(inner) for inner in node.must]
    return {
        "bool": {
            "must": must if must or node.should else [query_of(Everything())],
            "should": [query_of(inner) for inner in node.should],
            "must_not": [query_of(inner) for inner in node.must_not],
            "minimum_should_match": required,
        }
    }


def records_body(request: RecordRequest) -> Body:
    """The search for records.

    A filter whose facet is counted comes after the counting (``post_filter``), so that its own facet can leave it out.
    """
    filters = _filters(request)
    counted = {name: passing for name, passing in filters.items() if name in request.facets}
    body: Body = {
        "query": _filtered(request.query, [passing for name, passing in filters.items() if name not in counted]),
        "from": request.offset,
        "size": request.limit,
        "sort": _sort(request),
        "track_total_hits": True,
        **({"_source": ["stored"]} if request.stored else NOTHING_STORED),
    }
    if counted:
        body["post_filter"] = _all_of(counted.values())
    if request.facets:
        body["aggs"] = {name: _facet(name, counted) for name in request.facets}
    return body


def stored_body(ids: Sequence[str]) -> Body:
    """The search for what was stored with these records."""
    wanted = list(dict.fromkeys(ids))
    return {"query": {"terms": {"id": wanted}}, "size": len(wanted), "_source": ["id", "stored"]}


def best_scores_body(node: Node, request: PassageRequest) -> Body:
    """The best passage of each record, its score only."""
    return _of_records(node, request) | {"size": len(request.records), "collapse": {"field": "record"}} | NOTHING_STORED


def passages_body(node: Node, request: PassageRequest) -> Body:
    """The best passages of all records together, as many as are wanted of each if all have as many."""
    return _of_records(node, request) | {"size": most_passages(request), "sort": _BY_SCORE}


def most_passages(request: PassageRequest) -> int:
    """How many passages :func:`passages_body` asks for."""
    return min(len(request.records) * request.per_record, MOST_PASSAGES)


def of_each_body(node: Node, request: PassageRequest) -> Body:
    """The best passages of each record by itself, as inner hits called ``best``: many times as slow."""
    best = {"name": "best", "size": request.per_record, "sort": _BY_SCORE, "track_scores": True}
    collapse = {"field": "record", "inner_hits": best}
    return _of_records(node, request) | {"size": len(request.records), "collapse": collapse, "_source": False}


def _of_records(node: Node, request: PassageRequest) -> Body:
    records = list(dict.fromkeys(request.records))
    return {"query": _filtered(node, [{"terms": {"record": records}}]), "track_total_hits": False}


def _filtered(node: Node, filters: list[Body]) -> Body:
    return {"bool": {"must": [query_of(node)], "filter": filters}} if filters else query_of(node)


def _all_of(filters: Iterable[Body]) -> Body:
    return {"bool": {"filter": list(filters)}}


def _filters(request: RecordRequest) -> dict[str, Body]:
    """The filters of a request by the name of their facet; ``year`` holds the range of years too."""
    filters: dict[str, Body] = {name: {"terms": {name: list(values)}} for name, values in request.filters.items()}
    if request.years is not None and request.years != (None, None):
        first, last = request.years
        ends = {name: year for name, year in (("gte", first), ("lte", last)) if year is not None}
        years: Body = {"range": {YEAR: ends}}
        filters[YEAR] = _all_of([filters[YEAR], years]) if YEAR in filters else years
    return filters


def _facet(name: str, counted: Mapping[str, Body]) -> Body:
    others = [passing for other, passing in counted.items() if other != name]
    return {"filter": _all_of(others), "aggs": {"values": {"terms": {"field": name, "size": MOST_VALUES}}}}


def _sort(request: RecordRequest) -> list[Body]:
    if request.sort is None:
        return _BY_SCORE
    if request.sort.key not in SORT_KEYS:
        return [{"id": "asc"}]
    order = "desc" if request.sort.descending else "asc"
    return [{sort_field(request.sort.key): {"order": order, "missing": "_last"}}, {"id": "asc"}]
