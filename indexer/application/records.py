"""The records of the collections: checked, added, revised, withdrawn, restored, and what they said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from indexer.application.opening import open_corpus, open_vocabularies
from indexer.corpus import check
from indexer.corpus.collection import Collection
from indexer.corpus.dates import PartialDate
from indexer.corpus.intake import read_handed_in
from indexer.corpus.parts import Revised, Withdrawal
from indexer.corpus.revisions import Revision, differences, history, revision_text
from indexer.errors import CorpusError, Fault, UnknownRecord
from indexer.settings import Settings


def check_corpora(settings: Settings) -> tuple[int, tuple[Fault, ...]]:
    """How many records the collections have, and every fault of every one; raises CorpusError for a missing folder."""
    vocabularies = open_vocabularies(settings)
    return len(open_corpus(settings, vocabularies)), check(settings.corpora, vocabularies)


def add_record(settings: Settings, record: Path, files: Path, collection: Path | None = None) -> Path:
    """Add a record.yaml with its files to a collection (the only one of the settings unless told); gives its folder.

    The id has to be new in all collections of the settings. Raises RecordExists, RecordFaults, RecordBusy, CorpusError.
    """
    into = collection or _only(settings.corpora)
    handed_in = read_handed_in(record, files)
    vocabularies = open_vocabularies(settings)
    for folder in {*settings.corpora, into} - {into}:
        other = Collection(folder, vocabularies)
        if handed_in.record.id in other:
            raise CorpusError(f"{handed_in.record.id}: the collection {folder} has a record with this id already")
    return Collection(into, vocabularies).add(handed_in.record, handed_in.contents)


def revise_record(
    settings: Settings, record: Path, files: Path, revised: Revised, expected: str | None = None
) -> tuple[str, int]:
    """Put a record.yaml in the place of the record with its id; gives the id and the number of the revision.

    Raises what ``Collection.revise`` raises.
    """
    handed_in = read_handed_in(record, files)
    name = handed_in.record.id
    written = collection_of(settings, name).revise(
        handed_in.record, handed_in.contents, expected=expected, revised=revised
    )
    return name, written


def withdraw_record(settings: Settings, id: str, reason: Mapping[str, str], on: str, by: str | None) -> int:
    """Withdraw a record; ``on`` is a day as ``2026-11-21``. Raises what ``Collection.withdraw`` raises."""
    day = PartialDate.parse(on)
    return collection_of(settings, id).withdraw(id, Withdrawal(on=day, reason=reason), by)


def restore_record(settings: Settings, id: str, number: int, revised: Revised) -> int:
    """Make an earlier revision the present one. Raises what ``Collection.restore`` raises."""
    return collection_of(settings, id).restore(id, number, revised=revised)


def record_history(settings: Settings, id: str) -> tuple[Revision, ...]:
    """The revisions of a record, the oldest first. Raises UnknownRecord."""
    return history(collection_of(settings, id).record_folder(id))


def record_text(settings: Settings, id: str, number: int | None = None) -> bytes:
    """The text of a revision of a record, the present one unless told. Raises UnknownRecord, UnknownRevision."""
    folder = collection_of(settings, id).record_folder(id)
    return revision_text(folder, number or history(folder)[-1].number)


def record_differences(settings: Settings, id: str, older: int, newer: int) -> tuple[str, ...]:
    """What changed from one revision to another, as lines of a unified diff. Raises UnknownRecord, UnknownRevision."""
    return differences(collection_of(settings, id).record_folder(id), older, newer)


def revised_today(by: str | None = None, note: str | None = None) -> Revised:
    """What is kept with a revision that is made now; the day is that of UTC."""
    return Revised(on=PartialDate.parse(dt.datetime.now(dt.UTC).date().isoformat()), by=by, note=note)


def collection_of(settings: Settings, id: str) -> Collection:
    """The collection of the settings that holds a record, withdrawn or not. Raises UnknownRecord."""
    vocabularies = open_vocabularies(settings)
    for folder in settings.corpora:
        collection = Collection(folder, vocabularies)
        if id in collection:
            return collection
    named = ", ".join(str(folder) for folder in settings.corpora)
    raise UnknownRecord(f"no record has the id {id!r} in {named}; PALERMO_CORPORA says which collections there are")


def _only(corpora: tuple[Path, ...]) -> Path:
    if len(corpora) != 1:
        named = ", ".join(str(folder) for folder in corpora)
        raise CorpusError(f"there are several collections ({named}): say into which one the record goes, with --into")
    return corpora[0]
