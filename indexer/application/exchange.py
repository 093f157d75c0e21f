"""Records as schema, as tables and as data: what goes in from others and out to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from indexer.application.opening import open_corpus, open_search, open_vocabularies
from indexer.application.replacing import in_the_place_of
from indexer.corpus import Record, read_record
from indexer.corpus.collection import Collection
from indexer.corpus.field_tables import with_tables
from indexer.corpus.folders import entries, holds_record, record_folders
from indexer.corpus.json_schema import kind_schema, records_schema
from indexer.corpus.tables import (
    WRITERS,
    Attachments,
    CellFault,
    CheckedRow,
    Destination,
    plan_import,
    read_table,
    save_workbook,
    template,
    write_workbook,
)
from indexer.errors import CorpusError, Fault, RecordFaults, RecordWithdrawn, UnknownRecord, refusal
from indexer.model import KINDS
from indexer.pdf import unreadable
from indexer.pipeline.facts import facts_of
from indexer.pipeline.progress import Progress
from indexer.search.answers import Relaxed, SearchParameters
from indexer.search.filters import check_filters
from indexer.search.parameters import MOST_LIMIT
from indexer.settings import Settings
from indexer.vocabularies import Vocabularies

__all__ = [
    "ImportReport",
    "Selection",
    "TableFiles",
    "export_file",
    "export_records",
    "import_table",
    "schema_of",
    "with_tables",
    "write_template",
]


def schema_of(kind: str | None) -> dict[str, Any]:
    """The JSON Schema of records of one kind, or of all."""
    return kind_schema(kind) if kind else records_schema()


def write_template(settings: Settings, kinds: Sequence[str], file: Path) -> None:
    """Write an empty workbook for records of these kinds, of all unless told. Raises VocabularyError, OSError."""
    book = template(kinds or KINDS, open_vocabularies(settings))
    with in_the_place_of(file) as unfinished:
        save_workbook(book, unfinished)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: how many records were added (or would be), how many were there; or every fault instead.

    ``warnings`` are about files that are taken in all the same.
    """

    added: int
    present: int
    faults: tuple[CellFault, ...]
    warnings: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class TableFiles:
    """A table of records, and the folder with the files that it names if it names any."""

    table: Path
    folder: Path | None = None


def import_table(
    settings: Settings, source: TableFiles, into: Path, progress: Progress, *, dry_run: bool
) -> ImportReport:
    """Add the records of a table to a collection, which is made if it is not there; nothing if there is any fault.

    Rows whose record is there already and says the same are passed over, so that an import that was broken off can be
    run again. Raises VocabularyError, CorpusError, OSError.
    """
    if holds_record(into):
        raise CorpusError(f"{into}: expected a collection; this folder lies in one: name the folder above its kinds")
    vocabularies = open_vocabularies(settings)
    read = read_table(source.table)
    known = {entry.id: entry.path for folder in {*settings.corpora, into} for entry in entries(folder)}
    collection = Collection(into, vocabularies)
    rows = sum(len(sheet.rows) for sheet in read.sheets)
    attachments = Attachments(source.folder, settings.pdf_bytes, unreadable)
    with progress.step("checking", rows) as counter:
        plan = plan_import(read, attachments, Destination(collection, known, vocabularies), counter.advance)
    if plan.faults or dry_run:
        return ImportReport(0 if plan.faults else len(plan.new), plan.present, plan.faults, plan.warnings)
    with progress.step("writing", len(plan.new)) as counter:
        for done, row in enumerate(plan.new):
            _add(collection, row, f"{done} of {len(plan.new)} records were added: run the import again")
            counter.advance(row.id)
    return ImportReport(len(plan.new), plan.present, (), plan.warnings)


