"""The two kinds of Elasticsearch index of a generation: their fields, and entries as documents.

All text arrives as tokens joined by a space, so fields of tokens use the ``whitespace`` analyzer and stay out of
``_source``; what is shown later is stored once. Only ``exact`` keeps positions: nothing else is asked for phrases.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.search.types import FACETS, SORT_KEYS, PassageEntry, PassageHit, RecordEntry

YEAR = "year"

_SETTINGS: Mapping[str, Any] = {
    "number_of_shards": 1,
    "codec": "best_compression",
    "merge.policy.segments_per_tier": 50,  # merged once, when all is there
    "merge.policy.max_merge_at_once": 50,
    "refresh_interval": "-1",  # visible when the writer says so
    # Pages reach to the last record. The queue this takes is never longer than the index has records.
    "max_result_window": 100_000_000,
    "max_inner_result_window": 10_000,
}

WHEN_BUILT: Mapping[str, Any] = {
    "merge.policy.segments_per_tier": None,
    "merge.policy.max_merge_at_once": None,
}
"""What changes in the settings of an index when all was written to it."""

_TOKENS = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
_WORDS = {"type": "text", "analyzer": "whitespace", "index_options": "positions"}
_EXACT_VALUE = {"type": "keyword"}
_SORT_KEY = {"type": "keyword", "index": False}
_STORED = {"type": "object", "enabled": False}


def settings(replicas: int) -> dict[str, Any]:
    """The settings of a new index; it has as many copies on other nodes as there are nodes for, at most ``replicas``.

    It has them while it is written too, so that a node may be lost in the middle of a build; a single node is green.
    """
    return {**_SETTINGS, "auto_expand_replicas": f"0-{replicas}"}


def sort_field(key: str) -> str:
    """The field of a sort key; the prefix keeps it apart from the facet of the same name."""
    return f"sort_{key}"


def records_mapping() -> dict[str, Any]:
    """Fields of the index of records; ``passages`` lists by language the ids of a record's passages, for deleting."""
    return {
        "dynamic": "strict",
        "_source": {"excludes": ["title", "body", "exact"]},
        "properties": {
            "id": _EXACT_VALUE,
            "title": _TOKENS,
            "body": _TOKENS,
            "exact": _WORDS,
            **dict.fromkeys(FACETS, _EXACT_VALUE),
            YEAR: {"type": "integer"},
            **{sort_field(key): _SORT_KEY for key in SORT_KEYS},
            "stored": _STORED,
            "passages": _STORED,
        },
    }


def passages_mapping() -> dict[str, Any]:
    """Fields of an index of passages."""
    return {
        "dynamic": "strict",
        "_source": {"excludes": ["tokens"]},
        "properties": {"id": _SORT_KEY, "record": _EXACT_VALUE, "tokens": _TOKENS, "stored": _STORED},
    }


def record_document(entry: RecordEntry) -> dict[str, Any]:
    """A record as Elasticsearch takes it."""
    passages: dict[str, list[str]] = {}
    for passage in entry.passages:
        passages.setdefault(passage.language, []).append(passage.id)
    return {
        "id": entry.id,
        "title": entry.title,
        "body": entry.body,
        "exact": entry.exact,
        **{name: list(values) for name, values in entry.facets.items()},
        YEAR: list(entry.years),
        **{sort_field(key): value for key, value in entry.sort.items()},
        "stored": dict(entry.stored),
        "passages": passages,
    }


def passage_document(entry: PassageEntry) -> dict[str, Any]:
    """A passage as Elasticsearch takes it; its language is that of its index."""
    stored = {
        "file": entry.file,
        "provision": entry.provision,
        "label": entry.label,
        "heading": entry.heading,
        "page": entry.page,
        "text": entry.text,
    }
    return {"id": entry.id, "record": entry.record, "tokens": entry.tokens, "stored": stored}


def passage_hit(source: Mapping[str, Any], language: str, score: float) -> PassageHit:
    """The passage that :func:`passage_document` stored."""
    return PassageHit(id=source["id"], record=source["record"], language=language, score=score, **source["stored"])
