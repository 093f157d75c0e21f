"""Submissions for the tests of the desk."""

from datetime import timedelta

import pytest

from portal.database import db, now, transaction
from portal.submissions.models import Submission
from portal.submissions.states import State


@pytest.fixture
def submitted(work_app):
    """Makes a submission of a person that stands in a state; gives its number."""

    def make(author, state, title="An act", days=0, **columns):
        moment = now() - timedelta(days=days)
        record = {"kind": "legislation", "title": {"en": title}, "original_language": "en", **columns.pop("record", {})}
        with work_app.app_context(), transaction() as session:
            submission = Submission(
                author_id=author.user.id,
                state=state,
                record=record,
                created_at=moment,
                changed_at=moment,
                submitted_at=None if state == State.DRAFT else moment,
                **columns,
            )
            session.add(submission)
            session.flush()
            return submission.id

    return make


@pytest.fixture
def stored(work_app):
    """Asks the database for what it has of a submission."""

    def ask(number):
        with work_app.app_context():
            return db.session.get_one(Submission, number)

    return ask
