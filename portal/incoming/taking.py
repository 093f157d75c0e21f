"""A message taken in, once: the message and its files are on the disk first, then one transaction says so.

Killed at any moment it is either known with its draft and its acknowledgement, or not at all; then the next fetch takes
it, since the mailbox is told only afterwards.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from io import BytesIO
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from indexer.errors import FileRefused
from indexer.settings import Settings
from portal import audit, notices
from portal.accounts.models import User
from portal.database import db, now, transaction
from portal.incoming import heads, letters
from portal.incoming.judging import judge
from portal.incoming.models import IncomingMail
from portal.preparing.claims import UNREAD
from portal.submissions import drafts
from portal.submissions.arriving import ArrivedFile, plain_name, receive
from portal.submissions.keeping import KeptFile, keep
from portal.submissions.models import Submission

TAKEN, QUARANTINED, DELETED = "taken", "quarantined", "deleted"
"""The states of a message."""

LETTER_TYPE = "message/rfc822"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message as it came: its content, or of one that was too large the head, and how long all of it is."""

    content: bytes
    size: int

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return len(self.content) == self.size


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become a draft: the text, the files that were kept, the names of those that were refused."""

    text: str
    files: tuple[ArrivedFile, ...]
    refused: tuple[str, ...]


def take(settings: Settings, arrived: Arrived) -> IncomingMail | None:
    """Take a message in: as a draft of its sender, or into quarantine; None if it is known already."""
    head = letters.head_of(arrived.content)
    kept = keep(settings, BytesIO(arrived.content))
    verdict = judge(db.session, settings, head)
    mail = _row(head, kept, arrived, verdict.person)
    if _is_known(db.session, mail):
        return None
    person, reason, draft = verdict.person, verdict.reason, None
    if person:
        try:
            draft = prepared(settings, arrived)
        except FileRefused as refusal:
            person, reason = None, refusal.reason
    try:
        with transaction() as session:
            if _is_known(session, mail):
                return None
            session.add(mail)
            if person and draft:
                become_draft(session, mail, session.get_one(User, person.id), draft, kept)
            else:
                _put_aside(session, mail, reason)
    except IntegrityError:  # another fetch wrote between our look and our writing
        if not _is_known(db.session, mail):
            raise
        return None
    return mail


def prepared(settings: Settings, arrived: Arrived) -> Draft:
    """Take a message apart and keep its files. Raises FileRefused if it cannot become a draft."""
    if not arrived.is_whole:
        limit = settings.incoming_bytes
        raise letters.refused(f"has {arrived.size:,} bytes; PALERMO_INCOMING_BYTES allows {limit:,}")
    try:
        letter = letters.take_apart(arrived.content)
    except FileRefused:
        raise
    except Exception as error:  # a message can be wrong in ways that nobody foresaw, and must not stop the others
        raise letters.refused(f"cannot be taken apart ({type(error).__name__})") from error
    files: list[ArrivedFile] = []
    refused: list[str] = []
    with tempfile.TemporaryDirectory(prefix="palermo-mail-") as folder:
        source = Path(folder, "attachment")
        for attachment in letter.attachments:
            source.write_bytes(attachment.content)
            arrival = receive(settings, source, attachment.name)
            files += arrival.files
            refused += [file.name for file in arrival.refused]
    if len({file.kept.sha256 for file in files}) >= drafts.MOST_FILES:
        raise letters.refused(f"has {len(files)} files; a submission has fewer than {drafts.MOST_FILES}")
    return Draft(letter.text, tuple(files), tuple(refused))


def become_draft(session: Session, mail: IncomingMail, person: User, draft: Draft, kept: KeptFile) -> Submission:
    """Make a message the draft of a person, the message itself its letter, and have the person told."""
    note = "\n\n".join(part for part in (mail.subject, draft.text) if part)
    submission = drafts.begin(session, person, "mail", note)
    letter = ArrivedFile(f"{plain_name(mail.subject) if mail.subject else 'message'}.eml", LETTER_TYPE, kept)
    for row in drafts.add(session, submission, (letter,), drafts.LETTER):
        row.state, row.reason = UNREAD, "is the message as it came, which is not read"
    if draft.files:
        drafts.add(session, submission, draft.files)
    mail.state, mail.submission_id, mail.reason = TAKEN, submission.id, ""
    session.flush()
    audit.append(session, None, "mail.taken", f"mail:{mail.id}", submission=submission.id, refused=len(draft.refused))
    _acknowledge(session, person, submission, draft.refused, mail)
    return submission


def _put_aside(session: Session, mail: IncomingMail, reason: str) -> None:
    mail.reason = reason
    session.flush()
    audit.append(session, None, "mail.quarantined", f"mail:{mail.id}")


def _acknowledge(
    session: Session, person: User, submission: Submission, refused: Sequence[str], mail: IncomingMail
) -> None:
    details = {
        "reference": submission.reference,
        "path": f"/desk/submissions/{submission.id}",
        "in_reply_to": mail.message_id,
    }
    if refused:
        notices.tell(session, person, "mail.taken_in_part", files="\n".join(refused), **details)
    else:
        notices.tell(session, person, "mail.taken", **details)


def _row(head: Message, kept: KeptFile, arrived: Arrived, person: User | None) -> IncomingMail:
    sender = heads.sender_of(head)
    return IncomingMail(
        sha256=kept.sha256,
        key=letters.key_of(head, sender, person.id if person else None),
        message_id=heads.message_id_of(head),
        bytes=arrived.size,
        is_whole=arrived.is_whole,
        sender=sender or heads.line_of(head, "From"),
        subject=heads.line_of(head, "Subject"),
        state=QUARANTINED,
        at=now(),
    )


def _is_known(session: Session, mail: IncomingMail) -> bool:
    same = [IncomingMail.sha256 == mail.sha256]
    if mail.key:
        same.append(IncomingMail.key == mail.key)
    return session.scalar(select(IncomingMail.id).where(or_(*same)).limit(1)) is not None
