"""What the pipeline works with, and what it reports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import Fault
from indexer.model import Problem
from indexer.pipeline.progress import Progress
from indexer.readings import Readings
from indexer.search.types import SearchEngine
from indexer.settings import Settings
from indexer.vocabularies import Vocabularies


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that a build is handed: the collections, the store of readings, the engine that is written to.

    ``others`` are collections that are left alone; relations may lead to their records.
    """

    settings: Settings
    corpora: Sequence[Path]
    vocabularies: Vocabularies
    readings: Readings
    engine: SearchEngine
    progress: Progress
    others: Sequence[Path] = ()


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """What could not be read of a file of a record: the pages (none: the file as a whole) and the reason."""

    file: str
    pages: tuple[int, ...]
    reason: str

    def __str__(self) -> str:
        """``file, pages 3 to 5: reason``."""
        return f"{self.file}{self._pages()}: {self.reason}"

    def _pages(self) -> str:
        if len(self.pages) <= 1:
            return "".join(f", page {page}" for page in self.pages)
        first, last = self.pages[0], self.pages[-1]
        if len(self.pages) == last - first + 1:
            return f", pages {first} to {last}"
        return f", {len(self.pages)} pages from {first} to {last}"


def together(file: str, problems: Iterable[Problem]) -> list[FileProblem]:
    """The problems of a file, pages with the same reason told of together."""
    found: dict[str, list[int]] = {}
    for problem in problems:
        found.setdefault(problem.reason, []).extend([problem.page] if problem.page else [])
    return [FileProblem(file, tuple(sorted(pages)), reason) for reason, pages in found.items()]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: what the index has now, counts, the faults of records left out, the problems of files.

    ``minor`` are faults of records that are indexed all the same.

    ``written`` and ``removed`` are records; ``anew`` is why all of them were written into an empty generation, empty
    if they were not; ``readings_removed`` are files whose readings were removed because nothing refers to them.
    """

    records: int
    passages: int
    written: int
    removed: int
    anew: str
    files_read: int
    files_kept: int
    faults: tuple[Fault, ...]
    problems: tuple[FileProblem, ...]
    readings_removed: int = 0
    minor: tuple[Fault, ...] = ()
