"""What is kept of all records to find duplicates: a SQLite file that is derived from them and may be deleted."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from indexer.proposals.duplicates import ALIKE, KnownDocument
from indexer.proposals.signatures import SIGNATURES, likeness

log = logging.getLogger(__name__)

_TABLES = """
CREATE TABLE state (mark TEXT NOT NULL);
CREATE TABLE records (id TEXT PRIMARY KEY, checksum TEXT NOT NULL, countries TEXT NOT NULL, number TEXT NOT NULL);
CREATE INDEX numbers ON records (number);
CREATE TABLE files (record TEXT, sha256 TEXT, PRIMARY KEY (record, sha256)) WITHOUT ROWID;
CREATE INDEX contents ON files (sha256);
CREATE TABLE signatures (sha256 TEXT PRIMARY KEY, signature BLOB);
CREATE INDEX unsigned ON signatures (sha256) WHERE signature IS NULL;
"""
_VERSION = 200 + SIGNATURES
"""The version of the tables (hundreds) and of the signatures in them; a file of another one is made anew."""

_NEAR = """
SELECT record FROM files WHERE sha256 IN (SELECT value FROM json_each(:files))
UNION SELECT id FROM records WHERE number = :number AND number != ''
UNION SELECT record FROM files
WHERE sha256 IN (SELECT sha256 FROM signatures WHERE signature != x'' AND alike(signature))
"""

_WAIT = 600.0
"""Seconds to wait for another process that writes."""


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """What is kept of a record: its id, the checksum of the record.yaml it was made of, and its facts."""

    id: str
    checksum: str
    countries: tuple[str, ...]
    number: str
    files: tuple[str, ...]


class KnownRecords:
    """The file; each use opens a connection of its own, so that threads and processes share nothing."""

    def __init__(self, file: Path) -> None:
        """Use ``file``, which need not be there; one that is damaged or of another version is made anew."""
        self._file = file

    def mark(self) -> str:
        """The mark of the state of the catalogue that was last taken in; empty at first."""
        with self._connected() as connection:
            row = connection.execute("SELECT mark FROM state").fetchone()
            return str(row[0]) if row else ""

    def checksums(self) -> Mapping[str, str]:
        """The checksum of each record by its id."""
        with self._connected() as connection:
            return dict(connection.execute("SELECT id, checksum FROM records"))

    def take_in(self, changed: Iterable[KnownRecord], gone: Iterable[str], mark: str) -> None:
        """Replace what is kept of records, forget those that are gone, and remember the mark: all of it or nothing."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for record in changed:
                facts = (record.id, record.checksum, json.dumps(record.countries), record.number)
                connection.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", facts)
                connection.execute("DELETE FROM files WHERE record = ?", (record.id,))
                pairs = ((record.id, sha256) for sha256 in record.files)
                connection.executemany("INSERT OR IGNORE INTO files VALUES (?, ?)", pairs)
                unsigned = ((sha256,) for sha256 in record.files)
                connection.executemany("INSERT OR IGNORE INTO signatures VALUES (?, NULL)", unsigned)
            for name in gone:
                connection.execute("DELETE FROM records WHERE id = ?", (name,))
                connection.execute("DELETE FROM files WHERE record = ?", (name,))
            connection.execute("DELETE FROM signatures WHERE sha256 NOT IN (SELECT sha256 FROM files)")
            connection.execute("DELETE FROM state")
            connection.execute("INSERT INTO state VALUES (?)", (mark,))
            connection.execute("COMMIT")

    def unsigned(self) -> tuple[str, ...]:
        """The files whose signature is not kept: they were not read when it was last asked for."""
        missing = "SELECT sha256 FROM signatures WHERE signature IS NULL ORDER BY sha256"
        with self._connected() as connection:
            return tuple(row[0] for row in connection.execute(missing))

    def sign(self, signatures: Iterable[tuple[str, bytes]]) -> None:
        """Keep signatures by the SHA-256 of their files; an empty one says that the text is too short for one."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO signatures VALUES (?, ?)", signatures)
            connection.execute("COMMIT")

    def near(self, document: KnownDocument) -> Iterator[KnownDocument]:
        """The records that a document may be a duplicate of: with one of its files, its number, or a text like its own.

        Only signatures are gone through, all others are looked up.
        """
        with self._connected() as connection:
            connection.create_function("alike", 1, partial(_alike, document.signatures), deterministic=True)
            found = connection.execute(_NEAR, {"files": json.dumps(document.files), "number": document.number})
            for (name,) in found.fetchall():
                yield _document(connection, name)

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection to tables of this version, made if they are not there."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=_WAIT, isolation_level=None)) as connection:
            if _version(connection) != _VERSION:
                _make_tables(connection)
            yield connection

    def remove(self) -> None:
        """Remove the file, which is made anew when it is used again: it was damaged."""
        log.warning("%s is damaged and will be made again", self._file)
        self._file.unlink(missing_ok=True)


def _alike(signatures: Iterable[bytes], other: bytes) -> bool:
    return any(likeness(signature, other) >= ALIKE for signature in signatures)


def _document(connection: sqlite3.Connection, name: str) -> KnownDocument:
    """A record as it is compared."""
    countries, number = connection.execute("SELECT countries, number FROM records WHERE id = ?", (name,)).fetchone()
    question = "SELECT sha256, signature FROM files JOIN signatures USING (sha256) WHERE record = ?"
    files = connection.execute(question, (name,)).fetchall()
    return KnownDocument(
        name,
        tuple(sha256 for sha256, _ in files),
        tuple(signature for _, signature in files if signature),
        tuple(json.loads(countries)),
        number,
    )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    """Empty tables of this version in the place of those of another one; one process makes them, others find them."""
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) != _VERSION:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            connection.execute(f'DROP TABLE "{table}"')
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("COMMIT")
