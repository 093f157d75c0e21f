"""The embedded engine: the interface of ``search.types`` over generations of tantivy indexes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from indexer.engines.embedded.generations import Generations
from indexer.engines.embedded.reader import GenerationReader
from indexer.engines.embedded.writer import EmbeddedWriter
from indexer.errors import IndexBusy, IndexMissing, IndexOutdated
from indexer.search.types import (
    IndexStatus,
    PageAnswer,
    PageRequest,
    PassageHit,
    PassageRequest,
    RecordAnswer,
    RecordRequest,
)


class EmbeddedEngine:
    """A search engine in a folder.

    Nothing is opened before the first question, so that an engine made before a fork is safe to use after it. Every
    question looks whether there is a newer generation (one ``stat``) and goes on there.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        """``folder`` holds the generations; ``fingerprint`` is that of the fields and the analysis of who is asking."""
        self._generations = Generations(folder)
        self._fingerprint = fingerprint
        self._switching = threading.Lock()
        self._reader: GenerationReader | None = None
        self._mark: tuple[int, int] | None = None

    def find_records(self, request: RecordRequest) -> RecordAnswer:
        """The records that match."""
        return self._current().find_records(request)

    def find_first(self, requests: Sequence[RecordRequest], enough: int) -> tuple[RecordAnswer, ...]:
        """The answers up to the first that enough records match; what comes after it is not asked."""
        reader = self._current()
        answers: list[RecordAnswer] = []
        for request in requests:
            answers.append(reader.find_records(request))
            if answers[-1].total >= enough:
                break
        return tuple(answers)

    def rank_records(self, request: PassageRequest) -> Mapping[str, float]:
        """The score of the best passage of each record that has a matching one."""
        return self._current().rank_records(request)

    def find_passages(self, request: PassageRequest) -> Mapping[str, tuple[PassageHit, ...]]:
        """The best passages of each record that has matching ones."""
        return self._current().find_passages(request)

    def get_records(self, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """What was stored with these records."""
        return self._current().get_records(ids)

    def get_page(self, request: PageRequest) -> PageAnswer:
        """Facets, stored data, passages and totals."""
        reader = self._current()
        return PageAnswer(
            facets=reader.count_facets(request.matching),
            stored=reader.get_records(request.shown.records),
            passages=reader.find_passages(request.shown),
            totals=tuple(reader.count_records(counted) for counted in request.counted),
        )

    def ids(self) -> tuple[str, ...]:
        """The ids of all records, in order."""
        return self._current().ids()

    def status(self) -> IndexStatus:
        """What the current generation holds."""
        reader = self._current()
        return IndexStatus(
            engine="embedded",
            generation=reader.name,
            fingerprint=reader.facts.fingerprint,
            built=reader.facts.built,
            records=reader.facts.records,
            passages=reader.facts.passages,
            bytes=self._generations.size(reader.name),
            deleted=self._generations.deleted(reader.name),
        )

    def begin(self, *, fresh: bool) -> EmbeddedWriter:
        """A writer on a new, empty generation (``fresh``) or on a copy of the current one, made of links."""
        lock = self._generations.lock_for_writing()
        try:
            base = None if fresh else self._current().name
            return EmbeddedWriter(self._generations, lock, self._fingerprint, base)
        except BaseException:
            lock.release()
            raise

    def tidy(self) -> None:
        """Remove generations that were never finished, and old ones that nobody holds."""
        with contextlib.suppress(IndexBusy, IndexMissing, OSError):
            lock = self._generations.lock_for_writing()
            try:
                self._generations.clear()
                self._generations.sweep()
            finally:
                lock.release()

    def close(self) -> None:
        """Let go of the files; another question opens them again."""
        with self._switching:
            self._reader = self._mark = None

    def _current(self) -> GenerationReader:
        """A reader of the current generation. Raises IndexMissing or IndexOutdated."""
        mark = self._generations.mark()
        with self._switching:
            if self._reader is None or mark != self._mark:
                followed = self._reader is not None
                self._reader = None
                self._reader, self._mark = self._open(), mark
                if followed:
                    with contextlib.suppress(OSError):  # tidying must never cost an answer
                        self._generations.sweep()
            return self._reader

    def _open(self) -> GenerationReader:
        name, lock = self._generations.hold_current()
        facts = self._generations.facts(name)
        if facts.fingerprint != self._fingerprint:
            raise IndexOutdated(
                f"the index in {self._generations.folder} was built by another version"
                " (other fields or another analysis of words); make it again with: indexer build"
            )
        return GenerationReader(self._generations.folder / name, facts, lock)
