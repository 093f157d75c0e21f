"""How the database is opened, and what a change of it is: one transaction that is on the disk when it ends.

A transaction that will write waits for the one before it when it begins, in both databases: what it reads and decides
on is true until it ends, and of two who do the same at once the second finds it done. So there is nothing else to lock,
and a transaction has to be short. Readers never wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from inspect import iscoroutinefunction
from typing import Annotated, Any

from flask import Flask, has_request_context, request
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, event, make_url, text
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from indexer.settings import Settings

FILE = "portal.sqlite"
PATIENCE = 20_000
"""Milliseconds that a writer waits for another one in SQLite."""

LOCK = 0x7772_6974_6572
"""The number of the advisory lock that a writer holds in PostgreSQL: "writer"."""

SIGNING_IN = "security"
"""The blueprint of Flask-Security, whose forms write in transactions of their own instead of :func:`transaction`."""

_writing: ContextVar[bool] = ContextVar("writing", default=False)


class UtcMoment(TypeDecorator[datetime]):
    """A moment with its time zone, which SQLite does not keep: all are UTC there."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature of SQLAlchemy
        """Give it as UTC."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


Moment = Annotated[datetime, mapped_column(UtcMoment)]
Plain = Annotated[dict[str, Any], mapped_column(JSON)]
"""Plain data that is only kept and given back; a change of it is the assignment of another dictionary."""


class Base(DeclarativeBase):
    """The root of all tables.

    Their numbers stand in addresses and in the trail: one that was deleted is never given again, in SQLite either.
    """

    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - as SQLAlchemy has it


db = SQLAlchemy(session_options={"expire_on_commit": False})


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def address_of(settings: Settings) -> URL:
    """Where the database is; the folder of a SQLite file is made, for its owner alone."""
    if settings.database_url:
        return make_url(settings.database_url).set(drivername="postgresql+psycopg")
    settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    return URL.create("sqlite", database=str(settings.state / FILE))


def init_app(app: Flask, settings: Settings) -> None:
    """Open the database of an app; its tables have to be there (:func:`bring_up_to_date`)."""
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": address_of(settings), "pool_pre_ping": True}}
    db.init_app(app)
    # It would close asynchronous sessions too, of which there are none: that takes an event loop for every request.
    app.teardown_appcontext_funcs[:] = [end for end in app.teardown_appcontext_funcs if not iscoroutinefunction(end)]
    with app.app_context():
        prepare(db.engine)


def prepare(engine: Engine) -> None:
    """Let an engine keep its promises: writers that wait for each other, and in SQLite foreign keys."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)


@contextmanager
def transaction() -> Iterator[Session]:
    """A change: all of it is on the disk at the end, or after an error nothing.

    What the session read before is read again, so that a decision rests on what is true while nobody else writes.
    """
    session = db.session
    session.rollback()
    session.expire_all()  # a rollback alone forgets nothing if the last transaction was committed
    with writing():
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def writing() -> Iterator[None]:
    """While this lasts, transactions begin as those that write."""
    token = _writing.set(True)
    try:
        yield
    finally:
        _writing.reset(token)


def _set_up(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver leaves transactions to us
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={PATIENCE}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_postgresql(connection: Connection) -> None:
    if _writing.get():
        take_turn(connection)


def take_turn(connection: Connection | Session) -> None:
    """Wait until no other transaction of PostgreSQL writes; this one does from here on."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": LOCK})


def _begin_sqlite(connection: Connection) -> None:
    signs_in = has_request_context() and request.blueprint == SIGNING_IN and request.method not in {"GET", "HEAD"}
    writes = _writing.get() or signs_in
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
