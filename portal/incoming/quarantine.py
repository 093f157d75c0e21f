"""Messages that were put aside: looked at, made a draft of somebody after all, or deleted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer.errors import PalermoError
from indexer.settings import Settings
from portal import audit
from portal.accounts.models import User
from portal.database import db, transaction
from portal.incoming.judging import person_of
from portal.incoming.models import IncomingMail
from portal.incoming.taking import DELETED, QUARANTINED, Arrived, become_draft, prepared
from portal.submissions.keeping import KeptFile, path_of
from portal.submissions.models import Submission, SubmittedFile


def quarantined() -> Sequence[IncomingMail]:
    """All messages that were put aside, the oldest first."""
    question = select(IncomingMail).where(IncomingMail.state == QUARANTINED).order_by(IncomingMail.id)
    return db.session.scalars(question).all()


def one(session: Session, number: int) -> IncomingMail:
    """The message of this number. Raises PalermoError if it is not in quarantine."""
    mail = session.get(IncomingMail, number)
    if mail is None or mail.state != QUARANTINED:
        raise PalermoError(f"there is no message {number} in quarantine; `portal quarantine list` lists them")
    return mail


def content_of(settings: Settings, mail: IncomingMail) -> bytes:
    """The message as it came, or its head."""
    return path_of(settings, mail.sha256).read_bytes()


def accept(settings: Settings, number: int, address: str) -> Submission:
    """Make a message the draft of the person with this address, who is told.

    Raises PalermoError if there is no such message or person, FileRefused if the message cannot become a draft.
    """
    mail = one(db.session, number)
    content = content_of(settings, mail)
    draft = prepared(settings, Arrived(content, mail.bytes))
    with transaction() as session:
        mail = one(session, number)
        person = person_of(session, address)
        if person is None:
            raise PalermoError(f"{address}: nobody with this address has an account that may submit")
        kept = KeptFile(mail.sha256, len(content), path_of(settings, mail.sha256))
        return become_draft(session, mail, session.get_one(User, person.id), draft, kept)


def delete(settings: Settings, number: int) -> None:
    """Delete a message for good; that it came is remembered, so that it does not come again."""
    with transaction() as session:
        mail = one(session, number)
        mail.state, mail.sender, mail.subject, mail.message_id = DELETED, "", "", ""
        audit.append(session, None, "mail.deleted", f"mail:{number}")
        submitted = select(SubmittedFile.id).where(SubmittedFile.sha256 == mail.sha256).limit(1)
        is_submitted = session.scalar(submitted) is not None
    if not is_submitted:
        path_of(settings, mail.sha256).unlink(missing_ok=True)
