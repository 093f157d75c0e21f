"""People of every role and their submissions, in each of the two databases."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from indexer.settings import Settings
from portal import database, opening
from portal.access import Role
from portal.accounts.models import Role as RoleRow
from portal.accounts.models import User
from portal.database import bring_up_to_date, db, now, transaction
from portal.submissions.models import Submission
from portal.submissions.states import State

Submitted = Callable[..., int]
Person = Callable[..., User]


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """An app with a database and settings, and nobody in it."""
    settings = Settings(state=tmp_path, database_url=database_url)
    bring_up_to_date(settings)
    app = Flask("desk")
    opening.init_app(app, settings, None)
    database.init_app(app, settings)
    with app.app_context():
        with transaction() as session:
            session.add_all(RoleRow(name=role) for role in Role)
        yield app
        db.session.close()
        db.engine.dispose()


@pytest.fixture
def somebody(desk: Flask) -> Person:  # noqa: ARG001 - there has to be a database
    """Makes a person with these roles."""

    def make(*roles: Role) -> User:
        with transaction() as session:
            number = session.query(User).count() + 1
            user = User(email=f"{number}@example.org", name=f"Person {number}", fs_uniquifier=str(number), active=True)
            user.roles = [row for row in session.query(RoleRow) if row.name in roles]
            session.add(user)
        return user

    return make


@pytest.fixture
def submitted(desk: Flask) -> Submitted:  # noqa: ARG001 - there has to be a database
    """Makes a submission of an author that stands in a state; gives its number."""

    def make(author: User, state: State, **fields: object) -> int:
        with transaction() as session:
            values = {"record": {"title": {"en": "An act"}}, **fields}
            submission = Submission(author_id=author.id, state=state, created_at=now(), changed_at=now(), **values)
            session.add(submission)
        return submission.id

    return make
