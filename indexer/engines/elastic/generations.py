"""The generations of an index in Elasticsearch: indexes with a number in their names, and aliases that are switched.

    palermo-000007-records, palermo-000007-passages-fr, ...        a generation
    palermo-<digest of the fingerprint>-records, ...               aliases of the current one

Questions are asked of the aliases. The digest in their names keeps a program with another analysis from asking an index
that it would misunderstand, without a further request: it finds no alias of its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from indexer.engines.elastic.mapping import WHEN_BUILT, passages_mapping, records_mapping, settings
from indexer.errors import EngineError, EngineUnavailable, IndexMissing, IndexOutdated
from indexer.model import LANGUAGES

RECORDS = "records"
READY_SECONDS = 60
WRITE_SECONDS = 120
"""How long an answer is waited for where the server has to write to its disks or to tell other nodes."""


def passages(language: str) -> str:
    """The kind of index that holds the passages of a language."""
    return f"passages-{language}"


KINDS = (RECORDS, *(passages(language) for language in LANGUAGES))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the indexes and aliases of one prefix and one fingerprint."""

    prefix: str
    fingerprint: str

    @property
    def digest(self) -> str:
        """Stands for the fingerprint in the names of aliases."""
        return hashlib.sha256(self.fingerprint.encode()).hexdigest()[:12]

    @property
    def writer(self) -> str:
        """The index that holds the claim of the writer."""
        return f"{self.prefix}-writer"

    def alias(self, kind: str) -> str:
        """What questions of this fingerprint are asked of."""
        return f"{self.prefix}-{self.digest}-{kind}"

    def index(self, generation: str, kind: str) -> str:
        """An index of a generation."""
        return f"{self.prefix}-{generation}-{kind}"

    def indexes(self, generation: str) -> list[str]:
        """All indexes of a generation, that of the records first."""
        return [self.index(generation, kind) for kind in KINDS]

    def generation_of(self, index: str) -> str | None:
        """The generation that an index belongs to; None if it is not one of this prefix."""
        found = re.fullmatch(rf"{re.escape(self.prefix)}-(\d{{6}})-(?:{'|'.join(KINDS)})", index)
        return found[1] if found else None


def generations(client: Elasticsearch, names: Names) -> Mapping[str, frozenset[str]]:
    """All generations with the aliases of their records; those that were never published have none."""
    found = client.indices.get_alias(index=f"{names.prefix}-*", expand_wildcards="all")
    return {
        generation: frozenset(content["aliases"])
        for index, content in found.body.items()
        if index.endswith(f"-{RECORDS}") and (generation := names.generation_of(index))
    }


def current(client: Elasticsearch, names: Names) -> str:
    """The generation that is asked. Raises IndexMissing or IndexOutdated."""
    existing = generations(client, names)
    for generation, aliases in existing.items():
        if names.alias(RECORDS) in aliases:
            return generation
    if any(existing.values()):
        raise IndexOutdated(
            f"the indexes {names.prefix}-* in Elasticsearch were built by another version"
            " (other fields or another analysis of words); make them again with: indexer build"
        )
    raise IndexMissing(
        f"there are no indexes {names.prefix}-* in Elasticsearch; make them with: indexer build --engine elasticsearch"
    )


def clear(client: Elasticsearch, names: Names) -> Mapping[str, frozenset[str]]:
    """Remove generations that were never published; all that there were. Only for who holds the claim of the writer."""
    existing = generations(client, names)
    for generation, aliases in existing.items():
        if not aliases:
            remove(client, names, generation)
    return existing


def create(client: Elasticsearch, names: Names, replicas: int) -> str:
    """A new, empty generation; what a killed writer left is removed. Only for who holds the claim of the writer."""
    client = client.options(request_timeout=WRITE_SECONDS)
    existing = clear(client, names)
    generation = f"{max(map(int, existing), default=0) + 1:06}"
    for kind in KINDS:
        mapping = records_mapping() if kind == RECORDS else passages_mapping()
        mapping["_meta"] = {"fingerprint": names.fingerprint}
        client.indices.create(
            index=names.index(generation, kind),
            settings=settings(replicas),
            mappings=mapping,
            wait_for_active_shards=0,
        )
    _await(client, names, generation, "green")  # once for all: waiting for each takes many times as long
    return generation


def publish(client: Elasticsearch, names: Names, generation: str) -> None:
    """Make what was written visible and this generation the current one, then remove all others.

    An index that no node holds any more is waited for: nothing may have been written to it, so nobody noticed so far.
    Raises EngineUnavailable if it does not come back; the generation before stays the current one.
    """
    client = client.options(request_timeout=WRITE_SECONDS)
    indexes = names.indexes(generation)
    _await(client, names, generation, "yellow")
    refresh(client, names, generation)
    client.indices.put_settings(index=indexes, settings=WHEN_BUILT)
    others = [other for other in generations(client, names) if other != generation]
    add: list[dict[str, Any]] = [
        {"add": {"index": index, "alias": names.alias(kind)}} for index, kind in zip(indexes, KINDS, strict=True)
    ]
    drop = [{"remove": {"index": f"{names.prefix}-{other}-*", "alias": "*", "must_exist": False}} for other in others]
    client.indices.update_aliases(actions=add + drop)
    for other in others:
        remove(client, names, other)


def refresh(client: Elasticsearch, names: Names, generation: str) -> None:
    """Make what was written to a generation visible, and note the time. Raises EngineError if a shard failed."""
    indexes = names.indexes(generation)
    built = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    client.indices.put_mapping(index=indexes[0], meta={"fingerprint": names.fingerprint, "built": built})
    answer = client.indices.refresh(index=indexes)
    if answer["_shards"]["failed"]:
        raise EngineError(f"Elasticsearch could not make all indexes visible: {answer['_shards']}")


def _await(client: Elasticsearch, names: Names, generation: str, status: str) -> None:
    """Wait until all indexes of a generation can be written to, with ``green`` also for their copies on other nodes.

    Before the copies are there, a node that is lost takes with it the indexes that it alone held. An index that can be
    written to will do after that time. Raises EngineUnavailable if one cannot.
    """
    indexes = names.indexes(generation)
    health = client.options(ignore_status=408).cluster.health(
        index=indexes, wait_for_status=status, timeout=f"{READY_SECONDS}s"
    )
    if health["status"] == "red":
        raise EngineUnavailable(
            "Elasticsearch has no room for new indexes, or a node that holds some is away: see its cluster health,"
            " its nodes and its disks"
        )


def remove(client: Elasticsearch, names: Names, generation: str) -> None:
    """Delete the indexes of a generation, as far as they are there."""
    client.indices.delete(index=names.indexes(generation), ignore_unavailable=True)
