"""The step from the store of readings to a new generation of the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.pdf import READER
from indexer.pipeline.checking import SoundRecord
from indexer.pipeline.facts import facts_of
from indexer.pipeline.parts import Parts
from indexer.pipeline.passages import passages_of
from indexer.search.entries import PassageText, entry_of
from indexer.search.types import RecordEntry
from indexer.structure import STRUCTURE

BATCH = 100
"""Records that are handed to the engine at a time; the memory of a build does not grow with the collection."""


def index_records(parts: Parts, records: Sequence[SoundRecord], *, fresh: bool = True, gone: Sequence[str] = ()) -> int:
    """Write the records into a new generation, swap it in, and return how many passages they have.

    Unless it is ``fresh`` the generation begins with what the current one has, and loses the records ``gone``. Records
    whose files could not be read are written with their facts: they are found by title and summary.
    """
    passages = 0
    writer = parts.engine.begin(fresh=fresh)
    try:
        with parts.progress.step("Indexing", len(records)) as counter:
            batch: list[RecordEntry] = []
            for sound in records:
                batch.append(_entry(parts, sound))
                passages += len(batch[-1].passages)
                if len(batch) == BATCH:
                    writer.write(batch)
                    batch.clear()
                counter.advance(sound.record.id)
            writer.write(batch)
        writer.delete(gone)
        writer.publish()
    except BaseException:
        writer.abandon()
        raise
    return passages


def _entry(parts: Parts, sound: SoundRecord) -> RecordEntry:
    return entry_of(facts_of(sound.record, parts.vocabularies, sound.checksum), list(_texts(parts, sound)))


def _texts(parts: Parts, sound: SoundRecord) -> Iterator[PassageText]:
    for file in sound.record.files:
        structure = parts.readings.structure(file.sha256, READER, STRUCTURE)
        if structure:
            yield from passages_of(file.id, structure)
