"""What a submitted file may be a duplicate of: published records, and what others submitted.

That somebody else submitted something is told to those who may see that submission, and to nobody else.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from indexer.application import KnownDocument, Proposal, find_duplicates, known_document, number_key
from indexer.errors import PalermoError
from indexer.model import Reading
from portal.access import Action, may
from portal.accounts.models import User
from portal.database import db
from portal.opening import current_settings
from portal.submissions.drafts import TEXT
from portal.submissions.models import Submission, SubmittedFile
from portal.submissions.states import State

log = logging.getLogger(__name__)

SUBMISSION = "submission:"
"""What the ids of submissions begin with, where those of records stand as they are."""

COMPARED = (State.DRAFT, State.SUBMITTED, State.IN_REVIEW, State.RETURNED, State.ACCEPTED)
"""Submissions in these states are compared; what is published is known as a record."""

NUMBERS, DATES = ("number", "docket", "registration"), ("adopted", "decided", "published")


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a file: the signature of its text in hexadecimal digits, and its possible duplicates."""

    signature: str = ""
    duplicates: tuple[Mapping[str, Any], ...] = ()


def look_for(file: SubmittedFile, reading: Reading, proposals: Sequence[Proposal]) -> Found:
    """Compare a file that was read with records and other submissions; nothing found if these cannot be looked at."""
    record = {**_best(proposals), **file.submission.record}
    own = f"{SUBMISSION}{file.submission_id}"
    number, date = _first(record, NUMBERS), _first(record, DATES)
    document = known_document(own, reading, countries=record.get("country", []), number=number, date=date)
    try:
        duplicates = find_duplicates(current_settings(), document, _others(file.submission_id))
    except PalermoError as error:
        log.warning("duplicates of file %s cannot be looked for: %s", file.id, error)
        duplicates = ()
    found = [
        {"id": one.id, "reason": one.reason, "likeness": one.likeness}
        for one in duplicates
        if one.id != file.submission.record_id
    ]
    return Found(document.signatures[0].hex() if document.signatures else "", tuple(found))


def visible(user: User, file: SubmittedFile) -> Iterator[Mapping[str, Any]]:
    """The possible duplicates that a person may know of: a ``record`` or a ``submission``, why, and how like."""
    for one in file.duplicates:
        if not one["id"].startswith(SUBMISSION):
            yield {**one, "record": one["id"]}
            continue
        submission = db.session.get(Submission, int(one["id"].removeprefix(SUBMISSION)))
        if submission and may(user, Action.SEE, submission):
            yield {**one, "submission": submission}


def _others(own: int) -> Iterator[KnownDocument]:
    question = select(SubmittedFile).join(SubmittedFile.submission)
    question = question.where(SubmittedFile.purpose == TEXT, Submission.id != own, Submission.state.in_(COMPARED))
    for file in db.session.scalars(question):
        record = file.submission.record
        yield KnownDocument(
            f"{SUBMISSION}{file.submission_id}",
            (file.sha256,),
            (bytes.fromhex(file.signature),) if file.signature else (),
            tuple(record.get("country", [])),
            number_key(_first(record, NUMBERS), _first(record, DATES)),
        )


def _best(proposals: Sequence[Proposal]) -> dict[str, Any]:
    """The surest proposal for each field that duplicates are known by."""
    best: dict[str, Any] = {}
    for one in proposals:
        if one.field in {"country", *NUMBERS, *DATES}:
            best.setdefault(one.field, [one.value] if one.field == "country" else one.value)
    return best


def _first(record: Mapping[str, Any], names: Sequence[str]) -> str:
    return next((str(record[name]) for name in names if record.get(name)), "")
