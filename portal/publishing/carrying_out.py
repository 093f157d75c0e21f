"""A change of the published records carried out step by step, each noted in its row when it is done.

A step that was done and not noted is done again, and finds that there is nothing left to do. So a worker can be killed
at any moment: the next one goes on where the row says. Up to the record that is written whatever fails undoes the
change; from then on it is tried again until it is done.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer.application import (
    add_record,
    carry_readings,
    index_record,
    published_revision,
    record_text,
    revise_record,
    revised_today,
    withdraw_record,
)
from indexer.corpus import Tombstone, read_record_text
from indexer.corpus.folders import RECORD
from indexer.corpus.locking import locked
from indexer.errors import (
    PalermoError,
    RecordBusy,
    RecordChanged,
    RecordExists,
    RecordFaults,
    RecordWithdrawn,
    UnknownRecord,
)
from indexer.settings import Settings
from portal import audit
from portal.database import db, now, transaction
from portal.jobs import job, sweep
from portal.notices import tell
from portal.opening import current_settings
from portal.publishing.models import Publication
from portal.publishing.staging import FOLDER, folder_of, lay_out, texts_of
from portal.publishing.steps import ENDED, Deed, Step, following
from portal.submissions.models import Submission
from portal.submissions.states import State
from portal.submissions.workflow import moved

log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds that another writer of the index is waited for; after that the next sweep goes on."""

MAKER = "publisher"
"""Who makes revisions: the role, never a person."""

UNDOABLE = frozenset({Step.FILES_READY, Step.RECORD_WRITTEN})
"""The steps that undo the change if they fail."""

WHY: Mapping[type[Exception], str] = {
    RecordFaults: "faults",
    RecordExists: "taken",
    RecordChanged: "changed",
    RecordWithdrawn: "withdrawn",
    UnknownRecord: "withdrawn",
    OSError: "disk",
}
"""Why a change was undone, in the word that the page makes a sentence of; ``fault`` for everything else."""


@job
def carry_out(publication: int) -> None:
    """Take all the steps that a change has before it, unless another worker is at it."""
    settings = current_settings()
    with suppress(RecordBusy), locked(settings.state / FOLDER, str(publication), wait=0):
        while _go_on(settings, publication):
            pass


@sweep
def go_on_with_all() -> None:
    """Have every change that has not ended gone on with, and remove what was laid out for those that have."""
    waiting = set(db.session.scalars(select(Publication.id).where(Publication.step.not_in([*ENDED, Step.PROPOSED]))))
    root = current_settings().state / FOLDER
    for folder in root.glob("[0-9]*") if root.is_dir() else ():
        if int(folder.name) not in waiting:
            shutil.rmtree(folder, ignore_errors=True)
    for number in sorted(waiting):
        carry_out.later(number)


def _go_on(settings: Settings, number: int) -> bool:
    """Take the next step; whether another may follow it."""
    db.session.rollback()
    row = db.session.get_one(Publication, number)
    step = following(Deed(row.deed), Step(row.step))
    if step is None:
        return False
    try:
        found = WORK[step](settings, row) if step in WORK else {}
        _note(number, step, found)
    except Exception as error:  # noqa: BLE001 - whatever it is, the row has to say so
        _failed(settings, number, step, error)
        return False
    return step is not Step.DONE


def lay(settings: Settings, row: Publication) -> dict[str, Any]:
    """Lay out the record with its files."""
    lay_out(settings, _submission(row), row.record_id, folder_of(settings, row.id))
    return {}


def write(settings: Settings, row: Publication) -> dict[str, Any]:
    """Write the record, or its tombstone; readers can open it from here on. Gives the number of its revision."""
    if row.deed == Deed.WITHDRAW:
        with suppress(RecordWithdrawn):
            day = str(revised_today().on)
            return {"revision": withdraw_record(settings, row.record_id, row.reasons, day, MAKER)}
        return {}
    folder = folder_of(settings, row.id)
    record = folder / RECORD
    number = published_revision(settings, record, folder)
    if number is None and row.deed == Deed.ADD:
        number = add_record(settings, record, folder, settings.published).revision
    elif number is None:
        revised = revised_today(MAKER, row.change or None)
        number = revise_record(settings, record, folder, revised, expected=row.base).revision
    return {"revision": number}