def _add(collection: Collection, row: CheckedRow, until_here: str) -> None:
    """Add the record of a row; a full disk or another writer ends the import with what is to be done."""
    if row.record is None:
        return
    try:
        collection.add(row.record, row.contents)
    except OSError as error:
        raise CorpusError(f"{row.id}: {refusal(error)}; {until_here}") from error
    except CorpusError as error:
        raise CorpusError(f"{row.id}: {error}; {until_here}") from error


class Selection:
    """The records of some collections that a question of the search selects, in order of their ids.

    It can be gone through more than once. Filters look at the records themselves; with words the index is asked which
    records have them, as the search asks it, and ``relaxed`` says so if it did not look for all of the words. Records
    with faults are left out; ``faults`` has theirs, and those of every record.yaml that cannot be read or has no id.
    Withdrawn records are none.
    """

    def __init__(self, settings: Settings, asked: SearchParameters) -> None:
        """Open the collections. Raises CorpusError, VocabularyError, ParameterError, EngineError."""
        self._vocabularies = open_vocabularies(settings)
        check_filters(asked, self._vocabularies)
        self._corpus = open_corpus(settings, self._vocabularies)
        self._asked = asked
        self.relaxed: Relaxed | None = None
        self._ids = self._found(settings) if asked.q else self._corpus.ids()
        self._unreadable = tuple(_unreadable(settings.corpora))
        self.faults: tuple[Fault, ...] = self._unreadable

    def __iter__(self) -> Iterator[Record]:
        """Read the records one after the other."""
        faults = list(self._unreadable)
        for name in self._ids:
            try:
                record = self._corpus.record(name)
            except RecordFaults as error:
                faults += error.faults
                continue
            except (UnknownRecord, RecordWithdrawn):
                continue  # somebody took it away meanwhile
            if is_selected(record, self._asked, self._vocabularies):
                yield record
        self.faults = tuple(faults)

    def _found(self, settings: Settings) -> tuple[str, ...]:
        """The ids of all records that the search finds, page after page; those the collections do not have left out."""
        found: set[str] = set()
        asked = replace(self._asked, facets=(), sort="oldest", limit=MOST_LIMIT, offset=0)
        with open_search(settings) as search:
            while True:
                answer = search.search(asked)
                self.relaxed = answer.query.relaxed
                found |= {hit.id for hit in answer.hits}
                asked = replace(asked, offset=asked.offset + MOST_LIMIT)
                if asked.offset >= answer.total:
                    return tuple(name for name in self._corpus.ids() if name in found)


def _unreadable(collections: Sequence[Path]) -> Iterator[Fault]:
    """The faults of the records whose id cannot be known: nobody finds them by it, so that they are not missed."""
    for collection in collections:
        for folder in record_folders(collection):
            if folder.entry is None:
                yield from read_record(folder.record).faults


def is_selected(record: Record, asked: SearchParameters, vocabularies: Vocabularies) -> bool:
    """Whether a record passes the filters of a question, as an engine would say of its facets."""
    if not asked.filters and asked.years is None:
        return True
    facts = facts_of(record, vocabularies)
    first, last = asked.years or (None, None)
    in_years = asked.years is None or any(
        (first is None or first <= year) and (last is None or year <= last) for year in facts.years
    )
    return in_years and all(
        any(value in facts.facets.get(name, ()) for value in values) for name, values in asked.filters.items()
    )


def export_records(selection: Selection, form: str, stream: IO[str]) -> None:
    """Write the selected records as ``yaml``, ``json``, ``jsonl`` or ``csv``."""
    WRITERS[form](selection, stream)


def export_file(selection: Selection, form: str, file: Path, *, bom: bool = False) -> None:
    """Write the selected records to a file, also as a workbook (``xlsx``); an earlier file stays until all is there.

    ``bom`` begins it with the mark by which Excel knows UTF-8. Raises CorpusError for a text that no cell of a workbook
    can hold, and OSError that names the file.
    """
    with in_the_place_of(file) as unfinished:
        if form == "xlsx":
            write_workbook(selection, unfinished)
            return
        with unfinished.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
            WRITERS[form](selection, stream)
