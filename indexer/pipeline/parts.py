"""What the pipeline works with, and what it reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import Fault
from indexer.pipeline.progress import Progress
from indexer.readings import Readings
from indexer.search.types import SearchEngine
from indexer.settings import Settings
from indexer.vocabularies import Vocabularies


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that a build is handed: the collections, the store of readings, the engine that is written to."""

    settings: Settings
    corpora: Sequence[Path]
    vocabularies: Vocabularies
    readings: Readings
    engine: SearchEngine
    progress: Progress


@dataclass(frozen=True, slots=True, order=True)
class FileProblem:
    """What could not be read of a file of a record: the page (0: the file as a whole) and the reason."""

    file: str
    page: int
    reason: str

    def __str__(self) -> str:
        """``file, page 3: reason``."""
        return f"{self.file}{f', page {self.page}' if self.page else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: counts, the faults of records that were left out, the problems of files."""

    records: int
    passages: int
    files_read: int
    files_kept: int
    faults: tuple[Fault, ...]
    problems: tuple[FileProblem, ...]
