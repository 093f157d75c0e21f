"""Messages handed to the mail server of the settings (SMTP, RFC 5321)."""

from __future__ import annotations

import smtplib
import ssl
from email.header import Header
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote, urlsplit

from indexer.settings import Settings

PATIENCE = 20
"""Seconds that the mail server has for each answer."""

FAULTS = (smtplib.SMTPException, OSError, ValueError)
"""What :func:`send` raises; a ValueError is of a message that cannot be written as one."""


def can_mail(settings: Settings) -> bool:
    """Whether the settings say by whom and from where mail is sent."""
    return bool(settings.mail_server and settings.contact_mail)


def set_subject(message: EmailMessage, subject: str) -> None:
    """Give a message its subject, as encoded words (RFC 2047) where it is not ASCII.

    White space becomes single spaces, so that it stays one line of the head. Written by the older class: the newer one
    loses spaces where it folds a subject in another script (one in eight of long ones, Python 3.11).
    """
    line = " ".join(subject.split())
    header = Header(line, "us-ascii" if line.isascii() else "utf-8", header_name="Subject")
    message.set_raw("Subject", header.encode())


def send(settings: Settings, message: EmailMessage) -> None:
    """Hand a message to the mail server; it has taken it when this returns. Raises one of ``FAULTS``."""
    server = urlsplit(settings.mail_server)
    context = ssl.create_default_context()
    with _connected(server, context) as connection:
        if server.scheme == "smtp+starttls":
            connection.starttls(context=context)
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(message)


def _connected(server: SplitResult, context: ssl.SSLContext) -> smtplib.SMTP:
    host = server.hostname or ""
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=PATIENCE, context=context)
    return smtplib.SMTP(host, server.port or (587 if server.scheme == "smtp+starttls" else 25), timeout=PATIENCE)
