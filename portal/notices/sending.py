"""Notices on their way: taken out of the queue one by one, sent, and marked; a mail server that fails loses nothing.

A notice belongs to whoever takes it for some minutes; should that process be killed, another one sends it. Between
sending and marking a kill leads to a second copy, which mail programs know by its ``Message-ID``.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any

from flask import current_app
from flask_babel import force_locale  # type: ignore[import-untyped]
from sqlalchemy import select, update

from indexer.settings import Settings
from portal import jobs, mail
from portal.database import db, now, transaction
from portal.i18n import gettext
from portal.notices.models import Notice
from portal.notices.texts import TEXTS
from portal.opening import current_settings

log = logging.getLogger(__name__)

TAKEN = timedelta(minutes=10)
"""So long a notice belongs to the process that sends it."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
"""How long a notice waits after its first failure, its second and so on; the last one is kept to."""


def send_waiting(settings: Settings) -> int:
    """Send what is due, in the context of an app, and say how much; what could not be sent waits, and is logged."""
    if not mail.can_mail(settings):
        return 0
    count = 0
    for notice in _taken():
        try:
            mail.send(settings, message_of(settings, notice))
        except mail.FAULTS as error:
            _put_off(notice)
            log.warning("notice %d could not be sent, and waits: %s", notice.id, type(error).__name__)
            if not isinstance(error, SMTPException | ValueError) or isinstance(error, SMTPServerDisconnected):
                break  # the server is away: the others would only wait for it too
        else:
            _mark_sent(notice)
            count += 1
    return count


@jobs.job
def send_now() -> None:
    """Send what is due, in a worker."""
    send_waiting(current_settings())


@jobs.sweep
def send_left_behind() -> None:
    """Send what no job knows of."""
    send_waiting(current_settings())


def send_soon() -> None:
    """Have a worker send what is due; to be called behind the transaction that told somebody."""
    if current_app.config.get("SECRET_KEY"):
        send_now.later()


def message_of(settings: Settings, notice: Notice) -> EmailMessage:
    """A notice as a message in its language; whatever a value holds, a line of the head stays one line."""
    with force_locale(notice.language):
        text, values = TEXTS[notice.kind], _values(settings, notice)
        subject = str(text.subject) % {name: " ".join(str(value).split()) for name, value in values.items()}
        greeting = gettext("Dear %(name)s,", name=values["name"]) if values["name"] else gettext("Dear Sir or Madam,")
        body = str(text.body) % values
        foot = gettext("This message was sent by %(site)s, %(address)s.", site=values["site"], address=_home(settings))
    message = EmailMessage()
    mail.set_subject(message, subject)
    message["From"] = settings.contact_mail
    message["To"] = notice.address
    message["Date"] = formatdate()
    message["Message-ID"] = f"<notice-{notice.id}@{settings.contact_mail.partition('@')[2]}>"
    answered = notice.details.get("in_reply_to", "")
    if answered:
        message["In-Reply-To"] = message["References"] = answered
    message["Auto-Submitted"] = "auto-replied" if answered else "auto-generated"
    message.set_content(f"{greeting}\n\n{body}\n\n-- \n{foot}\n")
    message["Content-Language"] = notice.language  # last: setting the content takes away what is said of it
    return message


def _values(settings: Settings, notice: Notice) -> dict[str, Any]:
    name = notice.user.name if notice.user else notice.details.get("name", "")
    path = notice.details.get("path", "")
    link = f"{settings.public_address}/{notice.language}{path}" if path else ""
    return {**notice.details, "name": name, "site": settings.site_name, "link": link}


def _home(settings: Settings) -> str:
    return f"{settings.public_address}/"


def _taken() -> Iterator[Notice]:
    """The notices that are due, the oldest first, each taken when it is asked for."""
    while True:
        with transaction() as session:
            due = (Notice.sent_at.is_(None), Notice.due_at <= now())
            first = select(Notice.id).where(*due).order_by(Notice.due_at, Notice.id).limit(1).scalar_subquery()
            taken = update(Notice).where(Notice.id == first, *due).values(due_at=now() + TAKEN).returning(Notice)
            notice = session.scalars(taken, execution_options={"synchronize_session": False}).first()
            if notice is not None:
                session.refresh(notice, ["user"])
        if notice is None:
            return
        yield notice


def _put_off(notice: Notice) -> None:
    with transaction() as session:
        kept = session.get_one(Notice, notice.id)
        kept.due_at = now() + WAITS[min(kept.failures, len(WAITS) - 1)]
        kept.failures += 1


def _mark_sent(notice: Notice) -> None:
    with transaction() as session:
        kept = session.get_one(Notice, notice.id)
        kept.sent_at, kept.details = now(), {}


def waiting_count() -> int:
    """How many notices were not sent yet."""
    return len(db.session.scalars(select(Notice.id).where(Notice.sent_at.is_(None))).all())
