"""The form beside the page: shown, saved, and what becomes of a save that cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from indexer.application import PROPOSED_LISTS
from portal.access import Action, may, needs, signed_in
from portal.database import transaction
from portal.editing.asking import file_asked, file_of
from portal.editing.conflicts import CHOICE, differences, resolved, yielding
from portal.editing.deciding import OPEN, REJECTED, REOPENED, decide, note, settle, slot_of, surest, with_taken
from portal.editing.entering import Inputs
from portal.editing.sheets import DROP, WAS, Sheet, all_fields, keep, kept, marks, sent
from portal.editing.showing import shown
from portal.i18n import gettext
from portal.opening import current_library
from portal.submissions.finding import found
from portal.submissions.limits import takes
from portal.submissions.models import Proposal, Submission, SubmittedFile

SAVE, ACCEPT, CHANGE, REJECT, REOPEN, ACCEPT_ALL, FIND, PAGE, LOAD = (
    "save",
    "accept",
    "change",
    "reject",
    "reopen",
    "accept-all",
    "find",
    "page",
    "load",
)
"""What the buttons of the form do; each but the last three saves what was typed as well."""

MOST_BYTES = 500_000
"""Bytes that a form of a record can have: that of a treaty with two hundred participants has a tenth of it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that was sent: for which submission and file, what it says, and what is to be done (``accept:12``)."""

    submission: Submission
    file: SubmittedFile | None
    inputs: Inputs
    sheet: Sheet

    @property
    def command(self) -> str:
        """What is to be done."""
        return self.inputs.get("do", SAVE).partition(":")[0]

    @property
    def argument(self) -> str:
        """With what: the number of a proposal, the name of a field."""
        return self.inputs.get("do", SAVE).partition(":")[2]

    @property
    def version(self) -> int:
        """The version of the submission that the form was made of."""
        return self.inputs.get("version", 0, type=int)


@needs(Action.CHANGE)
def edit(submission_id: int) -> str:
    """The form, with what is known."""
    submission = found(submission_id, Action.CHANGE)
    file = file_asked(submission, request.args.get("file", type=int))
    sheet = kept(submission, file)
    return shown(submission, file, sheet, marks(sheet), request.args)


@takes(lambda _settings: MOST_BYTES)
@needs(Action.CHANGE)
def save(submission_id: int) -> Answer:
    """Save the form and do what its button says; what cannot be saved is shown again as it was typed."""
    with transaction() as session:
        form = _sent(found(submission_id, Action.SEE), request.form)
        refused = _refused(form)
        if refused is None:
            place = _kept(session, form)
    return refused if refused is not None else _back(form, place)


@needs(Action.CHANGE)
def picker(submission_id: int, name: str) -> str:
    """What a search gives that is typed in a picked field, with what is chosen of it: a piece for htmx."""
    submission = found(submission_id, Action.CHANGE)
    file = file_asked(submission, request.args.get("file", type=int))
    field = next((one for kind in ("", *_kinds()) for one in all_fields(kind, file) if one.name == name), None)
    if field is None:
        abort(HTTPStatus.NOT_FOUND)
    return render_template(
        "work/editing/picker.html",
        field=field,
        values=request.args.getlist(name),
        asked=request.args,
        file=file,
        submission=submission,
    )


@needs(Action.CHANGE)
def reading(submission_id: int, file_id: int) -> Answer:
    """What became of the file of a form that was opened while it was being read: a piece for htmx, empty until then."""
    submission = found(submission_id, Action.CHANGE)
    file = file_of(submission, file_id)
    if file.is_at_work:
        return Answer(status=HTTPStatus.NO_CONTENT)
    return make_response(render_template("work/editing/reading.html", file=file))


def _kinds() -> tuple[str, ...]:
    return tuple(concept.id for concept in current_library().vocabularies.concepts("kind"))


def _sent(submission: Submission, inputs: Inputs) -> Sent:
    file = file_asked(submission, inputs.get("file", type=int))
    return Sent(submission, file, inputs, sent(inputs, submission, file, current_library().vocabularies))


def _refused(form: Sent) -> Response | None:
    """The answer to a form that is not to be saved, or not yet."""
    if not may(signed_in(), Action.CHANGE, form.submission):
        return _conflict(form, closed=True)
    if form.command in (FIND, PAGE, LOAD):
        return _again(form, HTTPStatus.OK)
    if form.sheet.too_long:
        return _again(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    deciding = "conflict" in form.inputs
    if form.version != form.submission.version or (deciding and _undecided(form)):
        return _conflict(form)
    return None


def _undecided(form: Sent) -> bool:
    both = differences(form.sheet, kept(form.submission, form.file), form.inputs)
    return any(not form.inputs.get(f"{CHOICE}{one.field.name}") for one in both)


def _kept(session: Session, form: Sent) -> str:
    """Save a form and do what it says; the name of the field that it was about, empty for none."""
    submission, file, actor = form.submission, form.file, signed_in()
    before = kept(submission, file)
    values = resolved(differences(form.sheet, before, form.inputs), form.sheet.values)
    proposals = list(file.proposals) if file else []
    taken = _meant(form, proposals, {**before.values, **values})
    decided: dict[str, list[int]] = {}
    for one in taken:
        if form.command in (REJECT, REOPEN):
            decide(one, REJECTED if form.command == REJECT else OPEN, actor)
            decided.setdefault(REJECTED if form.command == REJECT else REOPENED, []).append(one.id)
        else:
            name = slot_of(one)[0]
            values[name] = with_taken(one, {**before.values, **values}, PROPOSED_LISTS)[name]
    dropped = tuple(form.inputs.getlist(DROP))
    keep(session, submission, file, values, actor, version=submission.version, dropped=dropped)
    for decision, numbers in settle(proposals, before.values, kept(submission, file).values, actor).items():
        decided.setdefault(decision, []).extend(numbers)
    note(session, submission, actor, decided)
    return slot_of(taken[0])[0] if len(taken) == 1 else ""


def _meant(form: Sent, proposals: list[Proposal], values: dict[str, Any]) -> list[Proposal]:
    """The proposals that the button is about: open ones, or a rejected one that is to be open again."""
    if form.command == REOPEN:
        return [one for one in proposals if one.decision == REJECTED and form.argument == str(one.id)]
    waiting = [one for one in proposals if one.decision == OPEN]
    if form.command == ACCEPT_ALL:
        return surest(waiting, values, PROPOSED_LISTS)
    if form.command in (ACCEPT, CHANGE, REJECT):
        return [one for one in waiting if form.argument == str(one.id)]
    return []


def _again(form: Sent, status: HTTPStatus) -> Response:
    """The form as it was sent, nothing saved; what was not typed in is as it is kept now."""
    before = kept(form.submission, form.file)
    both = differences(form.sheet, before, form.inputs)
    sheet = Sheet(form.sheet.fields, {**before.values, **resolved(both, form.sheet.values)}, form.sheet.too_long)
    was = {name.removeprefix(WAS): mark for name, mark in form.inputs.items() if name.startswith(WAS)}
    given = {name: mark for name, mark in was.items() if name not in yielding(both)}
    page = shown(form.submission, form.file, sheet, {**marks(sheet), **given}, form.inputs, version=form.version)
    return make_response(page, status)


def _conflict(form: Sent, *, closed: bool = False) -> Response:
    """Both versions side by side: what was sent, and what is kept now."""
    theirs = kept(form.submission, form.file)
    page = render_template(
        "work/editing/conflict.html",
        submission=form.submission,
        file=form.file,
        differences=differences(form.sheet, theirs, form.inputs),
        marks=marks(theirs),
        closed=closed,
    )
    return make_response(page, HTTPStatus.CONFLICT)


def _back(form: Sent, place: str) -> Answer:
    flash(gettext("Saved."))
    number, file = form.inputs.get("page", 1, type=int), form.file.id if form.file else None
    anchor = f"field-{place}" if place else None
    address = url_for("editing.edit", submission_id=form.submission.id, file=file, page=number, _anchor=anchor)
    return redirect(address, HTTPStatus.SEE_OTHER)
