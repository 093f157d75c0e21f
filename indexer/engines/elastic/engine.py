"""The engine on Elasticsearch: the interface of ``search.types`` over generations of indexes behind aliases."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from indexer.engines.elastic import generations
from indexer.engines.elastic.answers import (
    Answer,
    best_scores,
    facet_counts,
    inner_hits,
    passage_hits,
    record_answer,
    stored_data,
    total_of,
    unsure_records,
)
from indexer.engines.elastic.claim import Claim
from indexer.engines.elastic.connection import Connection
from indexer.engines.elastic.generations import KINDS, RECORDS, Names, passages
from indexer.engines.elastic.queries import (
    NOTHING_STORED,
    Body,
    best_scores_body,
    of_each_body,
    passages_body,
    records_body,
    stored_body,
)
from indexer.engines.elastic.writer import ChangesWriter, FreshWriter
from indexer.errors import IndexBusy
from indexer.search.nodes import Node
from indexer.search.types import (
    IndexStatus,
    IndexWriter,
    PageAnswer,
    PageRequest,
    PassageHit,
    PassageRequest,
    RecordAnswer,
    RecordRequest,
)

Answers = Sequence[Answer]

AT_A_TIME = 10_000
"""Ids that are asked for at a time: the most hits that the server gives at once unless it is told otherwise."""


class ElasticEngine:
    """A search engine on a server of Elasticsearch 9; connects at the first question."""

    def __init__(self, url: str, prefix: str, fingerprint: str, replicas: int = 1) -> None:
        """``prefix`` begins the names of all indexes; ``fingerprint`` is that of the fields and the analysis.

        ``url`` may name several nodes with commas between; ``replicas`` is the most copies of an index on other nodes.
        """
        self._connection = Connection(url)
        self._names = Names(prefix, fingerprint)
        self._replicas = replicas

    def find_records(self, request: RecordRequest) -> RecordAnswer:
        """The records that match."""
        return self.find_first([request], 0)[0]

    def find_first(self, requests: Sequence[RecordRequest], enough: int) -> tuple[RecordAnswer, ...]:
        """The answers up to the first that enough records match; all are asked in one round."""
        found = self._ask([(RECORDS, records_body(request)) for request in requests])
        answers = [record_answer(answer, request) for answer, request in zip(found, requests, strict=True)]
        last = next((at for at, answer in enumerate(answers) if answer.total >= enough), len(answers))
        return tuple(answers[: last + 1])

    def rank_records(self, request: PassageRequest) -> Mapping[str, float]:
        """The score of the best passage of each record that has a matching one."""
        best: dict[str, float] = {}
        for answer in self._ask(_in_each_language(replace(request, per_record=1), best_scores_body)):
            for record, score in best_scores(answer):
                best[record] = max(score, best.get(record, 0.0))
        return best

    def find_passages(self, request: PassageRequest) -> Mapping[str, tuple[PassageHit, ...]]:
        """The best passages of each record that has matching ones."""
        return self._best_passages(request, self._ask(_in_each_language(request, passages_body)))

    def get_records(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What was stored with these records."""
        return stored_data(self._ask([(RECORDS, stored_body(ids))])[0], ids)

    def get_page(self, request: PageRequest) -> PageAnswer:
        """Facets, stored data, passages and totals, asked in one round."""
        shown = request.shown
        facets = _without_hits(request.matching)
        asked = [(RECORDS, records_body(facets)), (RECORDS, stored_body(shown.records))]
        asked += [(RECORDS, records_body(_without_hits(replace(one, facets=())))) for one in request.counted]
        answers = self._ask(asked + _in_each_language(shown, passages_body))
        return PageAnswer(
            facets=facet_counts(answers[0], facets.facets),
            stored=stored_data(answers[1], shown.records),
            passages=self._best_passages(shown, answers[len(asked) :]),
            totals=tuple(total_of(answer) for answer in answers[2 : len(asked)]),
        )

    def ids(self) -> tuple[str, ...]:
        """The ids of all records, in order."""
        found: list[str] = []
        body: Body = {"query": {"match_all": {}}, "size": AT_A_TIME, "sort": [{"id": "asc"}], **NOTHING_STORED}
        while hits := self._ask([(RECORDS, body)])[0]["hits"]["hits"]:
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
            if fresh:
                return FreshWriter(self._connection, self._names, claim, self._replicas)
            return ChangesWriter(self._connection, self._names, claim)
        except BaseException:
            claim.release()
            raise

    def tidy(self) -> None:
        """Remove generations that were never published."""
        with self._connection.client() as client:
            unpublished = not all(generations.generations(client, self._names).values())
        if not unpublished:
            return
        with contextlib.suppress(IndexBusy):
            claim = Claim(self._connection, self._names.writer)
            try:
                with self._connection.client() as client:
                    generations.clear(client, self._names)
            finally:
                claim.release()

    def close(self) -> None:
        """Close the connections; another question opens new ones."""
        self._connection.close()

    def _best_passages(self, request: PassageRequest, answers: Answers) -> Mapping[str, tuple[PassageHit, ...]]:
        """The passages that :func:`passages_body` asked for in each language, those pushed out asked for again."""
        found: dict[str, list[PassageHit]] = {}
        again = []
        for language, answer in zip(_languages(request), answers, strict=True):
            pushed_out = unsure_records(answer, request)
            if pushed_out:
                again.append((language, replace(request, records=pushed_out)))
            for hit in passage_hits(answer, language):
                if hit.record not in pushed_out:
                    found.setdefault(hit.record, []).append(hit)
        if again:
            bodies = [(passages(of), of_each_body(left.queries[of], left)) for of, left in again]
            for (language, _), answer in zip(again, self._ask(bodies), strict=True):
                for hit in inner_hits(answer, language):
                    found.setdefault(hit.record, []).append(hit)
        ordered = {record: sorted(of, key=lambda hit: (-hit.score, hit.id)) for record, of in found.items()}
        return {record: tuple(of[: request.per_record]) for record, of in ordered.items()}

    def _ask(self, searches: Sequence[tuple[str, Body]]) -> Answers:
        """The answers to searches on kinds of indexes, in one round to the server."""
        if not searches:
            self._check()
            return ()
        answers = self._answers(searches)
        if any("error" in answer for answer in answers):  # perhaps the generation was exchanged in this moment
            self._check()
            answers = self._answers(searches)
        for (kind, _), answer in zip(searches, answers, strict=True):
            if "error" in answer:
                raise self._connection.refusal(f"the search in {kind}", answer["status"], answer["error"])
        return answers

    def _answers(self, searches: Sequence[tuple[str, Body]]) -> Answers:
        asked: list[Body] = []
        for kind, body in searches:
            asked += [{"index": self._names.alias(kind), "allow_partial_search_results": False}, body]
        with self._connection.client() as client:
            answers: Answers = client.msearch(searches=asked)["responses"]
        return answers

    def _check(self) -> None:
        """Raises IndexMissing or IndexOutdated if there is no index to ask."""
        with self._connection.client() as client:
            generations.current(client, self._names)


def _without_hits(request: RecordRequest) -> RecordRequest:
    return replace(request, limit=0, offset=0, sort=None, stored=False)


def _languages(request: PassageRequest) -> list[str]:
    """The languages that can be asked for passages: none if no record or no passage is wanted."""
    wanted = request.records and request.per_record > 0
    return [language for language in request.queries if wanted and passages(language) in KINDS]


def _in_each_language(
    request: PassageRequest, body_of: Callable[[Node, PassageRequest], Body]
) -> list[tuple[str, Body]]:
    """A search for each language."""
    return [(passages(language), body_of(request.queries[language], request)) for language in _languages(request)]
