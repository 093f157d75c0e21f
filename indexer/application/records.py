"""The records of the collections: checked, added, revised, withdrawn, restored, and what they said before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.application.opening import open_corpus, open_vocabularies
from indexer.corpus import Record, check
from indexer.corpus.collection import Collection
from indexer.corpus.dates import PartialDate
from indexer.corpus.folders import holds_record
from indexer.corpus.intake import HandedIn, read_handed_in
from indexer.corpus.parts import Revised, Withdrawal
from indexer.corpus.revisions import Revision, differences, history, revision_text
from indexer.errors import CorpusError, Fault, RecordExists, RecordFaults, UnknownRecord
from indexer.model import KINDS
from indexer.pdf import unreadable
from indexer.settings import BUNDLED, Settings


def check_corpora(settings: Settings, others: Sequence[Path] = ()) -> tuple[int, tuple[Fault, ...]]:
    """How many records the collections have, and every fault of every one; raises CorpusError for a missing folder.

    Relations may lead to records of ``others``, collections that are not checked.
    """
    vocabularies = open_vocabularies(settings)
    return len(open_corpus(settings, vocabularies)), check(settings.corpora, vocabularies, others=others)


@dataclass(frozen=True, slots=True)
class Written:
    """A record that was added or revised: its folder, the number of its revision, and whether that is a new one.

    ``unreadable`` says of each file that was taken in and cannot be read what it is.
    """

    id: str
    folder: Path
    revision: int
    changed: bool
    unreadable: tuple[str, ...]


def add_record(settings: Settings, record: Path, files: Path, collection: Path | None = None) -> Written:
    """Add a record.yaml with its files to a collection: the one of the settings unless told.

    The id has to be new in all collections of the settings, and relations have to lead to a record of one of them.
    Raises RecordExists, RecordFaults, RecordBusy, CorpusError, OSError.
    """
    into = _collection_for(settings, collection)
    vocabularies = open_vocabularies(settings)
    handed_in = read_handed_in(record, files, vocabularies)
    collections = [Collection(folder, vocabularies) for folder in dict.fromkeys((*settings.corpora, into))]
    for other in collections:
        if other.folder != into and handed_in.record.id in other:
            raise RecordExists(f"{handed_in.record.id}: the collection {other.folder} has a record with this id")
    _relations_lead_somewhere(handed_in.record, record, collections)
    folder = Collection(into, vocabularies).add(handed_in.record, handed_in.contents)
    return Written(handed_in.record.id, folder, 1, changed=True, unreadable=_unreadable(handed_in))


def _unreadable(handed_in: HandedIn) -> tuple[str, ...]:
    return tuple(told for told in map(unreadable, handed_in.contents.values()) if told)


def revise_record(
    settings: Settings, record: Path, files: Path, revised: Revised, expected: str | None = None
) -> Written:
    """Put a record.yaml in the place of the record with its id.

    Raises what ``Collection.revise`` raises, and CorpusError if the file is the record's own: what somebody wrote
    there is the present text already, and what it said before is gone.
    """
    vocabularies = open_vocabularies(settings)
    handed_in = read_handed_in(record, files, vocabularies)
    name = handed_in.record.id
    collection = collection_of(settings, name)
    folder = collection.record_folder(name)
    if record.resolve().is_relative_to(folder.resolve()):
        raise CorpusError(
            f"{record}: expected a copy of the record; this is the record itself, and what you wrote in it is its "
            "present text already: edit a copy in another folder next time, so that the text before is kept"
        )
    _relations_lead_somewhere(handed_in.record, record, [Collection(each, vocabularies) for each in settings.corpora])
    before = history(folder)[-1].number
    number = collection.revise(handed_in.record, handed_in.contents, expected=expected, revised=revised)
    return Written(name, folder, number, changed=number != before, unreadable=_unreadable(handed_in))


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


def _collection_for(settings: Settings, named: Path | None) -> Path:
    """The collection that a record is added to. Raises CorpusError that says what to name."""
    if named is None and (len(settings.corpora) != 1 or settings.corpora[0] == BUNDLED):
        known = ", ".join(str(folder) for folder in settings.corpora)
        raise CorpusError(f"say with --into which collection the record goes into; the collections served are {known}")
    into = named or settings.corpora[0]
    if not into.is_dir():
        raise CorpusError(f"{into}: expected a folder that is there; for a new collection make it first: mkdir {into}")
    if into.resolve().name in KINDS or holds_record(into):
        raise CorpusError(f"{into}: expected a collection; this folder lies in one: name the folder above its kinds")
    return into


def _relations_lead_somewhere(record: Record, path: Path, collections: Sequence[Collection]) -> None:
    """Raise RecordFaults if the record names another that is in none of the collections."""
    faults = [
        Fault(str(path), 0, f"relations[{number}].record", f"the id of a record; there is no record {relation.record}")
        for number, relation in enumerate(record.relations)
        if not any(relation.record in collection for collection in collections)
    ]
    if faults:
        raise RecordFaults(tuple(faults))
