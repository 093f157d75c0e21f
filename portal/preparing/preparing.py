"""The job that reads submitted files and keeps what the machine proposes; the rows of the files say what is to do."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from indexer import application
from indexer.errors import PalermoError
from indexer.model import Reading
from portal import audit
from portal.database import db, transaction
from portal.jobs import Stopping, is_stopping, long_job, sweep
from portal.opening import current_settings
from portal.preparing.claims import READ, UNREAD, WORKING, Heart, claim, give_back, is_free
from portal.preparing.duplicates import Found, look_for
from portal.preparing.reading import submitted_files
from portal.submissions.drafts import TEXT, subject_of
from portal.submissions.keeping import path_of
from portal.submissions.models import Proposal, SubmittedFile

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Jobs that a sweep asks for; each goes on until no file waits."""

OURS = "something went wrong on our side"
"""The reason that is kept where an error was not foreseen; the log has the rest."""


@long_job
def prepare_waiting() -> None:
    """Prepare one file after the other until none waits."""
    while not is_stopping() and (file := claim()) is not None:
        prepare(file)


@sweep
def take_up() -> None:
    """Have the files prepared of which no job may know: their queue was lost, or their worker was killed."""
    waiting = db.session.scalar(select(func.count()).select_from(SubmittedFile).where(is_free())) or 0
    for _ in range(min(waiting, AT_ONCE)):
        prepare_waiting.later()


def prepare(file: SubmittedFile) -> None:
    """Read a file that was claimed, and keep what came of it; what goes wrong is kept as the reason.

    Raises Stopping if the process is to end; the file waits then.
    """
    number, name = file.id, f"file {file.id}"
    path = path_of(current_settings(), file.sha256)
    reading, reason = None, ""
    proposals: tuple[application.Proposal, ...] = ()
    found = Found()
    try:
        with Heart(number) as heart:
            reading = submitted_files().prepare(path, file.sha256, file.media_type, heart.pages)
            if file.purpose == TEXT and reading.pages.pages:
                proposals = application.propose(current_settings(), reading)
                found = look_for(file, reading, proposals)
    except Stopping:
        give_back(number)
        raise
    except PalermoError as error:
        log.warning("%s cannot be prepared: %s", name, error)
        reason = str(error).replace(str(path), "it").replace(path.name, "it")  # nobody need know where files lie
    except Exception:
        log.exception("%s cannot be prepared", name)
        reason = OURS
    _keep(number, reading, reason, proposals, found)


def _keep(
    number: int, reading: Reading | None, reason: str, proposals: Iterable[application.Proposal], found: Found
) -> None:
    """Note what became of a file, unless it was taken away or taken up by another meanwhile."""
    pages = reading.pages.pages if reading else ()
    if reading and not pages:
        reason = reading.pages.problems[0].reason
    with transaction() as session:
        file = session.get(SubmittedFile, number)
        if file is None or file.state != WORKING:
            return
        file.state, file.reason = (READ if pages else UNREAD), reason
        file.pages = file.pages_done = len(pages)
        file.heartbeat = None
        file.signature, file.duplicates = found.signature, [dict(one) for one in found.duplicates]
        if reading:
            file.languages = file.languages or list(reading.structure.languages)[:1]
        if not any(proposal.decision != "open" for proposal in file.proposals):
            file.proposals = [_row(proposal) for proposal in proposals]
        details: dict[str, Any] = {"file": number, "state": file.state, "proposals": len(file.proposals)}
        audit.append(session, None, "submission.file_prepared", subject_of(file.submission), **details)


def _row(proposal: application.Proposal) -> Proposal:
    """A proposal as it is kept: its value is what a record has for the field, texts by their language."""
    evidence = proposal.evidence
    return Proposal(
        field=proposal.field,
        value={proposal.language: proposal.value} if proposal.language else proposal.value,
        confidence=proposal.confidence,
        page=evidence.page,
        passage=evidence.passage,
        start=evidence.start,
        end=evidence.end,
    )
