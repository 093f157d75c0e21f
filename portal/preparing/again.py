"""A file that could not be read, put back among those that wait: a program is installed now, a disk has room again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from indexer.application import SubmittedFiles
from portal import audit
from portal.accounts.models import User
from portal.opening import current_settings
from portal.preparing.claims import UNREAD, WAITING
from portal.submissions.drafts import subject_of
from portal.submissions.models import SubmittedFile


def read_again(session: Session, file: SubmittedFile, actor: User) -> bool:
    """Let a file wait to be read once more; False, and nothing done, where the file itself is why it was not read.

    One that was read, or is at work, stays as it is.
    """
    if file.state != UNREAD:
        return True
    if SubmittedFiles(current_settings()).is_final(file.sha256):
        return False
    file.state, file.reason, file.heartbeat = WAITING, "", None
    audit.append(session, actor.id, "submission.file_read_again", subject_of(file.submission), file=file.id)
    return True
