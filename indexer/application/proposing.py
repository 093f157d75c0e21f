"""What a file suggests for its own record, and which records or other files it may be a duplicate of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from indexer import proposals
from indexer.application.opening import open_catalogue, open_readings, open_vocabularies
from indexer.corpus import CaseLaw, Catalogue, Corpus, Legislation, Record
from indexer.errors import CorpusError
from indexer.model import Reading
from indexer.pdf import READER
from indexer.proposals import Duplicate, KnownDocument, Proposal, duplicates, number_key, signature_of
from indexer.proposals.known import KnownRecord, KnownRecords
from indexer.readings import Readings
from indexer.settings import Settings
from indexer.structure import STRUCTURE

AT_A_TIME = 200
"""Signatures that are kept together: what was worked out is not lost if the work is broken off."""


def propose(settings: Settings, reading: Reading) -> tuple[Proposal, ...]:
    """What a reading says of its own record, by field in the order of ``FIELDS``, of each field the surest first.

    Needs no network and no index. Raises VocabularyError.
    """
    return proposals.propose(reading, open_vocabularies(settings))


def known_document(  # noqa: PLR0913 - one argument a fact
    id: str,
    reading: Reading,
    *,
    files: Sequence[str] = (),
    countries: Sequence[str] = (),
    number: str = "",
    date: str = "",
) -> KnownDocument:
    """A file that is no record yet, to be compared or compared with; what is returned may be kept and used again.

    ``id`` says whose it is; ``files`` are the SHA-256 of the originals if the reading is of a conversion. ``number`` is
    as it is cited, ``date`` a date as records have it.
    """
    signature = signature_of(reading.structure.text)
    return KnownDocument(
        id,
        tuple(dict.fromkeys((reading.pages.sha256, *files))),
        (signature,) if signature else (),
        tuple(countries),
        number_key(number, date),
    )


def find_duplicates(
    settings: Settings, document: KnownDocument, others: Iterable[KnownDocument] = ()
) -> tuple[Duplicate, ...]:
    """What a file may be a duplicate of among the published records and ``others``, the likest first.

    What changed in the collections since the last time is taken in before. Raises VocabularyError, CorpusError.
    """
    known = follow_records(settings)
    return duplicates(document, chain(known.near(document), others))


def follow_records(settings: Settings) -> KnownRecords:
    """Bring what is kept of the records to find duplicates up to date: facts of changed records, texts newly read.

    Cheap if nothing changed; a file that was read lately takes some milliseconds. Raises VocabularyError, CorpusError.
    """
    vocabularies = open_vocabularies(settings)
    catalogue = open_catalogue(settings, vocabularies)
    known = KnownRecords(settings.data / "known.sqlite")
    try:
        try:
            _follow(known, catalogue, Corpus(catalogue, vocabularies), settings)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            known.remove()
            _follow(known, catalogue, Corpus(catalogue, vocabularies), settings)
    except sqlite3.Error as error:
        raise CorpusError(f"{settings.data / 'known.sqlite'}: cannot be used: {error}; it may be deleted") from error
    return known


def _follow(known: KnownRecords, catalogue: Catalogue, corpus: Corpus, settings: Settings) -> None:
    mark = " ".join((catalogue.state().mark, *map(str, settings.corpora)))
    if known.mark() != mark:
        before = known.checksums()
        now = {entry.id: entry.checksum for entry in catalogue.each()}
        changed = [name for name, checksum in now.items() if before.get(name) != checksum]
        known.take_in(_known_records(corpus, changed, now), before.keys() - now.keys(), mark)
    waiting = known.unsigned()
    for start in range(0, len(waiting), AT_A_TIME):
        known.sign(_signatures(open_readings(settings), waiting[start : start + AT_A_TIME]))


def _known_records(corpus: Corpus, names: Iterable[str], checksums: dict[str, str]) -> Iterator[KnownRecord]:
    """The facts of records; one that became faulty or was withdrawn meanwhile is left for the next time."""
    for name in names:
        try:
            record = corpus.record(name)
        except CorpusError:
            continue
        files = tuple(file.sha256 for file in record.files)
        yield KnownRecord(name, checksums[name], record.country, number_key(_number(record), str(record.date)), files)


def _number(record: Record) -> str:
    """The number of an act, or of the case before its court."""
    match record:
        case Legislation():
            return record.number or ""
        case CaseLaw():
            return record.docket or ""
    return ""


def _signatures(readings: Readings, files: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The signatures of the files that were read."""
    for sha256 in files:
        structure = readings.structure(sha256, READER, STRUCTURE)
        if structure:
            yield sha256, signature_of(structure.text)
