"""Which submission, which of its files and which page are asked for, and whether the person may have them."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort
from sqlalchemy.orm import Session

from portal.access import Action, may, signed_in
from portal.database import db
from portal.submissions.drafts import TEXT
from portal.submissions.models import Submission, SubmittedFile


def submission_of(number: int, action: Action, session: Session | None = None) -> Submission:
    """The submission with this number, if the person may do this with it; else there is no such page.

    With a ``session`` it stays locked until the transaction ends.
    """
    if session is None:
        found = db.session.get(Submission, number)
    else:
        found = session.get(Submission, number, with_for_update=True)
    if found is None or not may(signed_in(), action, found):
        abort(HTTPStatus.NOT_FOUND)
    return found


def texts_of(submission: Submission) -> list[SubmittedFile]:
    """The files of a submission that are to be published; a letter is not edited."""
    return [file for file in submission.files if file.purpose == TEXT]


def file_of(submission: Submission, number: int) -> SubmittedFile:
    """The file of a submission with this number, a letter too; else there is no such page."""
    found = next((file for file in submission.files if file.id == number), None)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found


def file_asked(submission: Submission, number: int | None) -> SubmittedFile | None:
    """The file that a page asks for; if it names none the first one, None if there is none."""
    if number:
        return file_of(submission, number)
    return next(iter(texts_of(submission)), None)
