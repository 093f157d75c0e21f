"""What is done to published records: a correction begun, a withdrawal asked for, confirmed, dropped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from indexer.errors import MoveRefused
from portal.access import Action, allowed, needs, signed_in
from portal.accounts.models import User
from portal.database import db, transaction
from portal.i18n import LANGUAGES, gettext
from portal.i18n import lazy_gettext as _
from portal.institution.forms import take
from portal.opening import current_library, current_settings
from portal.publishing import correcting
from portal.publishing.asking import confirm_withdrawal, drop_withdrawal, propose_withdrawal, withdrawal_of
from portal.publishing.carrying_out import carry_out
from portal.publishing.models import Publication
from portal.publishing.steps import Step
from portal.review import words

LONGEST_REASON = 2000
"""Characters of a reason in one language."""

CANNOT = {
    "bundled": _(
        "This record is of the demonstration collection that comes with the program, which the next version of the "
        "program replaces. It can be left out as a whole, but not changed here."
    ),
    "read_only": _("The collection that this record is in cannot be written by the portal."),
}
"""Why a record cannot be changed here."""


@needs(Action.CORRECT)
def find() -> Response:
    """From the id of a record, or an address that ends in it, to the page on which it is corrected."""
    record_id = request.args.get("id", "").strip().rstrip("/").rsplit("/", 1)[-1].partition("?")[0]
    if not record_id:
        return redirect(url_for("review.queue"), HTTPStatus.SEE_OTHER)
    current_library().corpus.folder(record_id)
    return _back("publishing.correct", record_id)


@needs(Action.CORRECT)
def correct(record_id: str) -> str:
    """The page on which a correction is begun."""
    record = current_library().corpus.record(record_id)
    cannot = CANNOT.get(correcting.refused(record_id))
    may_withdraw = allowed(signed_in(), Action.WITHDRAW)
    return render_template("publishing/correct.html", record=record, cannot=cannot, may_withdraw=may_withdraw)


@needs(Action.CORRECT)
def begin_correction(record_id: str) -> Response:
    """Make a submission of the record as it is now."""
    current_library().corpus.record(record_id)
    if correcting.refused(record_id):
        return _back("publishing.correct", record_id)
    number = correcting.begin(current_settings(), record_id, signed_in())
    return redirect(url_for("review.submission", number=number), HTTPStatus.SEE_OTHER)


@needs(Action.WITHDRAW)
def withdraw(record_id: str) -> str:
    """The page on which a withdrawal is asked for, or confirmed by a second person."""
    record = current_library().corpus.record(record_id)
    row = withdrawal_of(db.session, record_id)
    return render_template(
        "publishing/withdraw.html",
        record=record,
        cannot=CANNOT.get(correcting.refused(record_id)),
        row=row,
        own=row is not None and row.proposed_by_id == signed_in().id,
        four_eyes=current_settings().four_eyes,
        languages=LANGUAGES.values(),
        longest=LONGEST_REASON,
    )


@needs(Action.WITHDRAW)
def propose(record_id: str) -> Response:
    """Ask for a withdrawal, with its reasons."""
    current_library().corpus.record(record_id)
    if correcting.refused(record_id):
        return _back("publishing.withdraw", record_id)
    sent = take({f"reason-{code}": LONGEST_REASON for code in LANGUAGES})
    reasons = {code: sent.values[f"reason-{code}"][:LONGEST_REASON] for code in LANGUAGES}
    row = None
    with _changing() as (session, person):
        row = propose_withdrawal(session, record_id, reasons, person)
    return _gone_on(row, record_id)


@needs(Action.WITHDRAW)
def confirm(record_id: str) -> Response:
    """Confirm what somebody else asked for."""
    row = None
    with _changing() as (session, person):
        waits = _waiting(session, record_id)
        confirm_withdrawal(session, waits, person)
        row = waits
    return _gone_on(row, record_id)


@needs(Action.WITHDRAW)
def drop(record_id: str) -> Response:
    """Leave the record as it is."""
    with _changing() as (session, person):
        drop_withdrawal(session, _waiting(session, record_id), person)
    return _back("publishing.withdraw", record_id)


@contextmanager
def _changing() -> Iterator[tuple[Session, User]]:
    """A change by whoever is signed in; why it was refused is said on the next page."""
    try:
        with transaction() as session:
            yield session, signed_in()
    except MoveRefused as refused:
        flash(str(words.REFUSALS[refused.why]), "error")


def _waiting(session: Session, record_id: str) -> Publication:
    row = withdrawal_of(session, record_id)
    if row is None:
        abort(HTTPStatus.NOT_FOUND)
    return row


def _gone_on(row: Publication | None, record_id: str) -> Response:
    if row is None or row.step != Step.ASKED:
        return _back("publishing.withdraw", record_id)
    carry_out.later(row.id)
    flash(gettext("The record %(record)s is being withdrawn: that takes some seconds.", record=record_id))
    return redirect(url_for("work.home"), HTTPStatus.SEE_OTHER)


def _back(endpoint: str, record_id: str) -> Response:
    return redirect(url_for(endpoint, record_id=record_id), HTTPStatus.SEE_OTHER)
