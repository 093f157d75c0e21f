"""What happened to a submission, from the trail, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.review.words import DONE, TOLD_AUTHORS
from portal.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened: when, what, and who did it; ``team`` says only that it was somebody who reviews."""

    at: datetime
    words: Any
    person: str = ""
    team: bool = False


def history(session: Session, submission: Submission, reader: User, *, team: bool) -> Iterator[Happened]:
    """What happened, the latest last; people have names for the ``team`` only, and authors are told less."""
    question = select(AuditEntry).where(AuditEntry.subject == f"submission:{submission.id}")
    entries = session.scalars(question.order_by(AuditEntry.number)).all()
    told = [entry for entry in entries if entry.action in DONE and (team or entry.action in TOLD_AUTHORS)]
    people = _people(session, told)
    for entry in told:
        name = people.get(entry.actor_id or 0, "")
        known = team or entry.actor_id == reader.id
        yield Happened(entry.at, DONE[entry.action], name if known else "", team=not known and bool(name))


def since(session: Session, submission: Submission) -> datetime:
    """When the submission came to where it stands."""
    moved = (AuditEntry.subject == f"submission:{submission.id}", AuditEntry.action == f"submission.{submission.state}")
    last = session.scalar(select(AuditEntry.at).where(*moved).order_by(AuditEntry.number.desc()).limit(1))
    return last or submission.created_at


def _people(session: Session, entries: list[AuditEntry]) -> Mapping[int, str]:
    numbers = {entry.actor_id for entry in entries if entry.actor_id}
    return {user.id: user.name for user in session.scalars(select(User).where(User.id.in_(numbers)))}
