"""The records of some collections, read when they are asked for."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from indexer.corpus.folders import RECORD, Entry, RecordState, entries, require_collections
from indexer.corpus.reading import read_record
from indexer.corpus.schema import Record, Tombstone
from indexer.corpus.terms import term_faults
from indexer.errors import Fault, RecordFaults, RecordWithdrawn, UnknownRecord
from indexer.vocabularies import Vocabularies

log = logging.getLogger(__name__)


class Entries(Protocol):
    """What knows where records lie: the folders looked through once, or the catalogue, which follows them."""

    def place(self, id: str) -> Entry | None:
        """Where a record lies, faulty and withdrawn ones too; None if there is none with this id."""

    def ids(self) -> tuple[str, ...]:
        """The ids of all records in order, without withdrawn ones."""


class FoundEntries:
    """The entries of some collections as they were when they were looked for."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Look through the folders; of two records with one id the first counts (``check`` reports both)."""
        found: dict[str, Entry] = {}
        for entry in (entry for folder in folders for entry in entries(folder)):
            found.setdefault(entry.id, entry)
        self._entries = dict(sorted(found.items()))

    def place(self, id: str) -> Entry | None:
        """Where a record lies; None if there was none with this id."""
        return self._entries.get(id)

    def ids(self) -> tuple[str, ...]:
        """The ids of all records in order, without withdrawn ones."""
        return tuple(name for name, entry in self._entries.items() if not entry.withdrawn)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of a record.yaml that was read."""

    record: Record | Tombstone | None
    faults: tuple[Fault, ...]
    checksum: str


class Corpus:
    """The records of some collections; may be shared by threads.

    Which records there are is what ``entries`` say. A record is read when it is asked for, and again when its
    record.yaml was changed since.
    """

    def __init__(self, entries: Entries, vocabularies: Vocabularies) -> None:
        """Read records where ``entries`` (a Catalogue) say that they lie."""
        self._entries = entries
        self._vocabularies = vocabularies
        self._read = lru_cache(maxsize=2048)(self._read_now)

    @classmethod
    def open(cls, folders: Sequence[Path], vocabularies: Vocabularies) -> Corpus:
        """The records that are in these collections now, found without a catalogue.

        Raises CorpusError if a folder is not there.
        """
        require_collections(folders)
        return cls(FoundEntries(folders), vocabularies)

    def __len__(self) -> int:
        """How many records there are, without withdrawn ones."""
        return len(self.ids())

    def __contains__(self, id: object) -> bool:
        """Whether a record has this id and is not withdrawn."""
        entry = self._entries.place(id) if isinstance(id, str) else None
        return entry is not None and not entry.withdrawn

    def ids(self) -> tuple[str, ...]:
        """The ids of all records in order, without withdrawn ones."""
        return self._entries.ids()

    def records(self) -> Iterator[Record]:
        """All records in order of their ids; one with faults is left out and logged, so that it hides no other."""
        for name in self.ids():
            try:
                yield self.record(name)
            except RecordFaults as error:
                log.warning("record %s is left out: %s", name, error)

    def record(self, id: str) -> Record:
        """The record with this id.

        Raises UnknownRecord, RecordWithdrawn, or RecordFaults if it does not follow the schema or the vocabularies.
        """
        found = self._found(id)
        if isinstance(found, Tombstone):
            reasons = found.withdrawn.reason
            raise RecordWithdrawn(id, reasons.get("en") or next(iter(reasons.values())))
        return found

    def tombstone(self, id: str) -> Tombstone | None:
        """What stays of a withdrawn record, with the reason in all its languages; None if it is not withdrawn.

        Raises UnknownRecord or RecordFaults.
        """
        found = self._found(id)
        return found if isinstance(found, Tombstone) else None

    def folder(self, id: str) -> Path:
        """The folder of a record. Raises UnknownRecord."""
        entry = self._entries.place(id)
        if entry is None:
            raise UnknownRecord(f"no record has the id {id!r}")
        return entry.path

    def file_path(self, id: str, file_id: str) -> Path:
        """The path of a file of a record. Raises what :meth:`record` raises, and UnknownRecord if there is no file."""
        file = self.record(id).file(file_id)
        if file is None:
            raise UnknownRecord(f"the record {id} has no file with the id {file_id!r}")
        return self.folder(id) / file.name

    def checksum(self, id: str) -> str:
        """The SHA-256 of the record.yaml that :meth:`record` gives or refuses. Raises UnknownRecord."""
        return self._now(id).checksum

    def _found(self, id: str) -> Record | Tombstone:
        read = self._now(id)
        if read.record is None or read.faults:
            raise RecordFaults(read.faults)
        return read.record

    def _now(self, id: str) -> _Read:
        path = self.folder(id) / RECORD
        try:
            state = RecordState.of(path.stat())
        except OSError as error:
            raise UnknownRecord(f"the record {id} is no longer there: {path}") from error
        return self._read(path, state)

    def _read_now(self, path: Path, state: RecordState) -> _Read:  # noqa: ARG002  # the state is the key of the cache
        text = read_record(path)
        return _Read(text.record, (*text.faults, *term_faults(text, self._vocabularies)), text.checksum)
