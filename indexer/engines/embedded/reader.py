"""Searching one generation of the embedded index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tantivy import Query

from indexer.engines.embedded.generations import PASSAGES, RECORDS, Facts, Lock
from indexer.engines.embedded.opening import open_index
from indexer.engines.embedded.ordering import Page, by_id, by_key, by_score
from indexer.engines.embedded.passages import ScoredAddress, best_hits
from indexer.engines.embedded.queries import FACTOR, all_of, any_of, filters_of, query_of, refuse_unknown
from indexer.engines.embedded.schema import id_of, number_of, numbers_of, passage_hit, stored_bytes
from indexer.errors import IndexDamaged
from indexer.search.nodes import Everything
from indexer.search.types import PassageHit, PassageRequest, RecordAnswer, RecordHit, RecordRequest

MOST_VALUES = 60_000
"""The values of a facet that are counted; beyond 65,000 tantivy refuses, so that none is ever left out silently."""


class GenerationReader:
    """One generation, open for searching by any number of threads, held until nobody refers to it any more."""

    def __init__(self, folder: Path, facts: Facts, lock: Lock) -> None:
        """Open the indexes in the folder and keep the lock. Raises IndexDamaged if they are damaged."""
        self.name = folder.name
        self.facts = facts
        self._lock = lock
        self._records = open_index(folder / RECORDS)
        self._passages = {
            index.name.removeprefix(PASSAGES): open_index(index) for index in sorted(folder.glob(f"{PASSAGES}*"))
        }
        passages = sum(index.searcher.num_docs for index in self._passages.values())
        if (self._records.searcher.num_docs, passages) != (facts.records, facts.passages):
            raise IndexDamaged(f"{folder} has not all of its entries; make the index again with: indexer build")

    def find_records(self, request: RecordRequest) -> RecordAnswer:
        """The records that match; see the interface. Raises EngineError if there is no such facet or sort key."""
        refuse_unknown(request)
        query = query_of(request.query, self._records.schema)
        filters = filters_of(request, self._records.schema)
        matching = all_of(query, filters.values())
        page = self._page(request, matching)
        hits = tuple(
            RecordHit(record, score, json.loads(stored_bytes(document)) if request.stored else {})
            for record, score, document in page.hits
        )
        return RecordAnswer(page.total, hits, self._count(request.facets, query, filters))

    def count_facets(self, request: RecordRequest) -> Mapping[str, Mapping[str, int]]:
        """The counts of the facets of a request; raises EngineError if there is no such facet."""
        refuse_unknown(request)
        filters = filters_of(request, self._records.schema)
        return self._count(request.facets, query_of(request.query, self._records.schema), filters)

    def count_records(self, request: RecordRequest) -> int:
        """How many records match; raises EngineError if there is no such facet."""
        return self.find_records(replace(request, facets=(), offset=0, limit=0)).total

    def rank_records(self, request: PassageRequest) -> Mapping[str, float]:
        """The score of the best passage of each record; see the interface."""
        best: dict[int, float] = {}
        for _, number, hits in self._matches(request, depth=1):
            best[number] = max(hits[0][0], best.get(number, 0.0))
        numbers = {record: number_of(record) for record in request.records}
        return {record: best[number] / FACTOR for record, number in numbers.items() if number in best}

    def find_passages(self, request: PassageRequest) -> Mapping[str, tuple[PassageHit, ...]]:
        """The best passages of each record; see the interface."""
        found: dict[str, list[PassageHit]] = {record: [] for record in request.records}
        for language, _, hits in self._matches(request, depth=request.per_record):
            searcher = self._passages[language].searcher
            for score, address in hits:
                hit = passage_hit(searcher.doc(address), language, score / FACTOR)
                if hit.record in found:
                    found[hit.record].append(hit)
        ordered = {record: sorted(of, key=lambda hit: (-hit.score, hit.id)) for record, of in found.items() if of}
        return {record: tuple(of[: request.per_record]) for record, of in ordered.items()}

    def get_records(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What was stored with these records; see the interface."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        result = self._records.searcher.search(any_of(self._records.schema, "id", wanted), limit=len(wanted))
        documents = {
            id_of(document): document for document in (self._records.searcher.doc(at) for _, at in result.hits)
        }
        return {record: json.loads(stored_bytes(documents[record])) for record in wanted if record in documents}

    def ids(self) -> tuple[str, ...]:
        """The ids of all records, in order."""
        everything = query_of(Everything(), self._records.schema)
        found = by_id(self._records, everything, 0, self._records.searcher.num_docs)
        return tuple(record for record, _, _ in found.hits)

    def _page(self, request: RecordRequest, matching: Query) -> Page:
        if request.sort is not None:
            return by_key(self._records, matching, request.sort, request.offset, request.limit)
        if isinstance(request.query, Everything):  # no scores: the id is all
            return by_id(self._records, matching, request.offset, request.limit)
        return by_score(self._records, matching, request.offset, request.limit)

    def _count(
        self, facets: Sequence[str], query: Query, filters: Mapping[str, Query]
    ) -> Mapping[str, Mapping[str, int]]:
        """Counts of the facets: one pass for those without a filter, one for each of the others."""
        free = [name for name in facets if name not in filters]
        counts = self._aggregate(free, all_of(query, filters.values())) if free else {}
        for name in facets:
            if name in filters:
                others = [passing for facet, passing in filters.items() if facet != name]
                counts |= self._aggregate([name], all_of(query, others))
        return {name: counts[name] for name in facets}

    def _aggregate(self, facets: Sequence[str], query: Query) -> dict[str, Mapping[str, int]]:
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in facets}
        counted = self._records.searcher.aggregate(query, asked)
        return {
            name: {str(bucket["key"]): bucket["doc_count"] for bucket in counted[name]["buckets"]} for name in facets
        }

    def _matches(self, request: PassageRequest, depth: int) -> Iterator[tuple[str, int, list[ScoredAddress]]]:
        """The language, the number of a record, and its best matching passages in that language, for all of them."""
        numbers = numbers_of(request.records)
        for language, node in request.queries.items():
            if language in self._passages and numbers and depth > 0:
                index = self._passages[language]
                for number, hits in best_hits(index, query_of(node, index.schema), numbers, depth).items():
                    yield language, number, hits
