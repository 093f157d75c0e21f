"""The step from folders to sound records: each is read once, and only what later steps need is kept of it."""

from __future__ import annotations

import hashlib
import json
import pickle
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import NamedTuple

from indexer.corpus import RecordFile, Tombstone, Visitor, check
from indexer.corpus.folders import RecordFolder, entry_in, record_folders, require_collections
from indexer.corpus.reading import RecordText
from indexer.errors import CorpusError, Fault, RecordFaults
from indexer.model import Correction
from indexer.pipeline.choosing import EVERYTHING, Choice
from indexer.pipeline.facts import facts_of
from indexer.pipeline.parts import Parts
from indexer.pipeline.progress import Counter
from indexer.search.entries import RecordFacts


class SoundFile(NamedTuple):
    """What later steps need of a file of a record; it takes little to keep, and to hand to another process."""

    id: str
    name: str
    sha256: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class SoundRecord:
    """A record without faults: its folder, its files, the checksum of its record.yaml.

    ``said`` is a mark of all facts that come from it and from the vocabularies; ``place`` is where ``KeptFacts`` has
    them.
    """

    id: str
    folder: Path
    files: tuple[SoundFile, ...]
    checksum: str
    said: str
    place: int


class KeptFacts:
    """The facts of records in a temporary file: the memory of a build does not grow with the collection."""

    def __init__(self) -> None:
        """Begin an empty file that goes away with this object."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when nobody refers to this object any more
        weakref.finalize(self, self._file.close)

    def keep(self, facts: RecordFacts) -> int:
        """Keep the facts of a record; gives the place where they are."""
        place = self._file.seek(0, 2)
        pickle.dump(facts, self._file, pickle.HIGHEST_PROTOCOL)
        return place

    def at(self, place: int) -> RecordFacts:
        """The facts that are kept at a place."""
        self._file.seek(place)
        facts: RecordFacts = pickle.load(self._file)  # noqa: S301 - a file without a name that only we wrote
        return facts


@dataclass(frozen=True, slots=True)
class CheckedRecords:
    """The records that can be indexed, by id, and the faults of those that cannot.

    ``minor`` are faults that keep no record out of the index: relations to records that are not there, revisions that
    are not kept. ``left_out`` are the ids of records with faults and of withdrawn ones, ``others`` those that were not
    chosen.
    """

    records: tuple[SoundRecord, ...]
    faults: tuple[Fault, ...]
    facts: KeptFacts
    minor: tuple[Fault, ...] = ()
    left_out: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def check_records(parts: Parts, choice: Choice = EVERYTHING) -> CheckedRecords:
    """The chosen records of the collections; one with a fault, or beside a file that has changed, is left out.

    Raises CorpusError if a collection is not there or there is no record at all, RecordFaults if that is for their
    faults. If records are named none may be left: no others are taken out of the index for that.
    """
    found = find_records(parts, choice)
    if choice.only:
        return found
    if not found.records and not found.others and found.faults:
        raise RecordFaults(found.faults)
    if not found.records and not found.others:
        raise CorpusError(
            f"no record in {', '.join(map(str, parts.corpora))}: expected <kind>/<slug>/record.yaml there; "
            "the index stays as it is"
        )
    return found


def find_records(parts: Parts, choice: Choice = EVERYTHING) -> CheckedRecords:
    """The same, also if no record is left; raises CorpusError if a collection is not there."""
    require_collections(parts.corpora)
    total = sum(1 for collection in dict.fromkeys(parts.corpora) for _ in record_folders(collection))
    with parts.progress.step("Checking", total) as counter:
        taken = _Taken(parts, choice, counter)
        faults = check(parts.corpora, parts.vocabularies, taken, others=parts.others)
    sound: dict[str, SoundRecord] = {}
    for record in taken.records:
        sound.setdefault(record.id, record)
    folders = {record.folder for record in sound.values()}
    minor = {fault for fault in faults if Path(fault.file).parent in folders}
    return CheckedRecords(
        records=tuple(sound[name] for name in sorted(sound)),
        faults=tuple(fault for fault in faults if fault not in minor),
        facts=taken.facts,
        minor=tuple(sorted(minor)),
        left_out=frozenset(taken.seen - sound.keys()),
        others=frozenset(taken.others - sound.keys()),
    )


@dataclass(slots=True)
class _Taken(Visitor):
    """Keeps what ``check`` hands over of the records that are chosen."""

    parts: Parts
    choice: Choice
    counter: Counter
    records: list[SoundRecord] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    facts: KeptFacts = field(default_factory=KeptFacts)

    def wants(self, folder: RecordFolder) -> bool:
        """Whether the record is chosen; the id of another one is noted, unless it is withdrawn."""
        if self.choice.takes(folder):
            return True
        if folder.entry and not folder.entry.withdrawn:
            self.others.add(folder.entry.id)
        self.counter.advance()
        return False

    def take(self, folder: RecordFolder, text: RecordText, faults: Sequence[Fault]) -> None:
        """Keep what the later steps need of a record without faults."""
        entry, record = entry_in(text.content, folder.path), text.record
        if entry:
            self.seen.add(entry.id)
        if record is not None and not isinstance(record, Tombstone) and not faults:
            facts = facts_of(record, self.parts.vocabularies, text.checksum)
            place, said = self.facts.keep(facts), _mark(facts)
            files = tuple(_sound(file) for file in record.files)
            self.records.append(SoundRecord(record.id, folder.path, files, text.checksum, said, place))
        self.counter.advance(folder.path.name)


def _sound(file: RecordFile) -> SoundFile:
    return SoundFile(file.id, file.name, file.sha256, tuple(one.plain for one in file.corrections))


def _mark(facts: RecordFacts) -> str:
    said = {one.name: getattr(facts, one.name) for one in fields(facts)}  # asdict copies all that is in them
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
