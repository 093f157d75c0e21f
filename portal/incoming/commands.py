"""Incoming mail on the command line: ``portal fetch-mail``, ``portal quarantine``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from indexer.errors import PalermoError
from indexer.settings import read_settings
from portal.commands import told, with_database
from portal.database import db
from portal.incoming import heads, quarantine
from portal.incoming.fetching import KNOWN, fetch
from portal.incoming.letters import head_of
from portal.incoming.models import IncomingMail
from portal.incoming.taking import QUARANTINED, TAKEN

SHOWN = ("From", "Reply-To", "To", "Date", "Subject", "Message-ID", "Received", "Authentication-Results")
"""The lines of a head that help to judge a message."""


@click.command()
@click.option("--mbox", type=click.Path(path_type=Path), help="An mbox file or a Maildir, in place of the mailbox.")
@told
def fetch_mail(mbox: Path | None) -> None:
    """Take in submissions by mail: what registered people sent becomes drafts, the rest is put aside."""
    settings = read_settings()
    if not settings.secret_key:
        raise PalermoError("without PALERMO_SECRET_KEY nobody can sign in, and nothing can be submitted")
    with with_database(settings):
        counts = fetch(settings, mbox)
    click.echo(f"Taken: {counts[TAKEN]}, put aside: {counts[QUARANTINED]}, known before: {counts[KNOWN]}")


@click.group(name="quarantine")
def quarantine_group() -> None:
    """Look after the messages that were put aside."""


@quarantine_group.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
@told
def list_all(as_json: bool) -> None:  # noqa: FBT001 - an option of the command line
    """List them, the oldest first, with the reason."""
    with with_database(read_settings()):
        for mail in quarantine.quarantined():
            click.echo(json.dumps(_facts(mail), ensure_ascii=False) if as_json else _line(mail))


@quarantine_group.command()
@click.argument("number", type=int)
@told
def show(number: int) -> None:
    """Show the facts of one: its reason and the lines of its head."""
    settings = read_settings()
    with with_database(settings):
        mail = quarantine.one(db.session, number)
        click.echo(_line(mail))
        head = head_of(quarantine.content_of(settings, mail))
        for name in SHOWN:
            for line in head.get_all(name, []):
                click.echo(f"    {name}: {heads.printable(str(line), longest=1000)}")


@quarantine_group.command()
@click.argument("number", type=int)
@click.option("--for", "address", required=True, help="The mail address of the account that it becomes a draft of.")
@told
def accept(number: int, address: str) -> None:
    """Make one the draft of a person after all; they are told."""
    settings = read_settings()
    with with_database(settings):
        submission = quarantine.accept(settings, number, address)
        click.echo(f"Message {number} is now the draft {submission.reference}")


@quarantine_group.command()
@click.argument("number", type=int)
@told
def delete(number: int) -> None:
    """Delete one for good."""
    settings = read_settings()
    with with_database(settings):
        quarantine.delete(settings, number)
    click.echo(f"Deleted message {number}")


def _facts(mail: IncomingMail) -> dict[str, object]:
    return {
        "number": mail.id,
        "at": mail.at.isoformat(timespec="seconds"),
        "sender": mail.sender,
        "subject": mail.subject,
        "bytes": mail.bytes,
        "reason": mail.reason,
    }


def _line(mail: IncomingMail) -> str:
    head = f"{mail.id}  {mail.at:%Y-%m-%d %H:%M}  {mail.sender or '(nobody)'}  {mail.bytes:,} bytes"
    return f"{head}\n    {mail.subject or '(no subject)'}\n    It {mail.reason}"
