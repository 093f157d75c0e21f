"""From a record and the readings of its files to the entry that an engine writes, in processes of their own if many.

The analysis of the words takes most of the time of indexing and the engine the rest, so that they are done side by
side. A process gets a batch, answers with its entries, and gets the next one: memory holds one batch a process,
whatever the size of the collection. The entries come in the order of the records.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from indexer.errors import EngineError
from indexer.pdf import READER
from indexer.pipeline.checking import KeptFacts, SoundRecord
from indexer.pipeline.comparing import is_incomplete, made_of, outcomes_of
from indexer.pipeline.corrected import corrected_structure
from indexer.pipeline.parts import Parts
from indexer.pipeline.passages import passages_of
from indexer.readings import Readings
from indexer.search.entries import PassageText, RecordFacts, entry_of
from indexer.search.types import INCOMPLETE, RecordEntry
from indexer.structure import STRUCTURE

BATCH = 100
"""Records that are analysed, and handed to the engine, at a time."""

MANY = 1000
"""So many records are worth starting processes, which takes a second."""

Task = Sequence[tuple[SoundRecord, RecordFacts]]


def entries_in_batches(
    parts: Parts, records: Sequence[SoundRecord], facts: KeptFacts
) -> Generator[Sequence[RecordEntry]]:
    """The entries of the records, in their order. Raises EngineError if a process is killed."""
    tasks = (
        [(sound, facts.at(sound.place)) for sound in records[start : start + BATCH]]
        for start in range(0, len(records), BATCH)
    )
    workers = parts.settings.workers or os.cpu_count() or 1
    if workers == 1 or len(records) < MANY:
        return (entries_for(parts.readings, task) for task in tasks)
    return _side_by_side(parts.readings, tasks, workers)


def entries_for(readings: Readings, task: Task) -> list[RecordEntry]:
    """The entries of some records."""
    return [_entry(readings, sound, facts) for sound, facts in task]


def _entry(readings: Readings, sound: SoundRecord, facts: RecordFacts) -> RecordEntry:
    texts = list(_texts(readings, sound))
    outcomes = outcomes_of(readings, sound)
    facets = {**facts.facets, "reading": (INCOMPLETE,)} if is_incomplete(outcomes) else facts.facets
    return entry_of(replace(facts, facets=facets, made_of=made_of(sound, outcomes)), texts)


def _texts(readings: Readings, sound: SoundRecord) -> Iterator[PassageText]:
    for file in sound.files:
        found = corrected_structure(readings, file.sha256, file.corrections)
        if found:
            yield from passages_of(file.id, found.structure)
        else:  # damaged since it was last loaded: the next build must not take it for sound
            readings.forget_outcome(file.sha256, READER, STRUCTURE)


def _side_by_side(readings: Readings, tasks: Iterator[Task], workers: int) -> Generator[Sequence[RecordEntry]]:
    with ExitStack() as stack:
        analysts = [stack.enter_context(closing(_Analyst(readings))) for _ in range(workers)]
        busy = [analyst for analyst in analysts if analyst.begin(next(tasks, ()))]
        while busy:
            analyst = busy.pop(0)
            entries = analyst.entries()
            if analyst.begin(next(tasks, ())):
                busy.append(analyst)
            yield entries


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why a process could not make the entries."""

    error: Exception


class _Analyst:
    """A process that makes entries. It ends when nobody can hand it anything any more, also if we are killed."""

    def __init__(self, readings: Readings) -> None:
        """Start it in a fresh interpreter: threads and open files of ours are none of its business."""
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(target=_analyse, args=(theirs, readings), daemon=True)
        with _ignoring_interrupts():
            self._process.start()
        theirs.close()

    def begin(self, task: Task) -> bool:
        """Hand over some records unless there are none; it must have nothing to do."""
        if task:
            with suppress(BrokenPipeError):  # told of by ``entries``
                self._ours.send(task)
        return bool(task)

    def entries(self) -> Sequence[RecordEntry]:
        """The entries of what was handed over. Raises EngineError if the process was killed."""
        try:
            answer: Sequence[RecordEntry] | _Failed = self._ours.recv()
        except (EOFError, ConnectionError):
            raise EngineError(
                "a process that analyses records was killed, perhaps for want of memory; the index is as it was: "
                "build again, with fewer --workers"
            ) from None
        if isinstance(answer, _Failed):
            raise answer.error
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._ours.close()
        self._process.terminate()
        self._process.join()


@contextmanager
def _ignoring_interrupts() -> Iterator[None]:
    """A process that is started in the block ignores Ctrl+C from its beginning: it is for who started it."""
    if threading.current_thread() is not threading.main_thread():  # nobody else may decide about signals
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _analyse(tasks: Connection, readings: Readings) -> None:
    """What the process does."""
    with suppress(EOFError, ConnectionError):
        while True:
            task = tasks.recv()
            try:
                answer: Sequence[RecordEntry] | _Failed = entries_for(readings, task)
            except Exception as error:  # noqa: BLE001 - raised again on the other side
                answer = _Failed(error)
            tasks.send(answer)
