"""The step from folders to sound records."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from indexer.corpus import Corpus, Record, check
from indexer.errors import CorpusError, Fault, RecordFaults
from indexer.pipeline.parts import Parts


@dataclass(frozen=True, slots=True)
class SoundRecord:
    """A record without faults, and its folder."""

    record: Record
    folder: Path


@dataclass(frozen=True, slots=True)
class CheckedRecords:
    """The records that can be indexed, by id, and the faults of the others."""

    records: tuple[SoundRecord, ...]
    faults: tuple[Fault, ...]


def check_records(parts: Parts) -> CheckedRecords:
    """The records of the collections; one with a fault, or beside a file that has changed, is left out.

    Raises CorpusError if a collection is not there or no record is left, RecordFaults if that is for their faults.
    """
    faults = check(parts.corpora, parts.vocabularies)
    faulty = {Path(fault.file).parent for fault in faults}
    corpus = Corpus.open(parts.corpora, parts.vocabularies)
    folders = {name: corpus.folder(name) for name in corpus.ids()}
    sound = tuple(SoundRecord(corpus.record(name), folder) for name, folder in folders.items() if folder not in faulty)
    if not sound and faults:
        raise RecordFaults(faults)
    if not sound:
        raise CorpusError(
            f"no record in {', '.join(map(str, parts.corpora))}: expected <kind>/<slug>/record.yaml there"
        )
    return CheckedRecords(sound, faults)
