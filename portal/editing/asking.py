"""Which submission and which of its files an address or a form names."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort

from portal.submissions.drafts import TEXT
from portal.submissions.models import Submission, SubmittedFile


def texts_of(submission: Submission) -> list[SubmittedFile]:
    """The files of a submission that are to be published; a letter is not edited."""
    return [file for file in submission.files if file.purpose == TEXT]


def file_of(submission: Submission, number: int) -> SubmittedFile:
    """The file of a submission with this number; 404 if it has none."""
    return next((file for file in submission.files if file.id == number), None) or abort(HTTPStatus.NOT_FOUND)


def file_asked(submission: Submission, number: int | None) -> SubmittedFile | None:
    """The file that a page asks for; if it names none the first one, None if there is none."""
    if number:
        return file_of(submission, number)
    return next(iter(texts_of(submission)), None)
