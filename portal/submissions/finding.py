"""The submission that an address names, if the person who asks may do there what they want to do."""

from __future__ import annotations

from flask import abort

from portal.access import Action, may, signed_in
from portal.database import db
from portal.submissions.models import Submission, SubmittedFile

LARGEST = 2**31 - 1
"""The largest number that a row can have: databases refuse to look for a larger one."""


def found(number: int, action: Action) -> Submission:
    """The submission; 404 if there is none, or none for this person: nobody learns which of the two it is."""
    submission = db.session.get(Submission, number) if number <= LARGEST else None
    if submission is None or not may(signed_in(), action, submission):
        abort(404)
    return submission


def found_file(number: int, file: int, action: Action) -> SubmittedFile:
    """A file of the submission; 404 in the same way."""
    submission = found(number, action)
    return next((one for one in submission.files if one.id == file), None) or abort(404)
