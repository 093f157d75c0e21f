"""Pages of records in an order that is the same every time: by score, by a sort key or by id, equal ones by id.

tantivy knows one key of order, and leaves entries that are equal in it as they lie in the index. Where a page begins or
ends within a run of equal entries, the whole run decides which of them belong on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import tantivy
from tantivy import Document, Order, Query

from indexer.engines.embedded.opening import Index
from indexer.engines.embedded.queries import FACTOR, all_of, none_of
from indexer.engines.embedded.schema import id_of, sort_field
from indexer.search.types import Sort

ScoredDocument = tuple[str, float, Document]
"""The id of a record, its score, and what was stored."""

MARGIN = 32
"""How many records beyond the page are looked at for equal scores at first."""


@dataclass(frozen=True, slots=True)
class Page:
    """How many records match, and those of one page in order."""

    total: int
    hits: list[ScoredDocument]


def by_score(index: Index, query: Query, offset: int, limit: int) -> Page:
    """Best first."""
    end = offset + limit
    depth = end + MARGIN if limit > 0 else 1
    while True:
        result = index.searcher.search(query, limit=min(depth, max(index.searcher.num_docs, 1)))
        total = result.count  # type: ignore[attr-defined]  # the stub leaves it out
        if limit <= 0 or offset >= total:
            return Page(total, [])
        scores = [score for score, _ in result.hits]
        if len(scores) == total or scores[-1] < scores[end - 1]:
            break
        depth *= 4
    last = scores[min(end, total) - 1]
    first = scores.index(scores[offset])
    after = next((place for place in range(min(end, total), len(scores)) if scores[place] < last), len(scores))
    found = [_scored(index, score / FACTOR, address) for score, address in result.hits[first:after]]
    found.sort(key=lambda hit: (-hit[1], hit[0]))
    return Page(total, found[offset - first : end - first])


def by_id(index: Index, query: Query, offset: int, limit: int) -> Page:
    """By id alone; no record has a score."""
    result = index.searcher.search(query, limit=max(limit, 1), offset=offset, order_by_field="id", order=Order.Asc)
    hits = [_scored(index, 0.0, address) for _, address in result.hits[:limit]]
    return Page(result.count, hits)  # type: ignore[attr-defined]  # the stub leaves it out


def by_key(index: Index, query: Query, sort: Sort, offset: int, limit: int) -> Page:
    """By a sort key; tantivy puts the records without it last in both directions, as the interface wants it."""
    field = sort_field(sort.key)
    order = Order.Desc if sort.descending else Order.Asc
    result = index.searcher.search(query, limit=max(offset + limit, 1), order_by_field=field, order=order)
    total = result.count  # type: ignore[attr-defined]  # the stub leaves it out
    keys = [key for key, _ in result.hits]
    hits: list[ScoredDocument] = []
    for key, run in groupby(range(offset, min(offset + limit, len(keys))), keys.__getitem__):
        places = list(run)
        if offset < places[0] and places[-1] < offset + limit - 1:  # a run that lies within the page
            found = [_scored(index, 0.0, result.hits[place][1]) for place in places]
            hits += sorted(found, key=lambda hit: hit[0])
        else:
            equal = _with_key(index, query, field, key)
            hits += by_id(index, equal, places[0] - keys.index(key), len(places)).hits
    return Page(total, hits)


def _with_key(index: Index, query: Query, field: str, key: str | None) -> Query:
    if key is None:
        return none_of(query, Query.exists_query(field))
    return all_of(query, [Query.term_query(index.schema, field, key, "basic")])


def _scored(index: Index, score: float, address: tantivy.DocAddress) -> ScoredDocument:
    document = index.searcher.doc(address)
    return id_of(document), score, document
