"""The step from the store of readings to the index."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from indexer.pipeline.analysing import entries_in_batches
from indexer.pipeline.checking import KeptFacts, SoundRecord
from indexer.pipeline.parts import Parts


def index_records(
    parts: Parts, records: Sequence[SoundRecord], facts: KeptFacts, *, fresh: bool = True, gone: Sequence[str] = ()
) -> None:
    """Write the records into a new generation and swap it in.

    Unless it is ``fresh`` the generation begins with what the current one has, and loses the records ``gone``. Records
    whose files could not be read are written with their facts: they are found by title and summary.
    """
    writer = parts.engine.begin(fresh=fresh)
    try:
        with (
            parts.progress.step("Indexing", len(records)) as counter,
            closing(entries_in_batches(parts, records, facts)) as batches,
        ):
            for batch in batches:
                writer.write(batch)
                for entry in batch:
                    counter.advance(entry.id)
        writer.delete(gone)
        writer.publish()
    except BaseException:
        writer.abandon()
        raise
