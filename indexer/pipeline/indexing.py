"""The step from the store of readings to the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.pdf import READER
from indexer.pipeline.checking import KeptFacts, SoundRecord
from indexer.pipeline.comparing import made_of
from indexer.pipeline.parts import Parts
from indexer.pipeline.passages import passages_of
from indexer.readings import Readings
from indexer.search.entries import PassageText, entry_of
from indexer.search.types import RecordEntry
from indexer.structure import STRUCTURE

BATCH = 100
"""Records that are handed to the engine at a time; the memory of a build does not grow with the collection."""


def index_records(
    parts: Parts, records: Sequence[SoundRecord], facts: KeptFacts, *, fresh: bool = True, gone: Sequence[str] = ()
) -> None:
    """Write the records into a new generation and swap it in.

    Unless it is ``fresh`` the generation begins with what the current one has, and loses the records ``gone``. Records
    whose files could not be read are written with their facts: they are found by title and summary.
    """
    writer = parts.engine.begin(fresh=fresh)
    try:
        with parts.progress.step("Indexing", len(records)) as counter:
            for start in range(0, len(records), BATCH):
                batch: list[RecordEntry] = []
                for sound in records[start : start + BATCH]:
                    batch.append(_entry(parts.readings, sound, facts))
                    counter.advance(sound.id)
                writer.write(batch)
        writer.delete(gone)
        writer.publish()
    except BaseException:
        writer.abandon()
        raise


def _entry(readings: Readings, sound: SoundRecord, facts: KeptFacts) -> RecordEntry:
    texts = list(_texts(readings, sound))
    return entry_of(replace(facts.at(sound.place), made_of=made_of(readings, sound)), texts)


def _texts(readings: Readings, sound: SoundRecord) -> Iterator[PassageText]:
    for file in sound.files:
        structure = readings.structure(file.sha256, READER, STRUCTURE)
        if structure:
            yield from passages_of(file.id, structure)
        else:  # damaged since it was last loaded: the next build must not take it for sound
            readings.forget_outcome(file.sha256, READER, STRUCTURE)
