"""The pages of who submits: the list of what is theirs, a new draft, its form."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from sqlalchemy import select

from indexer.errors import RecordChanged
from indexer.model import KINDS
from indexer.vocabularies import sort_form
from portal.access import Action, needs, signed_in
from portal.database import db, transaction
from portal.i18n import gettext, page_language
from portal.labels import label
from portal.opening import current_library, current_settings
from portal.preparing import visible
from portal.submissions import drafts, facts, partial, words, workflow
from portal.submissions.arriving import RefusedFile
from portal.submissions.finding import found
from portal.submissions.models import Submission
from portal.submissions.states import OWN_TO_CHANGE, State

STATUSES = ("official", "official_translation", "unofficial_translation", "machine_translation")
"""What a text can be; material for demonstration is not submitted."""

LONGEST_VERSION = 12
"""Digits of a version that a form can have."""


@needs(Action.SUBMIT)
def own() -> str:
    """What is somebody's own, what was changed last first."""
    question = select(Submission).where(Submission.author_id == signed_in().id).order_by(Submission.changed_at.desc())
    submissions = db.session.scalars(question).all()
    return render_template(
        "submissions/own.html", submissions=submissions, states=words.STATES, own_to_change=OWN_TO_CHANGE
    )


@needs(Action.SUBMIT)
def new() -> str:
    """The question what it is that will be submitted."""
    return render_template("submissions/new.html", kinds=KINDS)


@needs(Action.SUBMIT)
def begin() -> Response:
    """A new draft, and on to its form."""
    kind = request.form.get("kind", "")
    with transaction() as session:
        author = signed_in()
        submission = drafts.begin(session, author, "upload")
        if kind in KINDS:
            submission.record = {**submission.record, "kind": kind}
    return to_draft(submission.id)


@needs(Action.SUBMIT)
def draft(number: int) -> Response:
    """The form of a draft as it is kept."""
    submission = found(number, Action.SEE)
    if State(submission.state) not in OWN_TO_CHANGE or submission.author_id != signed_in().id:
        return redirect(f"{url_for('submissions.own')}/{number}", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
    return page(submission)


@needs(Action.SUBMIT)
def change(number: int) -> Response:
    """Keep what the form says: of what is wrong the rest, of what another window changed meanwhile nothing."""
    found(number, Action.CHANGE)
    version = (request.form.getlist("version") or [""])[-1]
    try:
        with transaction() as session:
            submission = found(number, Action.CHANGE)
            given = facts.sent(submission)
            drafts.change(
                session,
                submission,
                signed_in(),
                given.record,
                version=int(version) if version.isdecimal() and len(version) < LONGEST_VERSION else 0,
                beside=given.beside,
            )
            _change_files(submission)
    except RecordChanged:
        return _conflict(number)
    if request.headers.get("HX-Request"):
        return _fragment("submissions/saved.html", submission, given.faults)
    if given.faults:
        return page(submission, values=dict(given.values), faults=given.faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return to_draft(number) if "submit" not in request.form else submit(number)


def submit(number: int) -> Response:
    """Submit what is complete; else the form says what is missing."""
    submission = found(number, Action.CHANGE)
    lacking = facts.missing(submission)
    if lacking:
        return page(submission, faults=lacking, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    with transaction() as session:
        workflow.move(session, found(number, Action.CHANGE), State.SUBMITTED, signed_in())
    return redirect(f"{url_for('submissions.own')}", HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def to_draft(number: int) -> Response:
    """On to the form of a draft."""
    return redirect(url_for("submissions.draft", number=number), HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def page(
    submission: Submission,
    *,
    values: dict[str, str] | None = None,
    faults: Any = None,
    refused: tuple[RefusedFile, ...] = (),
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The page of a draft, with what is wrong."""
    written = render_template(
        "submissions/draft.html",
        submission=submission,
        values=values or facts.shown(submission),
        faults=faults or {},
        refused=refused,
        choices=_choices(),
        **around(submission),
    )
    return make_response(written, status)


def around(submission: Submission) -> dict[str, Any]:
    """What the list of files needs, on the page and when it is fetched anew."""
    return {
        "files": submission.files,
        "readings": words.READINGS,
        "statuses": STATUSES,
        "most_bytes": current_settings().upload_bytes,
        "most_files": drafts.MOST_FILES,
        "piece": partial.PIECE,
        "unfinished": unfinished(submission),
        "duplicates": {file.id: list(visible(signed_in(), file)) for file in submission.files},
        "is_at_work": any(file.is_at_work for file in submission.files),
    }


def unfinished(submission: Submission) -> list[tuple[partial.Partial, int]]:
    """The files of a submission that arrive in pieces, with how many bytes of each are there."""
    settings = current_settings()
    mine = (one for one in partial.all_of(settings, signed_in().id) if one.submission == submission.id)
    return [(one, partial.arrived(settings, one)) for one in mine]


def _choices() -> dict[str, list[tuple[str, str]]]:
    """The terms of the lists with their labels, in the order of the reader's language."""
    vocabularies = current_library().vocabularies
    found = {name: [one.id for one in vocabularies.concepts(name)] for name in ("country", "organization", "language")}
    return {
        "kind": [(kind, label("kind", kind)) for kind in KINDS],
        **{
            name: sorted(
                ((term, label(name, term)) for term in terms), key=lambda one: sort_form(one[1], page_language())
            )
            for name, terms in found.items()
        },
    }


def _change_files(submission: Submission) -> None:
    for file in submission.files:
        status = request.form.get(f"status-{file.id}", file.status)
        if status in {"", *STATUSES}:
            file.status = status


def _conflict(number: int) -> Response:
    """Both versions beside each other: what the form says, and what was kept meanwhile."""
    submission = found(number, Action.CHANGE)
    given, kept = facts.sent(submission).values, facts.shown(submission)
    differences = [
        (name, words, given[name], kept[name]) for name, words in facts.NAMES.items() if given[name] != kept[name]
    ]
    values = {"submission": submission, "differences": differences}
    if request.headers.get("HX-Request"):
        return make_response(render_template("submissions/conflict.html", **values))
    written = render_template("submissions/changed.html", **values, given=given)
    return make_response(written, HTTPStatus.CONFLICT)


def _fragment(template: str, submission: Submission, faults: Any) -> Response:
    told = [f"{facts.NAMES[name]}: {fault}" for name, fault in faults.items()]
    return make_response(render_template(template, submission=submission, faults=told, saved=gettext("Saved.")))
