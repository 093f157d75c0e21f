"""Who has a submission, and what people write about it."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from indexer.errors import MoveRefused
from portal import audit
from portal.access import Action, allowed
from portal.accounts.models import User
from portal.database import now
from portal.notices import tell
from portal.submissions.models import Comment, Submission

LONGEST = 5000
"""Characters of a comment."""


def assign(session: Session, submission: Submission, person: User | None, actor: User) -> None:
    """Give a submission to somebody who reviews, or to nobody; who gets it from somebody else is told.

    That is no change of the submission: a form that somebody has open stays good. Raises MoveRefused for a person who
    does not review.
    """
    if person and not (person.active and allowed(person, Action.REVIEW)):
        raise MoveRefused("person", f"submission {submission.reference}: this person does not review")
    number = person.id if person else None
    if submission.assigned_id == number:
        return
    session.execute(update(Submission).where(Submission.id == submission.id).values(assigned_id=number))
    audit.append(session, actor.id, "submission.assigned", f"submission:{submission.id}", to=number)
    if person and person.id != actor.id:
        _tell(session, person, "submission.assigned", submission)


def comment(session: Session, submission: Submission, actor: User, text: str, *, shared: bool) -> Comment:
    """Keep what somebody wrote; ``shared`` with the author, or for those who review only. Those concerned are told."""
    written = Comment(submission_id=submission.id, author_id=actor.id, text=text, shared=shared, at=now())
    session.add(written)
    session.flush()
    subject = f"submission:{submission.id}"
    audit.append(session, actor.id, "submission.commented", subject, comment=written.id, shared=shared)
    concerned = [submission.assigned, submission.author if shared else None]
    for user in {user.id: user for user in concerned if user and user.active}.values():
        if user.id != actor.id:
            _tell(session, user, "submission.commented", submission)
    return written


def _tell(session: Session, user: User, kind: str, submission: Submission) -> None:
    tell(session, user, kind, reference=submission.reference, path=f"/desk/submissions/{submission.id}")
