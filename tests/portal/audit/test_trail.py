from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from indexer.settings import Settings
from portal.audit import append, broken_at
from portal.audit.models import AuditEntry
from portal.database import bring_up_to_date, db, init_app, transaction


@pytest.fixture
def database(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """An app with nothing but a database."""
    settings = Settings(state=tmp_path, database_url=database_url)
    bring_up_to_date(settings)
    app = Flask("database")
    init_app(app, settings)
    with app.app_context():
        yield app
        db.session.close()
        db.engine.dispose()


def wrote(*subjects: str) -> None:
    """Append an entry for each subject."""
    for subject in subjects:
        with transaction() as session:
            append(session, None, "tried", subject, words=["é", "م", 1.5, None])


@pytest.mark.usefixtures("database")
def test_whole_chain_is_whole() -> None:
    """What was only ever appended to holds, and each entry names the one before."""
    wrote("submission:1", "submission:2", "submission:3")
    entries = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert broken_at(db.session) is None


@pytest.mark.parametrize("statement", ["UPDATE audit SET action = 'other'", "DELETE FROM audit"])
@pytest.mark.usefixtures("database")
def test_rows_cannot_be_changed(statement: str) -> None:
    """The database itself refuses to change or delete an entry."""
    wrote("submission:1")
    with pytest.raises(DBAPIError, match="append only"), transaction() as session:
        session.execute(sa.text(statement))
    assert broken_at(db.session) is None


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit SET subject = 'submission:9' WHERE number = 2", 2),
        ("UPDATE audit SET details = '{}' WHERE number = 3", 3),
        ("DELETE FROM audit WHERE number = 2", 2),
    ],
)
def test_change_behind_its_back_is_found(database: Flask, statement: str, found: int) -> None:
    """An entry changed or taken out by somebody who got round the guard is named."""
    wrote("submission:1", "submission:2", "submission:3")
    with transaction() as session:
        if database.config["SQLALCHEMY_ENGINES"]["default"]["url"].drivername == "sqlite":
            session.execute(sa.text("DROP TRIGGER audit_no_update"))
            session.execute(sa.text("DROP TRIGGER audit_no_delete"))
        else:
            session.execute(sa.text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        session.execute(sa.text(statement))
    assert broken_at(db.session) == found


def test_writers_at_once_make_one_chain(database: Flask) -> None:
    """Entries of several writers at the same time stand in one chain without a gap."""

    def write(number: int) -> None:
        with database.app_context():
            wrote(*(f"submission:{number}-{turn}" for turn in range(10)))

    writers = [Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == 40
    assert broken_at(db.session) is None


@pytest.mark.usefixtures("database")
def test_change_that_fails_leaves_no_entry() -> None:
    """An entry stands or falls with the change it tells of."""

    def fail() -> None:
        with transaction() as session:
            append(session, None, "tried", "submission:1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AuditEntry)) == 0
