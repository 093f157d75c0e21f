"""From a record.yaml to what the catalogue keeps of it."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread

from indexer.corpus.folders import RECORD, RecordState, entry_in
from indexer.corpus.reading import RecordText, read_record
from indexer.corpus.schema import Record, Tombstone
from indexer.corpus.subjects import subjects_of
from indexer.corpus.terms import term_faults
from indexer.vocabularies import Vocabularies, sort_form

PROCESSES = 2
WORTH_PROCESSES = 3_000
"""Records from which on two processes are faster than one: each takes half a second to start."""

CHUNK = 250
"""Records that are handed to a process at a time."""

SETTLED = 2 * 10**9
"""Nanoseconds after which a second change of a file shows in its time on every file system (FAT: two seconds)."""

Place = tuple[str, str]
"""A collection and the folder of a record in it: ``<kind>/<slug>``."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the catalogue keeps of a record.yaml: the columns of ``records``, and what stands in the other tables.

    ``state`` is how the file looked before it was read; empty if it had been written a moment before, so that it is
    read once more. With ``faults`` (one a line) nothing else is known but id, checksum and whether it is withdrawn.
    """

    collection: str
    folder: str
    state: str
    id: str
    checksum: str
    withdrawn: bool
    faults: str = ""
    kind: str = ""
    revision: int = 1
    demonstration: bool = False
    date: str = ""
    sort_date: str = ""
    updated: str = ""
    original_language: str = ""
    titles: tuple[tuple[str, str, str], ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()


def rows_at(places: Sequence[Place], vocabularies: Vocabularies) -> Iterator[Row]:
    """The rows of the records at these places; places where no record.yaml is any more are passed over.

    Many records are read by processes of their own, started afresh: a fork of a program with threads may hang.
    """
    if len(places) < WORTH_PROCESSES:
        yield from _rows(places, vocabularies)
        return
    chunks = [places[start : start + CHUNK] for start in range(0, len(places), CHUNK)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, _begin, (vocabularies,)) as pool:
        for rows in pool.map(_rows_of_chunk, chunks):
            yield from rows


_held: list[Vocabularies] = []
"""The vocabularies of a reading process, handed to it once."""


def _begin(vocabularies: Vocabularies) -> None:
    """Keep the vocabularies, and end with the process that reads are made for, should that be killed."""
    _held.append(vocabularies)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _rows_of_chunk(places: Sequence[Place]) -> list[Row]:
    return list(_rows(places, _held[0]))


def _rows(places: Sequence[Place], vocabularies: Vocabularies) -> Iterator[Row]:
    for collection, folder in places:
        path = Path(collection, folder, RECORD)
        try:
            state = RecordState.of(path.stat())
        except OSError:
            continue
        settled = time.time_ns() - state.modified > SETTLED
        written = dt.datetime.fromtimestamp(state.modified / 10**9, dt.UTC).date()
        text = read_record(path)
        entry = entry_in(text.content, path.parent)
        row = Row(
            collection=collection,
            folder=folder,
            state=str(state) if settled else "",
            id=entry.id if entry else "",
            checksum=text.checksum,
            withdrawn=bool(entry and entry.withdrawn),
            updated=written.isoformat(),
        )
        yield _filled(row, text, vocabularies)


def _filled(row: Row, text: RecordText, vocabularies: Vocabularies) -> Row:
    """The row with what the record says, or with its faults."""
    faults = (*text.faults, *term_faults(text, vocabularies))
    record = text.record
    if record is None or faults:
        return replace(row, faults="\n".join(map(str, faults)))
    titles = tuple((language, title, sort_form(title, language)) for language, title in record.title.items())
    row = replace(
        row, kind=record.kind, revision=record.revision, original_language=record.original_language, titles=titles
    )
    return row if isinstance(record, Tombstone) else _public(row, record)


def _public(row: Row, record: Record) -> Row:
    return replace(
        row,
        demonstration=record.demonstration,
        updated=_updated(record) or row.updated,
        date=str(record.date or ""),
        sort_date=record.date.sort_key if record.date else "",
        relations=tuple((relation.type, relation.record) for relation in record.relations),
        terms=tuple((name, term) for name, terms in subjects_of(record).items() for term in dict.fromkeys(terms)),
    )


def _updated(record: Record) -> str:
    """The day on which a record became what it is: of its revision, else of its verification; empty without either."""
    if record.revised:
        return str(record.revised.on)
    return str(record.verification.checked_on) if record.verification else ""
