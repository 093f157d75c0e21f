"""Puts the parts together: what the command line and the portal work with.

``open_...`` give one part each; :class:`Library` holds all that a reader of the portal needs, opened once a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from indexer.corpus import Corpus, RecordFile, check
from indexer.engines import open_engine
from indexer.errors import Fault, UnknownRecord
from indexer.language.detection import shares
from indexer.marking import MarkedParagraph, marked_paragraphs
from indexer.model import Reading
from indexer.pdf import READER, Reader, read_pages
from indexer.pipeline.build import build as run_steps
from indexer.pipeline.parts import BuildReport, Parts
from indexer.pipeline.progress import Progress
from indexer.readings import Readings
from indexer.readings.output import reading_as_json
from indexer.search import FINGERPRINT, Search, parameter_pairs, parse_parameters
from indexer.search.answers import SearchParameters, SearchResults
from indexer.search.output import results_as_json, results_as_lines
from indexer.search.types import IndexStatus
from indexer.settings import Settings
from indexer.structure import STRUCTURE, structure_of
from indexer.vocabularies import Vocabularies

__all__ = [
    "IndexGap",
    "Library",
    "MarkedParagraph",
    "build",
    "check_corpora",
    "index_gap",
    "index_status",
    "open_corpus",
    "open_library",
    "open_readings",
    "open_search",
    "open_vocabularies",
    "parameter_pairs",
    "parse_parameters",
    "read_file",
    "reading_as_json",
    "results_as_json",
    "results_as_lines",
]


def open_vocabularies(settings: Settings) -> Vocabularies:
    """The vocabularies of the settings; raises VocabularyError."""
    return Vocabularies.open(settings.vocabularies)


def open_corpus(settings: Settings, vocabularies: Vocabularies) -> Corpus:
    """The collections of the settings, ready to be read."""
    return Corpus.open(settings.corpora, vocabularies)


def open_readings(settings: Settings) -> Readings:
    """The store of readings and page images."""
    return Readings(settings.data)


@contextmanager
def open_search(settings: Settings) -> Iterator[Search]:
    """A search over the index of the settings; the engine is closed at the end."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        yield Search(engine, open_vocabularies(settings))


def index_status(settings: Settings) -> IndexStatus:
    """What the index of the settings holds; raises EngineError."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        return engine.status()


@dataclass(frozen=True, slots=True)
class IndexGap:
    """How the index differs from the collections: the records that only the one has, and that only the others have."""

    only_index: int
    only_collections: int


def index_gap(settings: Settings) -> IndexGap:
    """Compare the ids in the index with those in the collections.

    Raises VocabularyError, CorpusError if a collection is not there, EngineError.
    """
    ids = open_corpus(settings, open_vocabularies(settings)).ids()
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        records = engine.status().records
        both = sum(len(engine.get_records(ids[start : start + 1000])) for start in range(0, len(ids), 1000))
        return IndexGap(records - both, len(ids) - both)


def build(settings: Settings, progress: Progress) -> BuildReport:
    """Read what is new in the collections of the settings and index all of it; see ``pipeline.build``."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        return run_steps(
            Parts(
                settings=settings,
                corpora=settings.corpora,
                vocabularies=open_vocabularies(settings),
                readings=open_readings(settings),
                engine=engine,
                progress=progress,
            )
        )


def check_corpora(settings: Settings) -> tuple[int, tuple[Fault, ...]]:
    """How many records the collections have, and every fault of every one; raises CorpusError for a missing folder."""
    vocabularies = open_vocabularies(settings)
    return len(open_corpus(settings, vocabularies)), check(settings.corpora, vocabularies)


def read_file(file: Path, settings: Settings) -> Reading:
    """Both stages of the reading of one file, read anew and not kept; raises ReadingError."""
    pages = read_pages(file, settings)
    return Reading(pages, structure_of(pages, shares))


class Library:
    """All that a reader of the portal needs; may be used by several threads.

    The reader of PDFs starts with the first page image that has to be drawn.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the vocabularies, the collections and the store; the engine opens with the first question."""
        self.settings = settings
        self.vocabularies = open_vocabularies(settings)
        self.corpus = open_corpus(settings, self.vocabularies)
        self._readings = open_readings(settings)
        self._engine = open_engine(settings, FINGERPRINT)
        self._search = Search(self._engine, self.vocabularies)
        self._reader: Reader | None = None
        self._opening = Lock()

    def search(self, parameters: SearchParameters) -> SearchResults:
        """The answer to a question; raises EngineError."""
        return self._search.search(parameters)

    def index_status(self) -> IndexStatus:
        """What the index holds; raises EngineError."""
        return self._engine.status()

    def reading(self, record: str, file: str) -> Reading | None:
        """What a file says; None if it was not read, or could not be. Raises UnknownRecord, RecordWithdrawn."""
        sha256 = self._file(record, file).sha256
        pages = self._readings.pages(sha256, READER)
        structure = self._readings.structure(sha256, READER, STRUCTURE)
        return Reading(pages, structure) if pages and structure else None

    def page_image(self, record: str, file: str, page: int, width: int) -> bytes:
        """The image of a page, ``width`` pixels wide (WebP), from the store or drawn and kept.

        Raises UnknownRecord, RecordWithdrawn, and ReadingError if there is no such page or it cannot be drawn.
        """
        sha256 = self._file(record, file).sha256
        kept = self._readings.image(sha256, page, width)
        if kept is not None:
            return kept
        image = self._opened_reader().draw(self.corpus.file_path(record, file), page, width)
        self._readings.keep_image(sha256, page, width, image)
        return image

    def marks(self, text: str, language: str, q: str) -> tuple[tuple[int, int], ...]:
        """Where in a text (code points) the words of the question ``q`` stand."""
        return self._search.mark(text, language, q)

    def marked_paragraphs(self, reading: Reading, page: int, q: str) -> tuple[MarkedParagraph, ...]:
        """The paragraphs of a page (from 1) with the places that the question ``q`` finds, in text and as boxes."""
        return marked_paragraphs(reading, page, lambda text, language: self.marks(text, language, q) if q else ())

    def close(self) -> None:
        """Let go of the engine and of the reader's process."""
        self._engine.close()
        if self._reader:
            self._reader.close()

    def _file(self, record: str, file: str) -> RecordFile:
        found = self.corpus.record(record).file(file)
        if found is None:
            raise UnknownRecord(f"record {record} has no file {file}")
        return found

    def _opened_reader(self) -> Reader:
        with self._opening:
            if self._reader is None:
                self._reader = Reader(self.settings)
            return self._reader


def open_library(settings: Settings) -> Library:
    """A library over the settings; raises VocabularyError or CorpusError if there is nothing sound to serve."""
    return Library(settings)
