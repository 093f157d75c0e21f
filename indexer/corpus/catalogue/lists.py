"""The questions that the catalogue answers, in SQL: which records count, lists, counts, relations."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from indexer.corpus.catalogue.answers import CatalogueEntry, RelatedRecord, State
from indexer.corpus.parts import INVERSE
from indexer.corpus.subjects import SUBJECTS

Order = Literal["title", "newest", "oldest", "updated", "id"]

ORDERS: Mapping[str, str] = {
    "id": "found.id",
    "title": "coalesce(own.sort, original.sort), found.id",
    "newest": "found.sort_date DESC, found.id",
    "oldest": "found.sort_date = '', found.sort_date, found.id",
    "updated": "found.updated DESC, found.id",
}
"""The orders of a list; records without a date come last."""

PUBLIC = "found.faults = '' AND found.withdrawn = 0"
"""The condition that a record is to be seen by readers."""

MOST_TITLES = 1000
"""Titles that are looked at of those that have what is searched for in them, the best ones: few of them are shown."""

AT_A_TIME = 500
"""Records whose titles and terms are asked for at a time; SQLite takes some thousand parameters, not more."""


def counting(collections: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The beginning of every question, with its parameters: the table ``found`` of the records that count.

    Of two records with one id the first counts: in the order of the collections, then in that of their folders.
    """
    values = ", ".join(f"(?, {rank})" for rank in range(len(collections))) or "('', 0)"
    text = f"""WITH chosen (collection, rank) AS (VALUES {values}),
    found AS (SELECT records.* FROM records JOIN chosen USING (collection) WHERE records.shared = 0 OR NOT EXISTS (
      SELECT 1 FROM records AS other JOIN chosen AS before USING (collection)
      WHERE other.id = records.id AND (before.rank, other.place) < (chosen.rank, records.place)))
    """  # noqa: S608 - made of marks and whole numbers
    return text, tuple(collections)


def rows(
    connection: sqlite3.Connection, collections: Sequence[str], where: str, values: Sequence[str]
) -> list[sqlite3.Row]:
    """The rows of ``found`` for which a condition (and the order behind it) holds."""
    text, parameters = counting(collections)
    return connection.execute(f"{text} SELECT found.* FROM found WHERE {where}", (*parameters, *values)).fetchall()  # noqa: S608 - texts of ours


def folder_of(row: sqlite3.Row) -> Path:
    """The folder of a record."""
    return Path(row["collection"], row["folder"])


@dataclass(frozen=True, slots=True)
class ListRequest:
    """A list: the terms that its records have, its order (by the titles of ``language``), and the part asked for."""

    terms: Mapping[str, str]
    order: Order = "id"
    language: str = "en"
    offset: int = 0
    limit: int | None = None


def listed(
    connection: sqlite3.Connection, collections: Sequence[str], request: ListRequest
) -> tuple[CatalogueEntry, ...]:
    """The public records of a list."""
    return entries_of(connection, _selected(connection, collections, request, "found.*"))


def listed_ids(connection: sqlite3.Connection, collections: Sequence[str], request: ListRequest) -> tuple[str, ...]:
    """The ids of the public records of a list."""
    return tuple(row["id"] for row in _selected(connection, collections, request, "found.id"))


def public(
    connection: sqlite3.Connection, collections: Sequence[str], ids: Sequence[str]
) -> tuple[CatalogueEntry, ...]:
    """The public ones of the records with these ids, in the order of these."""
    marks = ", ".join("?" * len(ids))
    entries = entries_of(connection, rows(connection, collections, f"{PUBLIC} AND found.id IN ({marks})", ids))
    by_id = {entry.id: entry for entry in entries}
    return tuple(by_id[name] for name in ids if name in by_id)


def _selected(
    connection: sqlite3.Connection, collections: Sequence[str], request: ListRequest, columns: str
) -> list[sqlite3.Row]:
    text, parameters = counting(collections)
    where, wanted = _where(request.terms)
    found = connection.execute(
        f"""{text} SELECT {columns} FROM found
        LEFT JOIN titles AS own ON own.record = found.number AND own.language = ?
        LEFT JOIN titles AS original ON original.record = found.number AND original.language = found.original_language
        WHERE {where} ORDER BY {ORDERS[request.order]} LIMIT ? OFFSET ?""",  # noqa: S608 - texts of ours
        (*parameters, request.language, *wanted, -1 if request.limit is None else request.limit, request.offset),
    )
    return found.fetchall()


def titled(
    connection: sqlite3.Connection, collections: Sequence[str], form: str, limit: int
) -> tuple[tuple[CatalogueEntry, str], ...]:
    """The public records with a title of which the sorted form has ``form`` in it, with the language of that title.

    A space stands before each word of the form. Titles that begin so come first, then the shortest.
    """
    text, parameters = counting(collections)
    found = connection.execute(
        f"""{text}, met AS (SELECT record, language, instr(' ' || sort, ?) AS starts, length(title) AS length
          FROM titles WHERE instr(' ' || sort, ?) ORDER BY starts > 2, length LIMIT {MOST_TITLES})
        SELECT found.*, met.language AS met, min(met.starts) AS starts
        FROM met CROSS JOIN found ON found.number = met.record
        WHERE {PUBLIC}
        GROUP BY found.number ORDER BY starts > 2, met.length, found.id LIMIT ?""",  # noqa: S608 - texts of ours
        (*parameters, form, form, limit),
    ).fetchall()
    return tuple(zip(entries_of(connection, found), (row["met"] for row in found), strict=True))


