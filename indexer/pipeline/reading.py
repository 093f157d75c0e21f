"""The step from files to readings: what is not in the store yet is read, several files at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from indexer.corpus import RecordFile
from indexer.errors import ReadingError
from indexer.language.detection import shares
from indexer.model import Pages
from indexer.pdf import READER, Reader
from indexer.pipeline.checking import SoundRecord
from indexer.pipeline.parts import FileProblem, Parts, together
from indexer.readings import Readings
from indexer.structure import STRUCTURE, structure_of


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """How many files were read anew, how many were in the store, and what could not be read."""

    files_read: int
    files_kept: int
    problems: tuple[FileProblem, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a record, and where it lies."""

    record: str
    file: RecordFile
    path: Path

    @property
    def name(self) -> str:
        """Record and file as a person knows them: ``eg-2010-64/eg-2010-64-1a2b3c4d.pdf``."""
        return f"{self.record}/{self.path.name}"


def read_files(parts: Parts, records: Sequence[SoundRecord]) -> ReadFiles:
    """Both stages of the reading of every file of the records, in the store when this returns."""
    sources = sources_of(records)
    waiting = waiting_sources(parts.readings, sources)
    problems: list[FileProblem] = []
    if waiting:
        with Reader(parts.settings) as reader, parts.progress.step("Reading", len(waiting)) as counter:
            for source, reason in _read_all(parts, reader, waiting):
                counter.advance(source.path.name)
                problems += [FileProblem(source.name, (), reason)] if reason else []
    problems += known_problems(parts.readings, sources)
    return ReadFiles(len(waiting), len(sources) - len(waiting), tuple(sorted(problems)))


def known_problems(readings: Readings, sources: Iterable[Source]) -> tuple[FileProblem, ...]:
    """What could not be read of the files, as far as they were read."""
    problems: list[FileProblem] = []
    for source in sources:
        outcome = readings.outcome(source.file.sha256, READER, STRUCTURE)
        problems += together(source.name, outcome.problems) if outcome else []
    return tuple(sorted(problems))


def sources_of(records: Sequence[SoundRecord]) -> list[Source]:
    """The files of the records."""
    return [Source(sound.id, file, sound.folder / file.name) for sound in records for file in sound.files]


def waiting_sources(readings: Readings, sources: Sequence[Source]) -> list[Source]:
    """Those of the files that are still to be read; of several with one content the first."""
    waiting: dict[str, Source] = {}
    for source in sources:
        if source.file.sha256 not in waiting and is_waiting(readings, source.file.sha256):
            waiting[source.file.sha256] = source
    return list(waiting.values())


def is_waiting(readings: Readings, sha256: str) -> bool:
    """Whether a stage of the reading of a file is still to be made, or can be made better."""
    outcome = readings.outcome(sha256, READER, STRUCTURE)
    return outcome is None or not outcome.settled


def _settled_pages(readings: Readings, sha256: str) -> Pages | None:
    """The pages of a file that are kept; None if there are none or another try can do better."""
    pages = readings.pages(sha256, READER)
    return None if pages is None or any(problem.passing for problem in pages.problems) else pages


def _read_all(parts: Parts, reader: Reader, sources: Sequence[Source]) -> Iterator[tuple[Source, str]]:
    """Each source with the reason why nothing could be read of it, empty where it was read, as they are done."""
    workers = parts.settings.workers or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        futures: dict[Future[None], Source] = {
            pool.submit(_read, parts.readings, reader, source): source for source in sources
        }
        try:
            for future in as_completed(futures):
                error = future.exception()
                if error is not None and not isinstance(error, ReadingError):
                    raise error
                yield futures[future], str(error) if error else ""
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            reader.close()  # broken off, it gives up what is being read: a long scan takes minutes


def _read(readings: Readings, reader: Reader, source: Source) -> None:
    """Read the file unless its pages are kept and as good as can be, then its structure; keep both."""
    pages = _settled_pages(readings, source.file.sha256)
    if pages is None:
        pages = reader.read(source.path)
        readings.keep_pages(pages)
    structure = structure_of(pages, shares)
    readings.keep_structure(structure, READER)
    readings.keep_outcome(pages.sha256, READER, STRUCTURE, pages.problems + structure.problems)
