"""The SQLite file of the catalogue: its tables, its version, and what is done when it is damaged.

Every operation opens a connection of its own (0.15 ms): threads and forked processes share nothing, and a file that
was replaced is never read on. The journal is a write-ahead log, so that readers never wait for a writer.
"""

from __future__ import annotations

import fcntl
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

log = logging.getLogger(__name__)

VERSION = 3
"""The version of the tables and of what stands in them, kept as ``user_version``."""

TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE records (
  number INTEGER PRIMARY KEY,
  collection TEXT NOT NULL,
  folder TEXT NOT NULL,
  place TEXT NOT NULL,
  state TEXT NOT NULL,
  id TEXT NOT NULL,
  shared INTEGER NOT NULL DEFAULT 0,
  checksum TEXT NOT NULL,
  withdrawn INTEGER NOT NULL,
  faults TEXT NOT NULL,
  kind TEXT NOT NULL,
  revision INTEGER NOT NULL,
  demonstration INTEGER NOT NULL,
  date TEXT NOT NULL,
  sort_date TEXT NOT NULL,
  updated TEXT NOT NULL,
  original_language TEXT NOT NULL
);
CREATE UNIQUE INDEX records_folder ON records (collection, folder);
CREATE INDEX records_id ON records (id, collection, place);
CREATE TABLE titles (record INTEGER, language TEXT, title TEXT NOT NULL, sort TEXT NOT NULL,
  PRIMARY KEY (record, language)) WITHOUT ROWID;
CREATE TABLE relations (record INTEGER, type TEXT, other TEXT, PRIMARY KEY (record, type, other)) WITHOUT ROWID;
CREATE INDEX relations_other ON relations (other);
CREATE TABLE terms (record INTEGER, name TEXT, term TEXT, PRIMARY KEY (record, name, term)) WITHOUT ROWID;
CREATE INDEX terms_term ON terms (name, term, record);
"""
OF_A_RECORD = ("titles", "relations", "terms")
"""The tables whose column ``record`` is the number of a record."""

LONG = 600.0
"""Seconds that a writer waits for another one: it may be reading a whole collection."""

DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ")
"""What the names of errors begin with that say that the file is no sound database."""


class NoTables(Exception):
    """The file holds no tables of this version; nobody outside this package sees it."""


class Database:
    """The file; whoever writes makes its tables anew if they are missing or of another version."""

    def __init__(self, file: Path) -> None:
        """Use ``file``, which need not be there."""
        self.file = file

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the tables. Raises NoTables and sqlite3.DatabaseError."""
        with self._connected(LONG) as connection:
            connection.execute("BEGIN")
            if _version(connection) != VERSION:
                raise NoTables
            yield connection

    @contextmanager
    def writing(self, *, wait: bool) -> Iterator[sqlite3.Connection]:
        """A connection that alone may write; what it wrote is there for all when the block ends, or not at all.

        Raises sqlite3.OperationalError (``is_busy``) if another one is writing and this one is not to ``wait``.
        """
        with self._connected(LONG if wait else 0) as connection:
            connection.execute("BEGIN IMMEDIATE")
            _make_tables(connection)
            yield connection
            connection.execute("COMMIT")

    def damage(self) -> str:
        """What SQLite finds wrong with the file; empty if it is sound."""
        try:
            with self._connected(LONG) as connection:
                found = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
        except sqlite3.DatabaseError as error:
            return str(error)
        return "" if found == "ok" else found

    def remove_damaged(self) -> None:
        """Remove the file if it is damaged still: of several processes that see it one does so, the others wait."""
        with self.file.with_name(f"{self.file.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if damage := self.damage():
                log.warning("%s is damaged and will be made again: %s", self.file, damage)
                for ending in ("-wal", "-shm", ""):
                    self.file.with_name(self.file.name + ending).unlink(missing_ok=True)

    @contextmanager
    def _connected(self, seconds: float) -> Iterator[sqlite3.Connection]:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=seconds, isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            yield connection


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that the file is no sound database."""
    return getattr(error, "sqlite_errorname", "").startswith(DAMAGED)


def is_busy(error: sqlite3.DatabaseError) -> bool:
    """Whether an error says that another process is writing."""
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _make_tables(connection: sqlite3.Connection) -> None:
    """Empty tables of this version in the place of those of another one."""
    if _version(connection) == VERSION:
        return
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (name,) in found.fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    for statement in TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
