"""Writing a generation of the embedded index."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import tantivy

from indexer.engines.embedded.generations import PASSAGES, RECORDS, Facts, Generations, Lock
from indexer.engines.embedded.schema import (
    number_of,
    numbers_of,
    passage_document,
    passages_schema,
    record_document,
    records_schema,
)
from indexer.errors import EngineError
from indexer.search.types import RecordEntry

HEAP = 64_000_000
"""Bytes of memory an index may fill before it writes a segment, by one thread: a small index is one segment."""


class _OpenIndex:
    """A tantivy index that is being written."""

    def __init__(self, folder: Path, schema: tantivy.Schema) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.index = tantivy.Index(schema, path=str(folder))
        self.writer = self.index.writer(heap_size=HEAP, num_threads=1)

    def finish(self) -> int:
        """Commit, wait for merges, remove files no longer used; the number of entries."""
        self.writer.commit()
        self.writer.garbage_collect_files()
        self.writer.wait_merging_threads()
        self.index.reload()
        return self.index.searcher().num_docs


class EmbeddedWriter:
    """Writes a generation in a folder of its own; it is published by a rename, or removed."""

    def __init__(self, generations: Generations, lock: Lock, fingerprint: str, base: str | None) -> None:
        """Take the writer's lock over; ``base`` is the generation to go on from, None an empty one."""
        self._generations = generations
        self._lock = lock
        self._fingerprint = fingerprint
        self._folder = generations.start(base)
        self._fresh = base is None
        self._written: set[int] = set()
        self._records = _OpenIndex(self._folder / RECORDS, records_schema())
        self._passages: dict[str, _OpenIndex] = {}
        for folder in self._folder.glob(f"{PASSAGES}*"):
            self._passages_in(folder.name.removeprefix(PASSAGES))

    def write(self, entries: Sequence[RecordEntry]) -> None:
        """Add these records, each in the place of an earlier one of its id."""
        self._open()
        latest = {entry.id: entry for entry in entries}
        self.delete(self._written_before(latest) if self._fresh else tuple(latest))
        for entry in latest.values():
            for passage in entry.passages:
                self._passages_in(passage.language).writer.add_document(passage_document(passage))
            self._records.writer.add_document(record_document(entry))

    def delete(self, records: Sequence[str]) -> None:
        """Remove these records and their passages.

        By query, never by term: tantivy 0.27 takes every number for a signed one there and deletes nothing, silently.
        """
        if not records:
            return
        self._open()
        ids = tantivy.Query.term_set_query(self._records.index.schema, "id", list(records))
        self._records.writer.delete_documents_by_query(ids)
        numbers = numbers_of(records)
        for passages in self._passages.values():
            of_records = tantivy.Query.term_set_query(passages.index.schema, "record", numbers)
            passages.writer.delete_documents_by_query(of_records)

    def publish(self) -> None:
        """Make the generation durable and current."""
        self._open()
        with ThreadPoolExecutor() as pool:  # an index writes its last segment in one thread
            records, *passages = pool.map(_OpenIndex.finish, (self._records, *self._passages.values()))
        built = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._generations.publish(self._folder, Facts(self._fingerprint, built, records, sum(passages)))
        self._close()

    def abandon(self) -> None:
        """Remove the generation; does nothing after ``publish``."""
        if not self._lock.held:
            return
        self._close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _written_before(self, records: Iterable[str]) -> list[str]:
        """Those of the records that a new generation may have already; the others need not be deleted, which is dear.

        The numbers of all that is written are kept, a hundred bytes a record.
        """
        numbers = {record: number_of(record) for record in records}
        before = [record for record, number in numbers.items() if number in self._written]
        self._written.update(numbers.values())
        return before

    def _passages_in(self, language: str) -> _OpenIndex:
        if language not in self._passages:
            self._open()
            self._passages[language] = _OpenIndex(self._folder / f"{PASSAGES}{language}", passages_schema())
        return self._passages[language]

    def _open(self) -> None:
        if not self._lock.held:
            raise EngineError("this writer was closed by publish or abandon; begin another one")

    def _close(self) -> None:
        self._passages.clear()
        del self._records  # lets go of tantivy's writers
        self._lock.release()
