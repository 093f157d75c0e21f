"""The step from files to readings: what is not in the store yet is read, several files at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import FileRefused, ReadingError
from indexer.language.detection import shares
from indexer.model import Pages, Problem
from indexer.pdf import READER, Reader, converter_for, is_current
from indexer.pipeline.checking import SoundFile, SoundRecord
from indexer.pipeline.parts import FileProblem, Parts, together
from indexer.readings import Outcome, Readings
from indexer.settings import Settings
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
    file: SoundFile
    path: Path

    @property
    def name(self) -> str:
        """Record and file as a person knows them: ``eg-2010-64/eg-2010-64-1a2b3c4d.pdf``."""
        return f"{self.record}/{self.path.name}"


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Files before any of them is read: those that wait for it, and what could not be read of the others."""

    waiting: tuple[Source, ...]
    problems: tuple[FileProblem, ...]


@dataclass(frozen=True, slots=True)
class Tries:
    """Which files are worth another try: those that can be read better now; with ``again`` all that have a problem."""

    settings: Settings
    again: bool = False

    def can_mend(self, problem: Problem) -> bool:
        """Whether the file was not to blame, or was stopped by a limit that is larger now."""
        larger = any(getattr(self.settings, name, value) > value for name, value in problem.limits)
        return self.again or problem.passing or larger

    def are_worth_it(self, problems: Iterable[Problem]) -> bool:
        """Whether another try can do better in any of these problems."""
        return any(map(self.can_mend, problems))


def read_files(parts: Parts, records: Sequence[SoundRecord], *, again: bool = False) -> ReadFiles:
    """Both stages of the reading of every file of the records, in the store when this returns.

    Files that were read, or refused, are read once more where that can do better, with ``again`` where they have any
    problem.
    """
    sources, tries = sources_of(records), Tries(parts.settings, again)
    known = known_files(parts.readings, sources, tries)
    waiting, problems = known.waiting, list(known.problems)
    if waiting:
        with Reader(parts.settings, parts.readings) as reader, parts.progress.step("Reading", len(waiting)) as counter:
            for source, reason in _read_all(parts, reader, waiting, tries):
                counter.advance(source.path.name)
                problems += [FileProblem(source.name, (), reason)] if reason else []
        unread = {source.file.sha256 for source in waiting}
        problems += _problems(parts.readings, (source for source in sources if source.file.sha256 in unread))
    return ReadFiles(len(waiting), len(sources) - len(waiting), tuple(sorted(problems)))


def _problems(readings: Readings, sources: Iterable[Source]) -> Iterator[FileProblem]:
    """What could not be read of the files, as far as they were read."""
    for source in sources:
        outcome = readings.outcome(source.file.sha256, READER, STRUCTURE)
        yield from together(source.name, outcome.problems) if outcome else ()


def sources_of(records: Sequence[SoundRecord]) -> list[Source]:
    """The files of the records."""
    return [Source(sound.id, file, sound.folder / file.name) for sound in records for file in sound.files]


def known_files(readings: Readings, sources: Sequence[Source], tries: Tries) -> KnownFiles:
    """Which of the files are still to be read, of several with one content the first; the problems of the others."""
    waiting: dict[str, Source] = {}
    problems: list[FileProblem] = []
    for source in sources:
        sha256 = source.file.sha256
        if sha256 in waiting:
            continue
        outcome = readings.outcome(sha256, READER, STRUCTURE)
        if is_waiting(outcome, tries):
            waiting[sha256] = source
        elif outcome:
            problems += together(source.name, outcome.problems)
    return KnownFiles(tuple(waiting.values()), tuple(sorted(problems)))


def is_waiting(outcome: Outcome | None, tries: Tries) -> bool:
    """Whether a stage of the reading of a file is still to be made, or can be made better."""
    return outcome is None or not is_current(outcome.converter) or tries.are_worth_it(outcome.problems)


def _read_all(parts: Parts, reader: Reader, sources: Sequence[Source], tries: Tries) -> Iterator[tuple[Source, str]]:
    """Each source with the reason why nothing is known of it, empty where it was read or refused, as they are done."""
    workers = parts.settings.workers or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        futures: dict[Future[None], Source] = {
            pool.submit(_read, parts.readings, reader, source, tries): source for source in sources
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


def _read(readings: Readings, reader: Reader, source: Source, tries: Tries) -> None:
    """Read the file unless its pages are kept and as good as can be, then its structure; keep both."""
    pages = readings.pages(source.file.sha256, READER)
    if pages is None or not is_current(pages.converter) or tries.are_worth_it(pages.problems):
        pages = _pages_of(reader, source)
        readings.keep_pages(pages)
    structure = structure_of(pages, shares)
    readings.keep_structure(structure, READER)
    readings.keep_outcome(pages, structure)


def _pages_of(reader: Reader, source: Source) -> Pages:
    """The pages of a file; none, and the reason, of one that was refused, so that it is not tried in vain again."""
    try:
        return reader.read(source.path)
    except FileRefused as refusal:
        problem = Problem(f"it {refusal.reason}", limits=refusal.limits)
        return Pages(source.file.sha256, READER, (), (problem,), converter_for(source.path))
