"""The page on which a submission is published."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer.corpus.forms import MAX_ID
from indexer.errors import MoveRefused, UnknownRecord
from portal.access import Action, needs, signed_in
from portal.database import db
from portal.editing.fields import label_of
from portal.i18n import gettext
from portal.institution.forms import take
from portal.opening import current_library, current_settings
from portal.publishing import correcting
from portal.publishing.asking import ask
from portal.publishing.carrying_out import carry_out
from portal.publishing.models import latest_of
from portal.publishing.naming import proposed_id
from portal.publishing.staging import laid_out, texts_of
from portal.review import words
from portal.review.views import changing, reachable
from portal.submissions.models import Submission
from portal.submissions.states import State
from portal.submissions.workflow import refuse_unless_possible

LONGEST_CHANGE = 500
"""Characters of what readers are told of a revision."""


@needs(Action.PUBLISH)
def publish(number: int) -> str | Response:
    """What would be published, with all that is wrong with it."""
    found = reachable(db.session, number, signed_in(), Action.PUBLISH)
    try:
        refuse_unless_possible(found, State.PUBLISHED, signed_in())
    except MoveRefused as refused:
        flash(str(words.REFUSALS[refused.why]), "error")
        return _back(number)
    return _page(found, _id_for(found, request.args.get("id", "")))


@needs(Action.PUBLISH)
def send(number: int) -> Response | tuple[str, int]:
    """Have it published, if nothing is wrong with it."""
    found = reachable(db.session, number, signed_in(), Action.PUBLISH)
    record_id = _id_for(found, request.form.get("id", ""))
    settings = current_settings()
    if laid_out(settings, found, record_id).faults:
        return _page(found, record_id), HTTPStatus.UNPROCESSABLE_ENTITY
    version = request.form.get("version", type=int)
    change = take({"change": LONGEST_CHANGE}).values["change"][:LONGEST_CHANGE]
    row = None
    with changing(number) as (session, submission, person):
        if version != submission.version:
            raise MoveRefused("changed", f"submission {submission.reference} was changed meanwhile")
        row = ask(session, submission, person, record_id, change)
    if row is not None:
        carry_out.later(row.id)
        flash(gettext("It is being published: that takes some seconds."))
    return _back(number)


@needs(Action.CORRECT)
def rebase(number: int) -> Response:
    """Let a correction rest on what the record says now, after its author has seen what somebody else changed."""
    with changing(number) as (session, submission, person):
        reachable(session, number, person, Action.REVIEW)
        if not submission.base or submission.state not in {State.IN_REVIEW, State.ACCEPTED}:
            raise MoveRefused("state", f"submission {submission.reference} is no correction that is open")
        correcting.rest_on_present(current_settings(), submission)
    return _back(number)


def _page(found: Submission, record_id: str) -> str:
    laid = laid_out(current_settings(), found, record_id)
    return render_template(
        "publishing/publish.html",
        submission=found,
        record_id=record_id,
        laid=laid,
        label_of=partial(label_of, kind=str(found.record.get("kind", ""))),
        texts=texts_of(found),
        letters=[file for file in found.files if file not in texts_of(found)],
        differences=correcting.changes_since(current_settings(), found) if found.base else (),
        publication=latest_of(db.session, found.id),
        words=words,
        longest=LONGEST_CHANGE,
        longest_id=MAX_ID,
    )


def _id_for(submission: Submission, wanted: str) -> str:
    """The id of the record: that of the one that is corrected, else what was asked for, else one that is proposed."""
    if submission.base:
        return submission.record_id or ""
    return wanted.strip()[:MAX_ID] or submission.record_id or proposed_id(submission.record, _is_taken)


def _is_taken(record_id: str) -> bool:
    try:
        current_library().corpus.folder(record_id)
    except UnknownRecord:
        return False
    return True


def _back(number: int) -> Response:
    return redirect(url_for("review.submission", number=number), HTTPStatus.SEE_OTHER)
