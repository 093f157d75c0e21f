"""The steps from the folders of records to a searchable index, in their order."""

from __future__ import annotations

from contextlib import suppress

from indexer.errors import IndexMissing, IndexOutdated
from indexer.pipeline.checking import check_records
from indexer.pipeline.indexing import index_records
from indexer.pipeline.parts import BuildReport, Parts
from indexer.pipeline.reading import read_files
from indexer.search.types import SearchEngine


def ask_engine(engine: SearchEngine) -> None:
    """Raise EngineUnavailable now rather than after hours of reading; that there is no index yet is no matter."""
    with suppress(IndexMissing, IndexOutdated):
        engine.status()


def build(parts: Parts) -> BuildReport:
    """Read what is new in the collections and index all of it; the new index is visible when this returns.

    A record with faults and a file that cannot be read are left out and named in the report. Broken off at any moment
    it loses at most the files that were being read: readings are kept one by one, the index is swapped in as a whole.
    Raises CorpusError if there is no sound record at all, so that a wrong folder never empties an index, and
    EngineError if the index cannot be written: an engine that does not answer is found out before anything is read.
    """
    ask_engine(parts.engine)
    checked = check_records(parts)  # folders -> sound records, faults
    read = read_files(parts, checked.records)  # their files -> pages and structure, in the store of readings
    passages = index_records(parts, checked.records)  # the store -> a new generation of the index
    return BuildReport(
        records=len(checked.records),
        passages=passages,
        files_read=read.files_read,
        files_kept=read.files_kept,
        faults=checked.faults,
        problems=read.problems,
    )
