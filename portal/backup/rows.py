"""The rows of a database written as JSON Lines, a file a table, and read into an empty one, be it SQLite or PostgreSQL.

The tables are those that the database has, not those of the classes: a database can be at an earlier step.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

VERSION_TABLE = "alembic_version"
AT_ONCE = 1000
"""Rows that are in memory together."""

Row = dict[str, Any]


def snapshot(engine: Engine) -> Connection:
    """A connection that sees the database as it is at its first question, whatever others write after that."""
    connection = engine.connect()
    if engine.dialect.name == "postgresql":  # SQLite's readers see that anyway
        connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return connection


def tables_of(connection: Connection) -> list[sa.Table]:
    """The tables there are, each after those that it refers to."""
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def write_rows(connection: Connection, folder: Path) -> dict[str, int]:
    """Write all rows into ``<table>.jsonl`` files; how many of each table."""
    folder.mkdir(mode=0o700)
    return {
        table.name: _write_table(connection, table, folder / f"{table.name}.jsonl") for table in tables_of(connection)
    }


def read_rows(connection: Connection, folder: Path) -> None:
    """Read the rows that were written into the tables, which are empty and at the same step."""
    for table in tables_of(connection):
        own = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
        later: list[Row] = []
        rows = _read_table(table, folder / f"{table.name}.jsonl")
        while some := list(islice(rows, AT_ONCE)):
            later += [row for row in some if any(row[column.name] is not None for column in own)]
            blank = {column.name: None for column in own}
            connection.execute(_insertion(connection, table), [{**row, **blank} for row in some])
        for row in later:
            _refer(connection, table, row, own)
        _count_on(connection, table)


def is_empty(connection: Connection) -> bool:
    """Whether no table has a row."""
    return all(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is None
        for table in tables_of(connection)
    )


def _write_table(connection: Connection, table: sa.Table, file: Path) -> int:
    columns = [_as_text(column).label(column.name) for column in table.columns]
    question = sa.select(*columns).order_by(*table.primary_key.columns)
    rows = 0
    with file.open("x", encoding="utf-8") as written:
        for row in connection.execute(question.execution_options(yield_per=AT_ONCE)).mappings():
            plain = {name: _plain(value) for name, value in row.items()}
            written.write(json.dumps(plain, ensure_ascii=False) + "\n")
            rows += 1
    return rows


def _as_text(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    """The column; JSON as the text that is stored, to the letter."""
    return sa.cast(column, sa.Text) if isinstance(column.type, sa.JSON) else column


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _read_table(table: sa.Table, file: Path) -> Iterator[Row]:
    moments = {column.name: _from_text(column) for column in table.columns}
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield {name: moments[name](value) if value is not None else None for name, value in row.items()}


def _from_text(column: sa.Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(column.type, sa.Date) else lambda value: value


def _insertion(connection: Connection, table: sa.Table) -> sa.Insert:
    return sa.insert(table).values({column.name: _parameter(connection, column) for column in table.columns})


def _refer(connection: Connection, table: sa.Table, row: Row, columns: list[sa.Column[Any]]) -> None:
    """Let a row refer to others of its own table, now that they are all there."""
    key = sa.and_(*(column == row[column.name] for column in table.primary_key.columns))
    connection.execute(sa.update(table).where(key).values({column.name: row[column.name] for column in columns}))


def _parameter(connection: Connection, column: sa.Column[Any]) -> Any:
    """What fills a column; JSON goes in as the text that it was."""
    if not isinstance(column.type, sa.JSON):
        return sa.bindparam(column.name, type_=column.type)
    text = sa.bindparam(column.name, type_=sa.Text())
    return sa.cast(text, column.type) if connection.dialect.name == "postgresql" else sa.type_coerce(text, sa.Text())


def _count_on(connection: Connection, table: sa.Table) -> None:
    """Let PostgreSQL give the numbers after the highest one; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
        highest = connection.scalar(sa.select(sa.func.max(column)))
        if sequence and highest:
            connection.execute(sa.select(sa.func.setval(sequence, highest)))
