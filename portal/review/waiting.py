"""What waits for a person, for the first page of the workplace."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select

from portal.access import Action, allowed
from portal.accounts.models import User
from portal.database import db
from portal.i18n import gettext, ngettext, number
from portal.publishing.models import Publication
from portal.publishing.steps import Step
from portal.review.queue import open_count
from portal.submissions.models import Submission
from portal.submissions.states import State
from portal.work.home import Line, waiting


@waiting
def submissions(user: User) -> Iterator[Line]:
    """What was returned to its author, what somebody has to review, what can be published, what is to be confirmed."""
    for submission in db.session.scalars(
        select(Submission).where(Submission.author_id == user.id, Submission.state == State.RETURNED)
    ):
        words = gettext("Submission %(reference)s was returned to you", reference=submission.reference)
        yield Line(words, url_for("review.submission", number=submission.id))
    if allowed(user, Action.REVIEW):
        yield from _to_review(user)
    if allowed(user, Action.WITHDRAW):
        for row in db.session.scalars(select(Publication).where(Publication.step == Step.PROPOSED)):
            if row.proposed_by_id != user.id:
                words = gettext("The withdrawal of %(record)s waits for a second person", record=row.record_id)
                yield Line(words, url_for("publishing.withdraw", record_id=row.record_id))


def _to_review(user: User) -> Iterator[Line]:
    mine = open_count(db.session, Submission.assigned_id == user.id)
    if mine:
        words = ngettext(
            "%(count)s submission is yours to review",
            "%(count)s submissions are yours to review",
            mine,
            count=number(mine),
        )
        yield Line(words, url_for("review.queue", assigned="me"))
    free = open_count(db.session, Submission.assigned_id.is_(None))
    if free:
        words = ngettext(
            "%(count)s submission is nobody’s yet", "%(count)s submissions are nobody’s yet", free, count=number(free)
        )
        yield Line(words, url_for("review.queue", assigned="nobody"))
    ready = open_count(db.session, Submission.state == State.ACCEPTED, Submission.author_id != user.id)
    if ready and allowed(user, Action.PUBLISH):
        words = ngettext(
            "%(count)s submission can be published",
            "%(count)s submissions can be published",
            ready,
            count=number(ready),
        )
        yield Line(words, url_for("review.queue", state=State.ACCEPTED))
