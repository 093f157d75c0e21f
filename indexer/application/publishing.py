"""One record on its way to readers: held to the rules before it is written, its readings brought, the index told."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from indexer.application.indexing import build
from indexer.application.opening import open_readings, open_vocabularies
from indexer.application.submitted import submitted_readings
from indexer.corpus import read_record
from indexer.corpus.collection import Collection
from indexer.corpus.intake import read_handed_in
from indexer.corpus.terms import deprecated_faults
from indexer.corpus.values import EACH, text_at, values_at
from indexer.errors import Fault, IndexBusy, IndexMissing, RecordFaults
from indexer.pipeline.choosing import Choice
from indexer.pipeline.progress import QuietProgress
from indexer.settings import Settings

PAUSE = 0.2
"""Seconds between two tries to write to a busy index."""


def faults_of_new(settings: Settings, record: Path, files: Path, *, id_is_new: bool) -> tuple[Fault, ...]:
    """All that ``add_record`` (or, of an id that is not new, ``revise_record``) would refuse a record.yaml for."""
    vocabularies = open_vocabularies(settings)
    text = read_record(record)
    try:
        read_handed_in(record, files, vocabularies)
        faults: set[Fault] = set()
    except RecordFaults as error:
        faults = set(error.faults)
    collections = [Collection(folder, vocabularies) for folder in settings.corpora]
    faults |= set(deprecated_faults(text, vocabularies))
    for path, other in values_at(text.yaml.value, ("relations", EACH, "record")):
        if not any(other in collection for collection in collections):
            faults.add(text.fault(path, f"the id of a record; there is no record {other}"))
    name = text_at(text.yaml.value, "id")
    if id_is_new and any(name in collection for collection in collections):
        faults.add(text.fault(("id",), f"an id of its own; there is or was a record {name}"))
    return tuple(sorted(faults))


def published_revision(settings: Settings, record: Path, files: Path) -> int | None:
    """The number of the revision that counts if it says what a record.yaml says; None if no record says that.

    Raises RecordFaults.
    """
    vocabularies = open_vocabularies(settings)
    wanted = read_handed_in(record, files, vocabularies).record
    numbers = (Collection(folder, vocabularies).number_of(wanted) for folder in settings.corpora)
    return next((number for number in numbers if number is not None), None)


def carry_readings(settings: Settings, sha256s: Iterable[str]) -> None:
    """Take over what is known of these files as submitted ones, so that no build reads them again."""
    for sha256 in sha256s:
        open_readings(settings).take_over(submitted_readings(settings), sha256)


def borrow_readings(settings: Settings, sha256s: Iterable[str]) -> None:
    """The way back: what is known of published files is known of them as submitted ones."""
    for sha256 in sha256s:
        submitted_readings(settings).take_over(open_readings(settings), sha256)


def index_record(settings: Settings, id: str, patience: float) -> None:
    """Bring the index up to date for one record, added, changed or withdrawn; it is visible when this returns.

    Waits ``patience`` seconds for another writer. An index that is not there is built with all records. Raises what
    ``build`` raises.
    """
    for _ in _tries(patience):
        try:
            return _index(settings, id)
        except IndexBusy:
            continue
    return _index(settings, id)


def _index(settings: Settings, id: str) -> None:
    try:
        build(settings, QuietProgress(), Choice(only=frozenset({id})))
    except IndexMissing:
        build(settings, QuietProgress())


def _tries(patience: float) -> Iterator[None]:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        yield
        time.sleep(PAUSE)
