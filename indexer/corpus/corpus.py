"""The records of some collections, read when they are asked for."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from indexer.corpus.folders import RECORD, Entry, entries
from indexer.corpus.reading import read_record
from indexer.corpus.schema import Record, Tombstone
from indexer.corpus.terms import term_faults
from indexer.errors import CorpusError, Fault, RecordFaults, RecordWithdrawn, UnknownRecord
from indexer.vocabularies import Vocabularies

log = logging.getLogger(__name__)


class Corpus:
    """The records of some collections; may be shared by threads.

    Which records there are is found out once, by :meth:`open`. A record is read when it is asked for, and again when
    its record.yaml was changed since.
    """

    def __init__(self, found: Mapping[str, Entry], vocabularies: Vocabularies) -> None:
        """Take what was found in the folders; :meth:`open` looks for it."""
        self._entries = dict(sorted(found.items()))
        self._vocabularies = vocabularies
        self._read = lru_cache(maxsize=2048)(self._read_now)

    @classmethod
    def open(cls, folders: Sequence[Path], vocabularies: Vocabularies) -> Corpus:
        """Look for the records of these collections; of two with one id the first counts (``check`` reports both).

        Raises CorpusError if a folder is not there.
        """
        found: dict[str, Entry] = {}
        for folder in folders:
            if not folder.is_dir():
                raise CorpusError(f"{folder}: expected a collection, a folder with records: <kind>/<slug>/record.yaml")
            for entry in entries(folder):
                found.setdefault(entry.id, entry)
        return cls(found, vocabularies)

    def __len__(self) -> int:
        """How many records there are, without withdrawn ones."""
        return sum(not entry.withdrawn for entry in self._entries.values())

    def __contains__(self, id: object) -> bool:
        """Whether a record has this id and is not withdrawn."""
        return isinstance(id, str) and id in self._entries and not self._entries[id].withdrawn

    def ids(self) -> tuple[str, ...]:
        """The ids of all records in order, without withdrawn ones."""
        return tuple(name for name, entry in self._entries.items() if not entry.withdrawn)

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
        if id not in self._entries:
            raise UnknownRecord(f"no record has the id {id!r}")
        return self._entries[id].path

    def file_path(self, id: str, file_id: str) -> Path:
        """The path of a file of a record. Raises what :meth:`record` raises, and UnknownRecord if there is no file."""
        file = self.record(id).file(file_id)
        if file is None:
            raise UnknownRecord(f"the record {id} has no file with the id {file_id!r}")
        return self.folder(id) / file.name

    def _found(self, id: str) -> Record | Tombstone:
        path = self.folder(id) / RECORD
        try:
            state = path.stat()
        except OSError as error:
            raise UnknownRecord(f"the record {id} is no longer there: {path}") from error
        read = self._read(path, state.st_mtime_ns, state.st_size)
        if isinstance(read, tuple):
            raise RecordFaults(read)
        return read

    def _read_now(self, path: Path, modified: int, size: int) -> Record | Tombstone | tuple[Fault, ...]:  # noqa: ARG002  # the last two are the key of the cache
        text = read_record(path)
        faults = (*text.faults, *term_faults(text, self._vocabularies))
        if text.record is None or faults:
            return faults
        return text.record
