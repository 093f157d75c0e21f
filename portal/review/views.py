"""The pages of the desk, and what is sent from them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from indexer.errors import MoveRefused, RecordChanged
from indexer.model import KINDS
from portal.access import Action, allowed, may, needs, signed_in
from portal.accounts.models import User
from portal.database import db, transaction
from portal.i18n import gettext
from portal.institution.forms import take
from portal.opening import current_settings
from portal.paging import Pages
from portal.publishing.correcting import revisions_since
from portal.publishing.models import latest_of
from portal.publishing.steps import Deed, Step, progress
from portal.review import words
from portal.review.asking import SHOWN, SIZE, SORTS, asked
from portal.review.assigning import LONGEST, assign, comment
from portal.review.history import history, since
from portal.review.queue import languages, parties, queue, team
from portal.submissions.finding import LARGEST
from portal.submissions.models import Submission
from portal.submissions.states import State
from portal.submissions.workflow import RULES, move, possible


@needs(Action.REVIEW)
def show_queue() -> str:
    """The submissions that wait, or those that are asked for."""
    wanted = asked()
    found = queue(db.session, wanted, signed_in())
    pages = Pages((wanted.page - 1) * SIZE, SIZE, found.total, lambda page: _queue(wanted.pairs(page=page)))
    return render_template(
        "review/queue.html",
        asked=wanted,
        queue=found,
        paging=pages,
        address=lambda **other: _queue(wanted.pairs(**other)),
        words=words,
        choices={
            "states": SHOWN,
            "kinds": KINDS,
            "sorts": SORTS,
            "team": team(db.session),
            "parties": parties(db.session),
            "languages": languages(db.session),
        },
    )


@needs(Action.SEE)
def submission(number: int) -> str:
    """A submission: all there is for those who review, and for its author what concerns them."""
    person = signed_in()
    found = reachable(db.session, number, person)
    is_team = allowed(person, Action.REVIEW)
    moves, publication = list(possible(found, person)), latest_of(db.session, found.id)
    return render_template(
        "review/submission.html",
        submission=found,
        is_team=is_team,
        own=found.author_id == person.id,
        since=since(db.session, found),
        history=list(history(db.session, found, person, team=is_team)),
        comments=[each for each in found.comments if is_team or each.shared],
        moves=[state for state in moves if state in words.MOVES],
        publishable=State.PUBLISHED in moves,
        change=_address_of_form(found, person),
        publication=publication,
        corrected=revisions_since(current_settings(), publication) if found.state == State.PUBLISHED else (),
        steps=list(progress(Deed(publication.deed), Step(publication.step))) if publication else (),
        team=team(db.session) if is_team else (),
        longest=LONGEST,
        words=words,
        takes_note=_takes_note,
    )


@needs(Action.SEE)
def move_on(number: int) -> Response:
    """Move a submission to another state, but for those that publishing leads to."""
    to = request.form.get("to", "")
    if to not in words.MOVES:
        abort(HTTPStatus.NOT_FOUND)
    version = request.form.get("version", type=int)
    note = take({"note": LONGEST}).values["note"][:LONGEST]
    with changing(number) as (session, found, person):
        move(session, found, State(to), person, note, version=version)
        flash(gettext("Submission %(reference)s: %(state)s", reference=found.reference, state=words.STATES[to]))
    return _back(number)


@needs(Action.ASSIGN)
def give(number: int) -> Response:
    """Give a submission to a person, or to nobody."""
    wanted = request.form.get("person", type=int)
    with changing(number) as (session, found, person):
        other = session.get(User, wanted) if wanted is not None and abs(wanted) <= LARGEST else None
        if wanted is not None and other is None:
            raise MoveRefused("person", f"there is no person {wanted}")
        assign(session, found, other, person)
    return _back(number)


@needs(Action.SEE)
def write(number: int) -> Response:
    """Keep a comment; those of authors are for everybody who can see the submission."""
    sent = take({"text": LONGEST})
    with changing(number) as (session, found, person):
        if not sent.values["text"] or sent.faults:
            raise MoveRefused("text", "a comment has to have a text, of a certain length")
        shared = bool(request.form.get("shared")) or not allowed(person, Action.REVIEW)
        comment(session, found, person, sent.values["text"], shared=shared)
    return _back(number, "comments")


def reachable(session: Session, number: int, person: User, action: Action = Action.SEE) -> Submission:
    """The submission of this number; for who may not do this with it there is none (404)."""
    found = session.get(Submission, number) if number <= LARGEST else None
    if found is None or not may(person, action, found):
        abort(HTTPStatus.NOT_FOUND)
    return found


@contextmanager
def changing(number: int) -> Iterator[tuple[Session, Submission, User]]:
    """A change of a submission by whoever is signed in; why it was refused is said on the next page."""
    try:
        with transaction() as session:
            person = signed_in()
            yield session, reachable(session, number, person), person
    except RecordChanged:
        flash(str(words.REFUSALS["changed"]), "error")
    except MoveRefused as refused:
        flash(str(words.REFUSALS[refused.why]), "error")


def _address_of_form(found: Submission, person: User) -> str:
    """Where this person changes the submission; empty for who may not."""
    if not may(person, Action.CHANGE, found):
        return ""
    in_review = found.state == State.IN_REVIEW
    endpoint, name = ("editing.edit", "submission_id") if in_review else ("submissions.draft", "number")
    return url_for(endpoint, **{name: found.id})  # type: ignore[arg-type]  # a name of ours


def _takes_note(submission: Submission, to: State) -> bool:
    return RULES[State(submission.state), to].note


def _queue(pairs: object) -> str:
    return url_for("review.queue", **dict(pairs))  # type: ignore[call-overload]  # names to values


def _back(number: int, anchor: str | None = None) -> Response:
    address = url_for("review.submission", number=number, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)