def counted(
    connection: sqlite3.Connection, collections: Sequence[str], name: str, terms: Mapping[str, str]
) -> Mapping[str, int]:
    """How many of the records that have all the terms have each term of the list ``name``; most first."""
    text, parameters = counting(collections)
    where, wanted = _where(terms)
    rows = connection.execute(
        f"""{text} SELECT terms.term, count(*) FROM found JOIN terms ON terms.record = found.number AND terms.name = ?
        WHERE {where} GROUP BY terms.term ORDER BY count(*) DESC, terms.term""",  # noqa: S608 - texts of ours
        (*parameters, _known(name), *wanted),
    )
    return dict(rows.fetchall())


def related(connection: sqlite3.Connection, collections: Sequence[str], id: str) -> tuple[RelatedRecord, ...]:
    """The records that this one names, and those that name it; each relation once, whichever of the two states it.

    In the order of the types in the schema, then of the ids.
    """
    text, parameters = counting(collections)
    named = connection.execute(
        f"{text} SELECT relations.type, relations.other FROM found JOIN relations ON relations.record = found.number"  # noqa: S608 - texts of ours
        " WHERE found.id = ?",
        (*parameters, id),
    )
    stated = {(relation, other) for relation, other in named}
    naming = connection.execute(
        f"{text} SELECT relations.type, found.id FROM relations CROSS JOIN found ON found.number = relations.record"  # noqa: S608 - texts of ours
        " WHERE relations.other = ?",
        (*parameters, id),
    )
    stated |= {(INVERSE[relation], other) for relation, other in naming}
    order = {relation: place for place, relation in enumerate(INVERSE)}
    others = _others(connection, text, parameters, {other for _, other in stated})
    return tuple(
        RelatedRecord(relation, other, *others.get(other, ("unknown", "", {})))
        for relation, other in sorted(stated, key=lambda found: (order[found[0]], found[1]))
    )


def _others(
    connection: sqlite3.Connection, text: str, parameters: tuple[str, ...], ids: Iterable[str]
) -> dict[str, tuple[State, str, Mapping[str, str]]]:
    """How each of these records stands, its original language and its titles."""
    found: dict[str, tuple[State, str, Mapping[str, str]]] = {}
    for other in ids:
        row = connection.execute(f"{text} SELECT * FROM found WHERE id = ?", (*parameters, other)).fetchone()  # noqa: S608 - texts of ours
        if row is None:
            continue
        state: State = "faulty" if row["faults"] else "withdrawn" if row["withdrawn"] else "shown"
        titles = _texts(connection, "titles", "language", "title", [row["number"]])[row["number"]]
        found[other] = state, row["original_language"], dict(titles)
    return found


def entries_of(connection: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> tuple[CatalogueEntry, ...]:
    """The entries of rows of ``records``, in their order."""
    entries: list[CatalogueEntry] = []
    for start in range(0, len(rows), AT_A_TIME):
        batch = rows[start : start + AT_A_TIME]
        numbers = [row["number"] for row in batch]
        titles = _texts(connection, "titles", "language", "title", numbers)
        terms = _texts(connection, "terms", "name", "term", numbers)
        entries += [_entry(row, dict(titles[row["number"]]), terms[row["number"]]) for row in batch]
    return tuple(entries)


def _entry(row: sqlite3.Row, titles: Mapping[str, str], terms: Sequence[tuple[str, str]]) -> CatalogueEntry:
    by_name: dict[str, tuple[str, ...]] = {}
    for name, term in terms:
        by_name[name] = (*by_name.get(name, ()), term)
    return CatalogueEntry(
        id=row["id"],
        kind=row["kind"],
        folder=folder_of(row),
        revision=row["revision"],
        checksum=row["checksum"],
        demonstration=bool(row["demonstration"]),
        date=row["date"],
        updated=row["updated"],
        original_language=row["original_language"],
        titles=titles,
        terms=by_name,
    )


def _texts(
    connection: sqlite3.Connection, table: str, key: str, value: str, numbers: Sequence[int]
) -> Mapping[int, list[tuple[str, str]]]:
    """Keys and values of a table by the number of the record."""
    marks = ", ".join("?" * len(numbers))
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, *pair in connection.execute(
        f"SELECT record, {key}, {value} FROM {table} WHERE record IN ({marks})",  # noqa: S608 - names of ours
        numbers,
    ):
        found[number].append((pair[0], pair[1]))
    return found


def _where(terms: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The condition that a record is public and has all the terms, with its parameters."""
    has = "found.number IN (SELECT record FROM terms WHERE name = ? AND term = ?)"
    return " AND ".join([PUBLIC, *([has] * len(terms))]), tuple(
        part for name, term in terms.items() for part in (_known(name), term)
    )


def _known(name: str) -> str:
    if name not in SUBJECTS:
        raise ValueError(f"no list {name!r}; there are {', '.join(SUBJECTS)}")
    return name
