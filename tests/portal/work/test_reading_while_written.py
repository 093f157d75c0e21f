"""Who only reads, or has not come to writing yet, does not wait for somebody who writes."""

from contextvars import Context

import pytest
from sqlalchemy import select

from portal.accounts import invitations
from portal.accounts.models import User
from portal.database import db, transaction


@pytest.fixture
def work_database(database_url):
    """Both databases are tried."""
    return database_url


@pytest.fixture
def while_written(work_app, monkeypatch):
    """Does something as somebody else would while a transaction is writing."""
    with work_app.app_context():
        if db.engine.dialect.name == "sqlite":
            monkeypatch.setattr("portal.database.engine.PATIENCE", 500)
            db.engine.dispose()

    def do(deed, *arguments, **options):
        with work_app.app_context(), transaction() as session:
            session.execute(select(User))
            return Context().run(deed, *arguments, **options)

    return do


def test_invitation_is_shown(person, visitor, work_app, work_settings, while_written):
    """The page of an invitation only reads: it opens while somebody else writes, and when it is used up too."""
    amina = person("contributor", name="Amina").user
    with work_app.app_context(), transaction() as session:
        path = invitations.send(session, work_settings, session.get_one(User, amina.id))
    browser = visitor()
    answer = while_written(browser.get, f"/en{path}")
    assert (answer.status_code, "Amina" in answer.text) == (200, True)
    browser.post(f"/en{path}", {"password": "an entirely new secret", "password_confirm": "an entirely new secret"})
    assert while_written(visitor().get, f"/en{path}").status_code == 410


def test_file_is_taken(person, while_written):
    """A file arrives while somebody else writes: nothing is locked before the row that names it is written."""
    egypt = person("contributor", name="Focal Point", party="country:EG")
    draft = egypt.post("/en/desk/submissions/new", {"kind": "legislation"}).headers["Location"].removesuffix("/draft")
    answer = while_written(egypt.post, f"{draft}/pieces", {"name": "law.pdf", "bytes": 7, "mark": "7"})
    assert answer.status_code == 200
