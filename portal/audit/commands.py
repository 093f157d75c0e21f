"""The trail on the command line: ``portal audit verify``."""

from __future__ import annotations

import click

from indexer.settings import read_settings
from portal.audit import verifying
from portal.commands import told, with_database
from portal.database import db


@click.group()
def audit() -> None:
    """Look after the trail of all changes."""


@audit.command()
@click.option(
    "--expect",
    type=verifying.parse,
    metavar="NUMBER:HASH",
    multiple=True,
    help="An entry that was written down, and has to be there.",
)
@told
def verify(expect: tuple[verifying.Anchor, ...]) -> None:
    """Look through the trail: whether an entry was changed, taken out, or taken off its end; 1 if so, else 0."""
    settings = read_settings()
    with with_database(settings):
        last = verifying.verify(db.session, (verifying.known(settings.state), *expect))
    verifying.keep(settings.state, last)
    click.echo(f"The trail is whole: {last.number} {'entry' if last.number == 1 else 'entries'}")
    click.echo(f"Write this down elsewhere, for --expect: {last}")
