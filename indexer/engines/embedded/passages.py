"""The best passages of given records, exactly: no record is pushed out by another one with many passages."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy
from tantivy import Query

from indexer.engines.embedded.opening import Index
from indexer.engines.embedded.queries import all_of, any_of

ScoredAddress = tuple[float, tantivy.DocAddress]
"""A score as tantivy gives it, and where the passage lies."""

FIRST_LIMIT = 2000
"""How many passages are looked at in the first round: more than match in the records of a page or two, as a rule."""


def best_hits(index: Index, query: Query, numbers: Sequence[int], depth: int) -> dict[int, list[ScoredAddress]]:
    """For each record (by number) with matching passages its best ``depth``, and those equal to the last.

    Asked for all records together. If more passages match than were looked at, the records whose best ones are
    certainly among those are done, and the next round is about the others only; so it ends, and nothing is lost.
    """
    found: dict[int, list[ScoredAddress]] = {}
    waiting = set(numbers)
    limit = FIRST_LIMIT
    while waiting:
        in_records = any_of(index.schema, "record", sorted(waiting))
        result = index.searcher.search(all_of(query, [in_records]), limit=limit)
        seen = _by_record(index, result.hits)
        if result.count <= limit:  # type: ignore[attr-defined]  # the stub leaves it out
            return found | seen
        border = result.hits[-1][0]
        whole = {number: hits for number, hits in seen.items() if len(hits) >= depth and hits[depth - 1][0] > border}
        found |= whole
        waiting -= whole.keys()
        limit *= 4
    return found


def _by_record(index: Index, hits: Sequence[ScoredAddress]) -> dict[int, list[ScoredAddress]]:
    """The hits of each record, their order kept."""
    numbers = index.searcher.fast_field_values("record", [address for _, address in hits])
    grouped: dict[int, list[ScoredAddress]] = {}
    for number, hit in zip(numbers, hits, strict=True):
        grouped.setdefault(int(number or 0), []).append(hit)
    return grouped
