"""Reports on their way to the institution by mail. A report is kept first: a mail server that fails loses nothing.

What was not mailed is tried again with the next report, and by ``portal mail``, which a timer can run.
"""

from __future__ import annotations

import logging
from email.message import EmailMessage
from email.utils import formatdate
from threading import Thread

from indexer.errors import PalermoError
from indexer.settings import Settings
from portal import mail
from portal.institution.keeping import Kept, KeptReport

log = logging.getLogger(__name__)


def mail_in_background(settings: Settings) -> None:
    """Mail what is waiting without keeping the reader waiting; failures are logged."""
    if mail.can_mail(settings):
        Thread(target=_try_to_mail, args=(settings,), name="mail", daemon=True).start()


def mail_waiting(settings: Settings) -> int:
    """Mail every report that was not yet, and say how many. Raises PalermoError that says why if one cannot be sent.

    A report is never lost by that; should this end between sending and noting it, it is mailed a second time.
    """
    if not mail.can_mail(settings):
        raise PalermoError("reports are mailed if PALERMO_MAIL_SERVER and PALERMO_CONTACT_MAIL are set")
    kept = Kept(settings.state)
    count = 0
    while report := kept.claim_unmailed():
        try:
            mail.send(settings, message_of(settings, report))
        except mail.FAULTS as error:
            kept.release(report.number)
            raise PalermoError(f"report {report.reference} could not be mailed, and waits: {error}") from error
        kept.mailed(report.number)
        count += 1
    return count


def message_of(settings: Settings, kept: KeptReport) -> EmailMessage:
    """A report as a message; of what a reader sent its head has the subject they chose and an address, both checked."""
    report = kept.report
    message = EmailMessage()
    mail.set_subject(message, f"{settings.site_name}: report {kept.reference} ({report.subject})")
    message["From"] = message["To"] = settings.contact_mail
    message["Date"] = formatdate()
    if report.mail:
        message["Reply-To"] = report.mail
    place = "/".join(part for part in (report.record, report.file, report.provision) if part)
    address = f"{settings.public_address}/id/{place}" if place else "no record"
    facts = [
        f"Reference: {kept.reference}",
        f"Sent: {kept.sent}",
        f"About: {address}",
        f"Subject: {report.subject}",
        f"Language of the page: {report.language}",
        f"Reply to: {report.mail or 'no address given'}",
    ]
    message.set_content("\n".join([*facts, "", report.text, ""]))
    return message


def _try_to_mail(settings: Settings) -> None:
    try:
        mail_waiting(settings)
    except PalermoError as error:
        log.error("%s", error)  # noqa: TRY400 - the message says all
