"""Drafts: begun, given files and facts, by the one who will submit them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from indexer.errors import FileRefused, RecordChanged
from indexer.settings import Settings
from portal import audit
from portal.accounts.models import User
from portal.database import now
from portal.submissions.arriving import ArrivedFile, receive
from portal.submissions.models import Submission, SubmittedFile

TEXT, LETTER = "text", "letter"
"""The purposes of a file: a text to be published, or the note or letter of submission, which never is."""

MOST_FILES = 200
"""Files that a submission can have."""

COLUMNS = frozenset({"note", "authorized_by", "authorized_on"})
"""What is known of a submission beside the fields of its record."""


def begin(session: Session, author: User, channel: str, note: str = "") -> Submission:
    """A new draft of somebody, for the country or organization they speak for; ``channel``: ``upload`` or ``mail``."""
    field, _, term = author.party.partition(":")
    moment = now()
    submission = Submission(
        author=author,
        party=author.party,
        channel=channel,
        record={field: [term]} if term else {},
        note=note,
        created_at=moment,
        changed_at=moment,
    )
    session.add(submission)
    session.flush()
    audit.append(session, author.id, "submission.begun", subject_of(submission), channel=channel)
    return submission


def attach(  # noqa: PLR0913 - what is attached to what, and how it is called
    session: Session, settings: Settings, submission: Submission, source: Path, name: str, *, purpose: str = TEXT
) -> tuple[SubmittedFile, ...]:
    """Keep a file with a submission, or the files of an archive. Raises FileRefused if nothing of it was accepted.

    For one who is alone: whoever answers people keeps the file first (:func:`portal.submissions.arriving.receive`) and
    adds it then, so that no transaction waits for the disk.
    """
    arrival = receive(settings, source, name)
    if not arrival.files:
        raise FileRefused(arrival.refused[0].name, arrival.refused[0].reason)
    return add(session, submission, arrival.files, purpose)


def add(
    session: Session,
    submission: Submission,
    files: tuple[ArrivedFile, ...],
    purpose: str = TEXT,
    actor: User | None = None,
) -> tuple[SubmittedFile, ...]:
    """Add files that are kept; one that the submission has already is not added again. They wait to be read.

    ``actor`` is the author unless told. Raises FileRefused if the submission would have more than MOST_FILES.
    """
    present = {file.sha256 for file in submission.files}
    fresh = {file.kept.sha256: file for file in files if file.kept.sha256 not in present}
    if len(present) + len(fresh) > MOST_FILES:
        raise FileRefused(
            files[0].archive or files[0].name, f"is too much: a submission has {MOST_FILES} files at most"
        )
    added = tuple(_row(file, purpose) for file in fresh.values())
    submission.files.extend(added)
    session.flush()
    for row in added:
        details = {"file": row.id, "sha256": row.sha256, "purpose": purpose}
        audit.append(
            session, (actor or submission.author).id, "submission.file_added", subject_of(submission), **details
        )
    return added


def change(  # noqa: PLR0913 - who changes what, and what they saw before
    session: Session,
    submission: Submission,
    actor: User,
    record: Mapping[str, Any],
    *,
    version: int,
    beside: Mapping[str, Any] | None = None,
) -> tuple[str, ...]:
    """Put fields of the record, and COLUMNS ``beside`` it, in the place of what was there; the names of what differs.

    An empty value takes a field of the record away; fields that are not named stay. Raises RecordChanged if the
    submission is no longer the ``version`` that the actor saw, unless what is put is there already: a form that is
    submitted while it saves itself says the same twice.
    """
    fields = {**submission.record, **record}
    fields = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    columns = {name: value for name, value in (beside or {}).items() if getattr(submission, name) != value}
    names = {name for name in record if fields.get(name) != submission.record.get(name)} | set(columns)
    if not names:
        return ()
    if submission.version != version:
        raise RecordChanged(f"submission {submission.reference} is at version {submission.version}, not {version}")
    submission.record = fields
    for name, value in columns.items():
        setattr(submission, name, value)
    submission.changed_at = now()
    changed = tuple(sorted(names))
    audit.append(session, actor.id, "submission.changed", subject_of(submission), fields=list(changed))
    return changed


def remove(session: Session, submission: Submission, file: SubmittedFile, actor: User) -> None:
    """Take a file away from a submission; its content goes later, when no other submission has it."""
    details = {"file": file.id, "sha256": file.sha256}
    submission.files.remove(file)
    audit.append(session, actor.id, "submission.file_removed", subject_of(submission), **details)


def subject_of(submission: Submission) -> str:
    """What the trail calls a submission."""
    return f"submission:{submission.id}"


def _row(file: ArrivedFile, purpose: str) -> SubmittedFile:
    return SubmittedFile(
        purpose=purpose,
        name=file.name,
        media_type=file.media_type,
        bytes=file.kept.bytes,
        sha256=file.kept.sha256,
        archive=file.archive,
        created_at=now(),
    )
