"""Merging a generation that was published: one segment an index, the smallest and fastest form.

The server keeps the sources of entries, beside what the index stores of them, as long as a copy might have to be sent
them one by one. What it still keeps is written on by a merge, and stays until the next one. Which entries no copy needs
any more it notes every 30 seconds, and no request hastens that: a merge at once would make the index of a build of less
than half a minute half as large again.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from elasticsearch import Elasticsearch

from indexer.engines.elastic.generations import Names

MERGE_SECONDS = 4 * 3600

WORTH_WAITING = 50_000_000
"""Indexes of fewer bytes are merged at once, whatever is kept."""

MOST_KEPT = 0.5
"""The share of the entries, sources kept, with which an index is merged: a build of some minutes never waits.

None may be kept where an entry was written a second time, because a node was lost before it had said that it has it:
what is kept of the first would count in the scores.
"""

NOTE_SECONDS = 40.0
"""The longest wait: the 30 seconds, and some for a busy server."""


def merge(client: Elasticsearch, names: Names, generation: str) -> None:
    """Merge each index into one segment, when the server no longer keeps the sources of most entries for copies."""
    indexes = names.indexes(generation)
    patient = client.options(request_timeout=MERGE_SECONDS)
    patient.indices.flush(index=indexes)
    until = time.monotonic() + NOTE_SECONDS
    while _keeps_much(client, indexes) and time.monotonic() < until:
        time.sleep(0.5)
    patient.indices.flush(index=indexes)
    patient.indices.forcemerge(index=indexes, max_num_segments=1)


def _keeps_much(client: Elasticsearch, indexes: Sequence[str]) -> bool:
    """Whether a merge now would write on more of what is kept for copies than is worth merging at once."""
    stats = client.indices.stats(index=indexes, level="shards", metric=["store", "docs"])
    shards = [shard for index in stats["indices"].values() for copies in index["shards"].values() for shard in copies]
    kept = sum(map(_entries_kept, shards))
    if stats["_all"]["primaries"]["docs"]["deleted"]:
        return kept > 0
    written: int = sum(shard["seq_no"]["max_seq_no"] + 1 for shard in shards)
    return stats["_all"]["primaries"]["store"]["size_in_bytes"] >= WORTH_WAITING and kept > MOST_KEPT * written


def _entries_kept(shard: Mapping[str, Any]) -> int:
    written: int = shard["seq_no"]["max_seq_no"] + 1
    needed = [lease["retaining_seq_no"] for lease in shard["retention_leases"]["leases"]]
    return written - min(needed, default=written)
