"""What the portal holds of all this."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from threading import Lock

from indexer.application.following import Following
from indexer.application.opening import open_catalogue, open_readings, open_vocabularies
from indexer.application.suggesting import Suggestions
from indexer.corpus import Catalogue, Corpus, Record, RecordFile, Tombstone, read_record_text, revision_text
from indexer.engines import open_engine
from indexer.errors import ReadingError, RecordFaults, RecordWithdrawn, UnknownRecord
from indexer.marking import MarkedParagraph, marked_paragraphs
from indexer.model import Pages, Problem, Reading, Structure
from indexer.pdf import READER, Reader
from indexer.pipeline.corrected import corrected_structure
from indexer.readings import Outcome
from indexer.search import FINGERPRINT, Search
from indexer.search.answers import SearchParameters, SearchResults, ShorterQuestion, Suggestion
from indexer.search.suggesting import TermNames
from indexer.search.types import IndexStatus
from indexer.settings import Settings
from indexer.structure import NEARBY, STRUCTURE, Corrected

PAGE_WIDTHS: Mapping[int, int] = {480: 40_000, 900: 120_000, 1400: 250_000}
"""The widths in pixels in which pages are drawn, and how many bytes an image of each may have: for a phone, for reading
on a screen, for a screen of high density or a closer look."""


class Library:
    """All that a reader of the portal needs; may be used by several threads.

    What is changed in the folders of the records, by hand or by another process, is seen within some seconds.
    The reader of PDFs starts with the first page image that has to be drawn.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the vocabularies, the collections and the store; the engine opens with the first question."""
        self.settings = settings
        self.vocabularies = open_vocabularies(settings)
        self._catalogue = open_catalogue(settings, self.vocabularies)
        self._corpus = Corpus(self._catalogue, self.vocabularies)
        self._following = Following(self._catalogue)
        self._readings = open_readings(settings)
        self._engine = open_engine(settings, FINGERPRINT)
        self._search = Search(self._engine, self.vocabularies)
        self._told: Callable[[SearchResults], None] = lambda _found: None
        self._term_names: dict[tuple[str, ...], TermNames] = {}
        self._suggestions = Suggestions(TermNames(self.vocabularies), self._search)
        self._reader: Reader | None = None
        self._opening = Lock()
        self._unfit = lru_cache(maxsize=1000)(self._unfit_corrections)

    @property
    def corpus(self) -> Corpus:
        """The records of the collections."""
        self._following.when_due()
        return self._corpus

    @property
    def catalogue(self) -> Catalogue:
        """What the records say of themselves and of each other: lists, counts, relations."""
        self._following.when_due()
        return self._catalogue

    def search(self, parameters: SearchParameters) -> SearchResults:
        """The answer to a question; raises EngineError."""
        found = self._search.search(parameters)
        self._told(found)
        return found

    def found(self, parameters: SearchParameters) -> tuple[str, ...]:
        """The ids of all records that answer a question, in the order of its pages; raises EngineError."""
        return self._search.ids(parameters)

    def tell_searches(self, told: Callable[[SearchResults], None]) -> None:
        """Have every answer to a question told, for those who measure; the last one who asks for it is told."""
        self._told = told

    def shorter(self, parameters: SearchParameters) -> tuple[ShorterQuestion, ...]:
        """The question without each of its words in turn, where something is found; raises EngineError."""
        return self._search.shorter(parameters)

    def suggestions(self, text: str, language: str) -> tuple[Suggestion, ...]:
        """Terms and records whose names begin with what is being typed; labels in ``language``. Needs no engine."""
        return self._suggestions.suggest(text, language, self.catalogue)

    def titles(self, text: str, language: str) -> tuple[Suggestion, ...]:
        """Records whose titles have what is being typed; titles in ``language``. Needs no engine."""
        return self._suggestions.records(text, language, self.catalogue)

    def terms(self, names: Sequence[str], text: str, language: str) -> Iterator[Suggestion]:
        """Terms of these vocabularies with a name in any language that has what is being typed, best first.

        They need not be those of a record. Labels are in ``language``. Raises VocabularyError.
        """
        if tuple(names) not in self._term_names:
            self._term_names[tuple(names)] = TermNames(self.vocabularies, names)
        return self._term_names[tuple(names)].find(text, language)

    def index_status(self) -> IndexStatus:
        """What the index holds; raises EngineError."""
        return self._engine.status()

    def reading(self, record: str, file: str, around: range | None = None) -> Reading | None:
        """What a file says; None if it was not read, or could not be. Raises UnknownRecord, RecordWithdrawn.

        With the pages ``around`` only these and those nearby have lines, as many as are looked at to tell paragraphs.
        """
        found = self._file(record, file)
        only = range(around.start - NEARBY, around.stop + NEARBY) if around else None
        pages = self._readings.pages(found.sha256, READER, only)
        structure = self._corrected(found, pages) if pages and pages.pages else None
        return Reading(pages, structure.structure) if pages and structure else None

    def structure(self, file: RecordFile) -> Structure | None:
        """What a file says without where it stands on the pages; None if it was not read, or could not be."""
        found = self._corrected(file)
        return found.structure if found else None

    def moved(self, file: RecordFile) -> Mapping[str, str]:
        """Where ids lead that provisions of the file had before they were corrected: to those they have now."""
        found = self._corrected(file) if file.corrections else None
        return found.moved if found else {}

    def outcome(self, file: RecordFile) -> Outcome | None:
        """How well a file was read and what could not be; None if it was not read.

        Corrections that fit no more are among the problems; neither stage is loaded but for these.
        """
        outcome = self._readings.outcome(file.sha256, READER, STRUCTURE)
        if outcome is None or not file.corrections:
            return outcome
        return replace(outcome, problems=outcome.problems + self._unfit(file, outcome.mark))

    def revision(self, record: str, number: int) -> Record:
        """What a record said in a revision, the present one or an earlier one.

        Raises UnknownRecord, RecordWithdrawn if it is or was then withdrawn, UnknownRevision, RecordFaults.
        """
        self.corpus.record(record)
        text = read_record_text(revision_text(self.corpus.folder(record), number), f"{record}, revision {number}")
        if text.record is None:
            raise RecordFaults(text.faults)
        if isinstance(text.record, Tombstone):
            raise RecordWithdrawn(record, next(iter(text.record.withdrawn.reason.values())))
        return text.record

    def page_image(self, record: str, file: str, page: int, width: int) -> bytes:
        """The image of a page in one of PAGE_WIDTHS (WebP), from the store or drawn and kept.

        Raises UnknownRecord, RecordWithdrawn, and ReadingError if there is no such page or width or it cannot be drawn.
        """
        if width not in PAGE_WIDTHS:
            raise ReadingError(f"page images are {', '.join(map(str, PAGE_WIDTHS))} pixels wide, not {width}")
        sha256 = self._file(record, file).sha256
        kept = self._readings.image(sha256, page, width)
        if kept is not None:
            return kept
        image = self._opened_reader().draw(self.corpus.file_path(record, file), page, width, PAGE_WIDTHS[width])
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

    def _corrected(self, file: RecordFile, pages: Pages | None = None) -> Corrected | None:
        return corrected_structure(self._readings, file.sha256, [one.plain for one in file.corrections], pages)

    def _unfit_corrections(self, file: RecordFile, _mark: str) -> tuple[Problem, ...]:
        """The corrections of a file that fit no more what was read; kept for the reading that has this mark."""
        found = self._corrected(file)
        return tuple(one.problem for one in found.unfit) if found else ()

    def _file(self, record: str, file: str) -> RecordFile:
        found = self.corpus.record(record).file(file)
        if found is None:
            raise UnknownRecord(f"record {record} has no file {file}")
        return found

    def _opened_reader(self) -> Reader:
        with self._opening:
            if self._reader is None:
                self._reader = Reader(self.settings, self._readings)
            return self._reader


def open_library(settings: Settings) -> Library:
    """A library over the settings; raises VocabularyError or CorpusError if there is nothing sound to serve."""
    return Library(settings)