def carry(settings: Settings, row: Publication) -> dict[str, Any]:
    """Bring what is known of the files to what is known of published ones."""
    carry_readings(settings, [file.sha256 for file in texts_of(_submission(row))])
    return {}


def bring_into_index(settings: Settings, row: Publication) -> dict[str, Any]:
    """Have the record found, or no longer."""
    index_record(settings, row.record_id, PATIENCE)
    return {}


WORK: dict[Step, Callable[[Settings, Publication], dict[str, Any]]] = {
    Step.FILES_READY: lay,
    Step.RECORD_WRITTEN: write,
    Step.READINGS_CARRIED: carry,
    Step.INDEXED: bring_into_index,
}
"""What is done for each step; it gives what its row has to know beside."""


def _submission(row: Publication) -> Submission:
    return db.session.get_one(Submission, row.submission_id)


def _note(number: int, step: Step, found: Mapping[str, Any]) -> None:
    """Note that a step is done; with the last one submission, trail and notices in the same transaction."""
    with transaction() as session:
        row = session.get_one(Publication, number)
        row.step, row.why, row.trouble = step, "", ""
        for name, value in found.items():
            setattr(row, name, value)
        audit.append(session, row.asked_by_id, f"publication.{step}", row.subject, record=row.record_id, **found)
        if step is Step.DONE:
            row.ended_at = now()
            finish(session, row)
    if step is Step.DONE:
        shutil.rmtree(folder_of(current_settings(), number), ignore_errors=True)


def finish(session: Session, row: Publication) -> None:
    """Move the submission that became a record, or all those whose record is withdrawn."""
    actor = row.asked_by
    if actor is None:
        raise ValueError(f"publication {row.id} was asked for by nobody")
    if row.submission:
        moved(session, row.submission, State.PUBLISHED, actor)
        return
    question = select(Submission).where(Submission.record_id == row.record_id, Submission.state == State.PUBLISHED)
    reason = row.reasons.get("en") or next(iter(row.reasons.values()))
    for submission in session.scalars(question):
        moved(session, submission, State.WITHDRAWN, actor, reason)


def _is_out(settings: Settings, number: int) -> bool:
    """Whether the change is in the collection, though its row does not say so yet."""
    db.session.rollback()
    row = db.session.get_one(Publication, number)
    with suppress(PalermoError, OSError):
        if row.deed == Deed.WITHDRAW:
            return isinstance(read_record_text(record_text(settings, row.record_id), RECORD).record, Tombstone)
        folder = folder_of(settings, number)
        return published_revision(settings, folder / RECORD, folder) is not None
    return False


def _failed(settings: Settings, number: int, step: Step, error: Exception) -> None:
    """Undo the change if readers cannot have seen it, else leave it to the next sweep; the row says what is wrong."""
    expected = isinstance(error, PalermoError | OSError)
    log.log(logging.WARNING if expected else logging.ERROR, "publication %s: %s", number, error, exc_info=not expected)
    why = next((why for kind, why in WHY.items() if isinstance(error, kind)), "fault")
    undone = step in UNDOABLE and not isinstance(error, RecordBusy) and not _is_out(settings, number)
    with transaction() as session:
        row = session.get_one(Publication, number)
        row.why, row.trouble = why, str(error)
        if undone:
            row.step, row.ended_at = Step.UNDONE, now()
            details = {"record": row.record_id, "why": why}
            audit.append(session, row.asked_by_id, "publication.undone", row.subject, **details)
            if row.asked_by:
                path = f"/desk/submissions/{row.submission_id}" if row.submission_id else "/desk/"
                tell(session, row.asked_by, "publication.undone", record=row.record_id, path=path)
    if undone:
        shutil.rmtree(folder_of(settings, number), ignore_errors=True)
