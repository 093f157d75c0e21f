"""A correction: a submission made of a published record as it is now, which goes the way of all others."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from indexer.application import borrow_readings, media_type_of, record_differences, record_history, record_text
from indexer.corpus import RecordFile, Revision
from indexer.corpus.folders import RECORD
from indexer.corpus.reading import checksum, read_record_text
from indexer.errors import FileRefused, RecordWithdrawn, UnknownRecord
from indexer.settings import BUNDLED, Settings
from portal import audit
from portal.accounts.models import User
from portal.database import now, transaction
from portal.opening import current_library
from portal.publishing.models import Publication
from portal.publishing.staging import NOT_FIELDS
from portal.publishing.steps import Step
from portal.submissions.drafts import TEXT
from portal.submissions.keeping import KeptFile, keep_file
from portal.submissions.models import Submission, SubmittedFile
from portal.submissions.states import State

CHANNEL = "correction"
UNKNOWN_TYPE = "application/octet-stream"


def refused(record_id: str) -> str:
    """Why a record cannot be changed here: ``bundled``, ``read_only``; empty if it can. Raises UnknownRecord.

    The bundled collection is part of the program, whose next version replaces it; so nothing is changed in it even
    where the system would allow that.
    """
    folder = current_library().corpus.folder(record_id)
    collection = folder.parents[1].resolve()
    if collection == BUNDLED.resolve():
        return "bundled"
    return "" if all(os.access(place, os.W_OK) for place in (collection, folder)) else "read_only"


def begin(settings: Settings, record_id: str, actor: User) -> int:
    """Make a submission of the present text of a record; it is in review, and the person's. Gives its number.

    Its files are kept as submitted ones, and what is known of them is taken over. Raises UnknownRecord,
    RecordWithdrawn, OSError.
    """
    content = record_text(settings, record_id)
    text = read_record_text(content, RECORD)
    corpus = current_library().corpus
    record = corpus.record(record_id)
    if "withdrawn" in text.yaml.value:
        raise RecordWithdrawn(record_id, "")
    kept = [(file, keep_file(settings, corpus.folder(record_id) / file.name)) for file in record.files]
    borrow_readings(settings, [file.sha256 for file in record.files])
    moment = now()
    with transaction() as session:
        submission = Submission(
            state=State.IN_REVIEW,
            channel=CHANNEL,
            author_id=actor.id,
            assigned_id=actor.id,
            record={name: value for name, value in text.yaml.value.items() if name not in NOT_FIELDS},
            record_id=record_id,
            base=checksum(content),
            created_at=moment,
            changed_at=moment,
            submitted_at=moment,
        )
        submission.files = [_row(file, found) for file, found in kept]
        session.add(submission)
        session.flush()
        details = {"channel": CHANNEL, "record": record_id}
        audit.append(session, actor.id, "submission.begun", f"submission:{submission.id}", **details)
        return submission.id


def changes_since(settings: Settings, submission: Submission) -> Sequence[str]:
    """What somebody else changed in the record since a correction was begun: the lines of a unified diff.

    Raises UnknownRecord.
    """
    revisions = record_history(settings, submission.record_id or "")
    started = next((each.number for each in revisions if each.checksum == submission.base), None)
    if started is None or started == revisions[-1].number:
        return ()
    return record_differences(settings, submission.record_id or "", started, revisions[-1].number)


def revisions_since(settings: Settings, publication: Publication | None) -> Sequence[Revision]:
    """The revisions of a record after the one that a publication made, whoever made them, the oldest first.

    None where the publication was not carried out, or the record is no longer there; withdrawals are left out.
    """
    if publication is None or publication.step != Step.DONE:
        return ()
    try:
        revisions = record_history(settings, publication.record_id)
    except UnknownRecord:
        return ()
    return [each for each in revisions if each.number > publication.revision and not each.withdrawn]


def rest_on_present(settings: Settings, submission: Submission) -> None:
    """Let a correction rest on the present text of its record: whoever corrects has seen what changed."""
    submission.base = checksum(record_text(settings, submission.record_id or ""))
    submission.changed_at = now()


def _row(file: RecordFile, kept: KeptFile) -> SubmittedFile:
    return SubmittedFile(
        purpose=TEXT,
        name=file.name,
        media_type=_media_type(kept.path, file.name),
        bytes=kept.bytes,
        sha256=kept.sha256,
        file_id=file.id,
        languages=list(file.languages),
        status=file.status,
        text_as_of=str(file.text_as_of or ""),
        corrections=[each.model_dump(mode="json", exclude_none=True) for each in file.corrections],
        created_at=now(),
    )


def _media_type(path: Path, name: str) -> str:
    """The type of a published file; of one that would not be accepted today that of any bytes."""
    try:
        with path.open("rb") as stream:
            return str(media_type_of(stream, name))
    except FileRefused:
        return UNKNOWN_TYPE
