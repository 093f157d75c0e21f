"""Answers of Elasticsearch to the searches of ``queries``, in the terms of the interface."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from indexer.engines.elastic.mapping import passage_hit
from indexer.engines.elastic.queries import FACTOR, most_passages
from indexer.search.types import PassageHit, PassageRequest, RecordAnswer, RecordHit, RecordRequest

Answer = Mapping[str, Any]


def record_answer(answer: Answer, request: RecordRequest) -> RecordAnswer:
    """What ``records_body`` asked for; the id is the last key of every order."""
    hits = tuple(
        RecordHit(
            hit["sort"][-1],
            (hit["_score"] or 0.0) / FACTOR,
            hit["_source"]["stored"] if request.stored else {},
        )
        for hit in answer["hits"]["hits"]
    )
    return RecordAnswer(total_of(answer), hits, facet_counts(answer, request.facets))


def total_of(answer: Answer) -> int:
    """How many records match what ``records_body`` asked for."""
    total: int = answer["hits"]["total"]["value"]
    return total


def facet_counts(answer: Answer, facets: Iterable[str]) -> dict[str, dict[str, int]]:
    """What ``records_body`` counted."""
    counted = answer.get("aggregations", {})
    return {
        name: {str(bucket["key"]): bucket["doc_count"] for bucket in counted[name]["values"]["buckets"]}
        for name in facets
    }


def stored_data(answer: Answer, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """What ``stored_body`` asked for, in the order of the ids."""
    stored = {hit["_source"]["id"]: hit["_source"]["stored"] for hit in answer["hits"]["hits"]}
    return {record: stored[record] for record in dict.fromkeys(ids) if record in stored}


def best_scores(answer: Answer) -> Iterator[tuple[str, float]]:
    """The records that ``best_scores_body`` found, with the score of their best passage."""
    for hit in answer["hits"]["hits"]:
        yield hit["fields"]["record"][0], hit["_score"] / FACTOR


def passage_hits(answer: Answer, language: str) -> list[PassageHit]:
    """The passages that ``passages_body`` found, best first."""
    return [passage_hit(hit["_source"], language, hit["_score"] / FACTOR) for hit in answer["hits"]["hits"]]


def inner_hits(answer: Answer, language: str) -> Iterator[PassageHit]:
    """The passages that ``of_each_body`` found."""
    for hit in answer["hits"]["hits"]:
        yield from passage_hits(hit["inner_hits"]["best"], language)


def unsure_records(answer: Answer, request: PassageRequest) -> tuple[str, ...]:
    """The records of which ``passages_body`` may have left passages out, as those of others were better."""
    hits = answer["hits"]["hits"]
    if len(hits) < most_passages(request):
        return ()
    seen = Counter(hit["_source"]["record"] for hit in hits)
    return tuple(record for record in dict.fromkeys(request.records) if seen[record] < request.per_record)
