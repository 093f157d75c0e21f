"""All messages of a mailbox taken in, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from indexer.errors import PalermoError
from indexer.settings import Settings
from portal.incoming import boxes, imap
from portal.incoming.taking import Arrived, take

KNOWN = "known"
"""What is counted beside the states: messages that were taken in earlier."""


def fetch(settings: Settings, box: Path | None = None) -> Counter[str]:
    """Take in what waits in an mbox or a Maildir, or else in the mailbox of the settings; how many became what.

    Raises PalermoError if the mailbox cannot be read.
    """
    if box:
        return Counter(_become(settings, message) for message in boxes.messages(box, settings.incoming_bytes))
    if not settings.incoming_mail:
        raise PalermoError("PALERMO_INCOMING_MAIL is to name a mailbox, or --mbox an mbox or a Maildir")
    with imap.opened(settings.incoming_mail) as mailbox:
        return Counter(_from_mailbox(settings, mailbox))


def _from_mailbox(settings: Settings, mailbox: imap.Mailbox) -> Iterable[str]:
    """Take in and mark each message; marked only when it is on the disk."""
    for uid in mailbox.waiting():
        message = mailbox.message(uid, settings.incoming_bytes)
        if message:
            yield _become(settings, message)
            mailbox.mark(uid)


def _become(settings: Settings, message: Arrived) -> str:
    mail = take(settings, message)
    return mail.state if mail else KNOWN
