"""How the catalogue differs from the folders, found out by reading them; nothing is changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.corpus.catalogue.answers import CatalogueDifference
from indexer.corpus.catalogue.database import Database, NoTables
from indexer.corpus.folders import RECORD, record_states
from indexer.corpus.reading import checksum


def differences(database: Database, collections: Sequence[str]) -> tuple[CatalogueDifference, ...]:
    """Every difference, in order of its place; where the catalogue itself is not sound that alone."""
    if not database.file.exists():
        return (CatalogueDifference(database.file, "absent"),)
    if database.damage():
        return (CatalogueDifference(database.file, "damaged"),)
    try:
        with database.reading() as connection:
            found = [row for collection in collections for row in _of_collection(connection, collection)]
    except NoTables:
        return (CatalogueDifference(database.file, "absent"),)
    return tuple(sorted(found))


def _of_collection(connection: sqlite3.Connection, collection: str) -> Iterator[CatalogueDifference]:
    rows = connection.execute("SELECT folder, checksum FROM records WHERE collection = ?", (collection,))
    known = dict(rows.fetchall())
    for folder, _ in record_states(Path(collection)):
        catalogued = known.pop(folder, None)
        path = Path(collection, folder)
        if catalogued is None:
            yield CatalogueDifference(path, "missing")
        elif catalogued != checksum(_content(path / RECORD)):
            yield CatalogueDifference(path, "stale")
    yield from (CatalogueDifference(Path(collection, folder), "extra") for folder in known)


def _content(record: Path) -> bytes:
    """The content of a record.yaml; nothing if it cannot be read, as the catalogue takes it too."""
    try:
        return record.read_bytes()
    except OSError:
        return b""
