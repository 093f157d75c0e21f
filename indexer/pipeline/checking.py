"""The step from folders to sound records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indexer.corpus import Corpus, Record, check
from indexer.errors import CorpusError, Fault, RecordFaults
from indexer.pipeline.parts import Parts


@dataclass(frozen=True, slots=True)
class SoundRecord:
    """A record without faults, its folder, and the checksum of its record.yaml."""

    record: Record
    folder: Path
    checksum: str


@dataclass(frozen=True, slots=True)
class CheckedRecords:
    """The records that can be indexed, by id, and the faults of the others."""

    records: tuple[SoundRecord, ...]
    faults: tuple[Fault, ...]


def check_records(parts: Parts) -> CheckedRecords:
    """The records of the collections; one with a fault, or beside a file that has changed, is left out.

    Raises CorpusError if a collection is not there or no record is left, RecordFaults if that is for their faults.
    """
    found = find_records(parts)
    if not found.records and found.faults:
        raise RecordFaults(found.faults)
    if not found.records:
        raise CorpusError(
            f"no record in {', '.join(map(str, parts.corpora))}: expected <kind>/<slug>/record.yaml there"
        )
    return found


def find_records(parts: Parts) -> CheckedRecords:
    """The same, also if no record is left; raises CorpusError if a collection is not there."""
    faults = check(parts.corpora, parts.vocabularies)
    faulty = {Path(fault.file).parent for fault in faults}
    corpus = Corpus.open(parts.corpora, parts.vocabularies)
    folders = {name: corpus.folder(name) for name in corpus.ids()}
    sound = tuple(_sound(corpus, name) for name, folder in folders.items() if folder not in faulty)
    return CheckedRecords(sound, faults)


def _sound(corpus: Corpus, id: str) -> SoundRecord:
    """The record as it is now; if it is changed at this moment the checksum is the older one, so that it shows."""
    checksum = corpus.checksum(id)
    return SoundRecord(corpus.record(id), corpus.folder(id), checksum)
