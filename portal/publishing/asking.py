"""Who asks for a change of the published records: the rows that ``carrying_out`` then works on."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer.errors import MoveRefused
from portal import audit
from portal.access import Action, Role, allowed
from portal.accounts.models import Role as RoleRow
from portal.accounts.models import User
from portal.database import now
from portal.notices import tell
from portal.opening import current_settings
from portal.publishing.models import Publication
from portal.publishing.steps import ENDED, Deed, Step
from portal.submissions.models import Submission
from portal.submissions.states import State
from portal.submissions.workflow import refuse_unless_possible


def ask(session: Session, submission: Submission, actor: User, record_id: str, change: str = "") -> Publication:
    """Have a submission published by this person: as a new record, or as the next revision of the one it corrects.

    ``change`` is what readers are told of a revision. Raises MoveRefused.
    """
    refuse_unless_possible(submission, State.PUBLISHED, actor)
    row = Publication(
        submission_id=submission.id,
        record_id=record_id,
        deed=Deed.REVISE if submission.base else Deed.ADD,
        base=submission.base,
        change=change,
        asked_by_id=actor.id,
        begun_at=now(),
    )
    submission.record_id, submission.changed_at = record_id, now()
    session.add(row)
    _noted(session, row, actor)
    return row


def propose_withdrawal(session: Session, record_id: str, reasons: Mapping[str, str], actor: User) -> Publication:
    """Have a record withdrawn; with ``PALERMO_FOUR_EYES`` another publisher has to confirm it first.

    Raises MoveRefused if the person may not, if there is no reason, or if it is asked for already.
    """
    _refuse_unless_publisher(actor)
    if not any(text.strip() for text in reasons.values()):
        raise MoveRefused("note", f"record {record_id}: say why it is withdrawn, in at least one language")
    if withdrawal_of(session, record_id):
        raise MoveRefused("asked", f"record {record_id}: its withdrawal is asked for already")
    waits = current_settings().four_eyes
    row = Publication(
        record_id=record_id,
        deed=Deed.WITHDRAW,
        step=Step.PROPOSED if waits else Step.ASKED,
        reasons={language: text.strip() for language, text in reasons.items() if text.strip()},
        proposed_by_id=actor.id,
        asked_by_id=None if waits else actor.id,
        begun_at=now(),
    )
    session.add(row)
    _noted(session, row, actor)
    if waits:
        for user in session.scalars(select(User).where(User.active, User.roles.any(RoleRow.name == Role.PUBLISHER))):
            if user.id != actor.id:
                tell(
                    session,
                    user,
                    "withdrawal.proposed",
                    record=record_id,
                    path=f"/desk/records/{record_id}/withdraw",
                )
    return row


def confirm_withdrawal(session: Session, row: Publication, actor: User) -> None:
    """Have a withdrawal that was proposed carried out. Raises MoveRefused for who proposed it."""
    _refuse_unless_waiting(row, actor)
    if row.proposed_by_id == actor.id and current_settings().four_eyes:
        raise MoveRefused("four_eyes", f"record {row.record_id}: another publisher has to confirm its withdrawal")
    row.step, row.asked_by_id = Step.ASKED, actor.id
    _noted(session, row, actor)


def drop_withdrawal(session: Session, row: Publication, actor: User) -> None:
    """Take a proposal back, or refuse it: the record stays. Raises MoveRefused."""
    _refuse_unless_waiting(row, actor)
    row.step, row.why, row.ended_at = Step.UNDONE, "dropped", now()
    _noted(session, row, actor)


def withdrawal_of(session: Session, record_id: str) -> Publication | None:
    """The withdrawal of a record that is proposed or being carried out."""
    question = select(Publication).where(
        Publication.record_id == record_id, Publication.deed == Deed.WITHDRAW, Publication.step.not_in(ENDED)
    )
    return session.scalars(question).first()


def _refuse_unless_publisher(actor: User) -> None:
    if not allowed(actor, Action.WITHDRAW):
        raise MoveRefused("person", "only publishers withdraw records")


def _refuse_unless_waiting(row: Publication, actor: User) -> None:
    _refuse_unless_publisher(actor)
    if row.step != Step.PROPOSED:
        raise MoveRefused("state", f"the withdrawal of record {row.record_id} does not wait for anybody")


def _noted(session: Session, row: Publication, actor: User) -> None:
    session.flush()
    details = {"record": row.record_id, "deed": row.deed, "publication": row.id}
    audit.append(session, actor.id, f"publication.{row.step}", row.subject, **details)
