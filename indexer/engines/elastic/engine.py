"""The engine on Elasticsearch: the interface of ``search.types`` over generations of indexes behind aliases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

import elasticsearch

from indexer.engines.elastic import generations
from indexer.engines.elastic.claim import Claim
from indexer.engines.elastic.connection import Connection
from indexer.engines.elastic.generations import KINDS, RECORDS, Names, passages
from indexer.engines.elastic.mapping import passage_hit
from indexer.engines.elastic.queries import FACTOR, Body, best_scores_body, facet_counts, passages_body, records_body
from indexer.engines.elastic.writer import ChangesWriter, FreshWriter
from indexer.errors import EngineUnavailable
from indexer.search.types import (
    IndexStatus,
    IndexWriter,
    Node,
    PassageHit,
    PassageRequest,
    RecordAnswer,
    RecordHit,
    RecordRequest,
)

# With one shard the server leaves the extra round out; with several, scores would else depend on the shard.
_SEARCH_TYPE = "dfs_query_then_fetch"

AT_A_TIME = 10_000
"""Ids that are asked for at a time: the most hits that the server gives at once unless it is told otherwise."""


class ElasticEngine:
    """A search engine on a server of Elasticsearch 9; connects at the first question."""

    def __init__(self, url: str, prefix: str, fingerprint: str) -> None:
        """``prefix`` begins the names of all indexes; ``fingerprint`` is that of the fields and the analysis."""
        self._connection = Connection(url)
        self._names = Names(prefix, fingerprint)

    def find_records(self, request: RecordRequest) -> RecordAnswer:
        """The records that match."""
        answer = self._search(RECORDS, records_body(request))
        hits = tuple(
            RecordHit(
                hit["fields"]["id"][0],
                (hit["_score"] or 0.0) / FACTOR,
                hit["_source"]["stored"] if request.stored else {},
            )
            for hit in answer["hits"]["hits"]
        )
        return RecordAnswer(answer["hits"]["total"]["value"], hits, facet_counts(answer, request.facets))

    def rank_records(self, request: PassageRequest) -> Mapping[str, float]:
        """The score of the best passage of each record that has a matching one."""
        best: dict[str, float] = {}
        for _, hit in self._passages(request, best_scores_body):
            record = hit["fields"]["record"][0]
            best[record] = max(hit["_score"] / FACTOR, best.get(record, 0.0))
        return best

    def find_passages(self, request: PassageRequest) -> Mapping[str, tuple[PassageHit, ...]]:
        """The best passages of each record that has matching ones."""
        found: dict[str, list[PassageHit]] = {}
        if request.per_record > 0:
            for language, hit in self._passages(request, passages_body):
                inner = [
                    passage_hit(best["_source"], language, best["_score"] / FACTOR)
                    for best in hit["inner_hits"]["best"]["hits"]["hits"]
                ]
                found.setdefault(inner[0].record, []).extend(inner)
        ordered = {record: sorted(of, key=lambda hit: (-hit.score, hit.id)) for record, of in found.items()}
        return {record: tuple(of[: request.per_record]) for record, of in ordered.items()}

    def get_records(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What was stored with these records."""
        wanted = list(dict.fromkeys(ids))
        body: Body = {"query": {"terms": {"id": wanted}}, "size": len(wanted), "_source": ["id", "stored"]}
        answer = self._search(RECORDS, body)
        stored = {hit["_source"]["id"]: hit["_source"]["stored"] for hit in answer["hits"]["hits"]}
        return {record: stored[record] for record in wanted if record in stored}

    def ids(self) -> tuple[str, ...]:
        """The ids of all records, in order."""
        found: list[str] = []
        body: Body = {"query": {"match_all": {}}, "size": AT_A_TIME, "sort": [{"id": "asc"}], "_source": False}
        while hits := self._search(RECORDS, body)["hits"]["hits"]:
            found += [hit["sort"][0] for hit in hits]
            body = {**body, "search_after": [found[-1]]}
        return tuple(found)

    def status(self) -> IndexStatus:
        """What the current generation holds."""
        with self._connection.client() as client:
            generation = generations.current(client, self._names)
            indexes = [self._names.index(generation, kind) for kind in KINDS]
            meta = client.indices.get_mapping(index=indexes[0])[indexes[0]]["mappings"]["_meta"]
            counts = [client.count(index=index)["count"] for index in indexes]
            stats = client.indices.stats(index=indexes, metric="store")
        return IndexStatus(
            engine="elasticsearch",
            generation=generation,
            fingerprint=meta["fingerprint"],
            built=meta["built"],
            records=counts[0],
            passages=sum(counts[1:]),
            bytes=stats["_all"]["total"]["store"]["size_in_bytes"],
        )

    def begin(self, *, fresh: bool) -> IndexWriter:
        """A writer on a new, empty generation (``fresh``) or on the current one."""
        claim = Claim(self._connection, self._names.writer)
        try:
            return (FreshWriter if fresh else ChangesWriter)(self._connection, self._names, claim)
        except BaseException:
            claim.release()
            raise

    def close(self) -> None:
        """Close the connections; another question opens new ones."""
        self._connection.close()

    def _search(self, kind: str, body: Body) -> Mapping[str, Any]:
        with self._connection.client() as client:
            try:
                answer = client.search(
                    index=self._names.alias(kind),
                    body=body,
                    search_type=_SEARCH_TYPE,
                    allow_partial_search_results=False,
                )
            except elasticsearch.NotFoundError:
                self._explain_missing()
        found: Mapping[str, Any] = answer.body
        return found

    def _passages(
        self, request: PassageRequest, body_of: Callable[[Node, PassageRequest], Body]
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The language and the hit of each record in it: one round to the server for all languages."""
        asked = [language for language in request.queries if passages(language) in KINDS]
        if not asked or not request.records:
            self._check()
            return
        searches: list[Mapping[str, Any]] = []
        for language in asked:
            searches.append({"index": self._names.alias(passages(language)), "allow_partial_search_results": False})
            searches.append(body_of(request.queries[language], request))
        with self._connection.client() as client:
            answers = client.msearch(searches=searches, search_type=_SEARCH_TYPE)["responses"]
        for language, answer in zip(asked, answers, strict=True):
            if "error" in answer:
                self._check()
                raise EngineUnavailable(f"Elasticsearch could not search {passages(language)}: {answer['error']}")
            for hit in answer["hits"]["hits"]:
                yield language, hit

    def _check(self) -> None:
        """Raises IndexMissing or IndexOutdated if there is no index to ask."""
        with self._connection.client() as client:
            generations.current(client, self._names)

    def _explain_missing(self) -> NoReturn:
        self._check()
        raise EngineUnavailable("the indexes in Elasticsearch were exchanged in this moment; ask again")
