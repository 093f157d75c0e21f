"""Requests of the interface as bodies of Elasticsearch searches.

Elasticsearch's BM25 keeps the factor ``k1 + 1`` that Lucene itself leaves out: every score is :data:`FACTOR` times the
one promised. A score that does not come from BM25 is multiplied here, so that dividing by the factor gives all of them
back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from indexer.engines.elastic.mapping import YEAR, sort_field
from indexer.search.types import (
    SORT_KEYS,
    Best,
    Bool,
    Boost,
    Everything,
    Node,
    PassageRequest,
    Phrase,
    Prefix,
    RecordRequest,
    Term,
)

Body = dict[str, Any]

FACTOR = 2.2
"""k1 + 1, with k1 = 1.2."""

MOST_VALUES = 60_000
"""The values of a facet that are counted; Elasticsearch refuses to give more than 65,536 buckets."""

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
        "docvalue_fields": ["id"],  # a column: the text of a document is read for what was stored only
        "_source": ["stored"] if request.stored else False,
    }
    if counted:
        body["post_filter"] = _all_of(counted.values())
    if request.facets:
        body["aggs"] = {name: _facet(name, counted) for name in request.facets}
    return body


def facet_counts(answer: Mapping[str, Any], facets: Iterable[str]) -> dict[str, dict[str, int]]:
    """What was counted by :func:`records_body`."""
    counted = answer.get("aggregations", {})
    return {
        name: {str(bucket["key"]): bucket["doc_count"] for bucket in counted[name]["values"]["buckets"]}
        for name in facets
    }


def best_scores_body(node: Node, request: PassageRequest) -> Body:
    """The best passage of each record, its score only."""
    return _of_records(node, request) | {"_source": False}


def passages_body(node: Node, request: PassageRequest) -> Body:
    """The best passages of each record, as inner hits called ``best``."""
    body = _of_records(node, request) | {"_source": False}
    body["collapse"]["inner_hits"] = {
        "name": "best",
        "size": request.per_record,
        "sort": _BY_SCORE,
        "_source": ["id", "record", "stored"],
        "track_scores": True,
    }
    return body


def _of_records(node: Node, request: PassageRequest) -> Body:
    records = list(dict.fromkeys(request.records))
    return {
        "query": _filtered(node, [{"terms": {"record": records}}]),
        "size": len(records),
        "collapse": {"field": "record"},
        "track_total_hits": False,
    }


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
