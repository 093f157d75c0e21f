"""Bringing the tables up to what the folders hold: what was added, changed or removed since."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import secrets
import sqlite3
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from pathlib import Path

from indexer.corpus.catalogue.answers import CatalogueState, Changes
from indexer.corpus.catalogue.database import OF_A_RECORD
from indexer.corpus.catalogue.rows import Place, Row, rows_at
from indexer.corpus.folders import record_states
from indexer.model import KINDS
from indexer.vocabularies import Vocabularies

log = logging.getLogger(__name__)

COLUMNS = tuple(field.name for field in fields(Row) if field.name not in OF_A_RECORD)
"""The fields of a row that are columns of ``records``."""

BATCH = 500
"""Rows that are written at a time, so that memory does not grow with the collection."""

KIND_ORDER: Mapping[str, int] = {kind: place for place, kind in enumerate(KINDS)}

States = Mapping[Place, str]
"""How each record.yaml looked; see ``Row.state``."""


def seen_states(collections: Sequence[str]) -> States:
    """How every record.yaml of the collections looks now; a collection that is not there has none."""
    return {
        (collection, folder): str(state)
        for collection in collections
        for folder, state in record_states(Path(collection))
    }


def known_states(connection: sqlite3.Connection, collections: Sequence[str]) -> States:
    """How every record.yaml of the collections looked when it was read.

    Of a collection that is not there (a disk that is not mounted) nothing counts as gone: it is left out.
    """
    found: dict[Place, str] = {}
    for collection in collections:
        if not Path(collection).is_dir():
            log.warning("%s is not there; the catalogue keeps what it knows of it", collection)
            continue
        rows = connection.execute("SELECT folder, state FROM records WHERE collection = ?", (collection,))
        found |= {(collection, folder): state for folder, state in rows}
    return found


def version_of(connection: sqlite3.Connection) -> str:
    """Another text after every change of the tables by whatever process; empty before the first."""
    return _fact(connection, "version")


def state_of(connection: sqlite3.Connection) -> CatalogueState:
    """The version of the tables and when they became so; the first moment of 1970 before there was any record."""
    changed = int(_fact(connection, "changed") or 0)
    return CatalogueState(version_of(connection), dt.datetime.fromtimestamp(changed, dt.UTC))


def with_other_terms(connection: sqlite3.Connection, collections: Sequence[str], vocabularies: Vocabularies) -> bool:
    """Whether records were read when the vocabularies had other terms than now: what is a fault depends on them."""
    terms = {_fact(connection, f"terms {collection}") for collection in collections}
    return bool(terms - {"", _digest_of_terms(vocabularies)})


def bring_up_to_date(
    connection: sqlite3.Connection, collections: Sequence[str], vocabularies: Vocabularies, *, anew: bool
) -> Changes:
    """Read every record.yaml that looks otherwise than it did (``anew``: every one) and replace its rows."""
    known, seen = known_states(connection, collections), seen_states(collections)
    old = {place for place, state in known.items() if anew or seen.get(place) != state}
    wanted = sorted(place for place, state in seen.items() if anew or known.get(place) != state)
    if not old and not wanted:
        return Changes()
    before = _remove(connection, collections, old)
    after: dict[str, str] = {}
    rows = rows_at(wanted, vocabularies)
    while batch := list(islice(rows, BATCH)):
        _insert(connection, batch)
        after |= {row.id: _content(row) for row in batch if row.id}
    _mark_shared_ids(connection)
    _note(connection, "version", secrets.token_hex(8))
    _note(connection, "changed", str(int(time.time())))
    for collection in collections:
        if anew or not _fact(connection, f"terms {collection}"):
            _note(connection, f"terms {collection}", _digest_of_terms(vocabularies))
    return Changes(
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(name for name in after.keys() & before.keys() if after[name] != before[name])),
        gone=tuple(sorted(before.keys() - after.keys())),
    )


def _remove(connection: sqlite3.Connection, collections: Sequence[str], old: Collection[Place]) -> dict[str, str]:
    """Remove the rows of these places; gives what each id had there, as :func:`_content` does."""
    numbers: list[tuple[int]] = []
    before: dict[str, str] = {}
    for collection in collections:
        for row in connection.execute("SELECT * FROM records WHERE collection = ?", (collection,)):
            if (collection, row["folder"]) in old:
                numbers.append((row["number"],))
                before |= {row["id"]: _content(row)} if row["id"] else {}
    connection.executemany("DELETE FROM records WHERE number = ?", numbers)
    for table in OF_A_RECORD:
        connection.executemany(f"DELETE FROM {table} WHERE record = ?", numbers)  # noqa: S608 - a name of ours
    return before


def _content(row: Row | sqlite3.Row) -> str:
    """Where a record lies and what it says, to be compared."""
    if isinstance(row, Row):
        return f"{row.collection}/{row.folder} {row.checksum} {row.faults}"
    return f"{row['collection']}/{row['folder']} {row['checksum']} {row['faults']}"


def _insert(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    first = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM records").fetchone()[0]
    numbered = list(enumerate(rows, first))
    columns = ", ".join(("number", "place", *COLUMNS))
    connection.executemany(
        f"INSERT INTO records ({columns}) VALUES ({_marks(len(COLUMNS) + 2)})",  # noqa: S608 - names of ours
        ((number, _place(row), *(getattr(row, name) for name in COLUMNS)) for number, row in numbered),
    )
    for table, width in zip(OF_A_RECORD, (4, 3, 3), strict=True):
        connection.executemany(
            f"INSERT OR IGNORE INTO {table} VALUES ({_marks(width)})",  # noqa: S608 - a name of ours
            ((number, *values) for number, row in numbered for values in getattr(row, table)),
        )


def _mark_shared_ids(connection: sqlite3.Connection) -> None:
    """Mark the records whose id another one has too, in whatever collection: only of these it is asked which counts."""
    twice = "(SELECT id FROM records WHERE id <> '' GROUP BY id HAVING count(*) > 1)"
    for mark, of in ((1, "IN"), (0, "NOT IN")):
        connection.execute(f"UPDATE records SET shared = {mark} WHERE shared = {1 - mark} AND id {of} {twice}")  # noqa: S608 - texts of ours


def _place(row: Row) -> str:
    """What puts the folders of a collection in the order in which they are looked through: by kind, then by name."""
    kind, _, slug = row.folder.partition("/")
    return f"{KIND_ORDER[kind]}/{slug}"


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _fact(connection: sqlite3.Connection, name: str) -> str:
    found = connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return str(found[0]) if found else ""


def _note(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def _digest_of_terms(vocabularies: Vocabularies) -> str:
    """Stands for the ids of all terms of all vocabularies."""
    ids = (f"{name}:{concept.id}" for name in sorted(vocabularies.names) for concept in vocabularies.concepts(name))
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()
