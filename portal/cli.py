"""The command line of the portal: ``portal serve``, ``portal work``, and what readers sent."""

from __future__ import annotations

import dataclasses
import sys
from typing import Any

import click

from indexer.errors import PalermoError, refusal
from indexer.settings import Settings, read_settings
from portal.accounts.commands import create_admin
from portal.audit.commands import audit
from portal.backup.commands import backup, restore
from portal.incoming.commands import fetch_mail, quarantine_group
from portal.institution.commands import mail, reports, survey
from portal.jobs.commands import work
from portal.server import serve_forever
from portal.startup import prepare_state, refuse_defaults, refuse_used_address, state_trouble, trouble_ahead


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Show the records and the search to readers."""


@main.command()
@click.option("--host", help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on.")
@click.option("--workers", type=click.IntRange(1), help="How many processes serve pages.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the portal until Ctrl+C."""
    given: dict[str, Any] = {"host": host, "port": port, "portal_workers": workers}
    try:
        _start(_prepared({name: value for name, value in given.items() if value}))
    except PalermoError as error:
        click.echo(f"portal: {error}", err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        click.echo(f"portal: {refusal(error)}", err=True)
        sys.exit(1)


def _prepared(given: dict[str, Any]) -> Settings:
    """The settings, read once more when the folder is there that is served because it is."""
    settings = dataclasses.replace(read_settings(), **given)
    refuse_defaults(settings)
    prepare_state(settings)
    return dataclasses.replace(read_settings(), **given)


def _start(settings: Settings) -> None:
    """Serve; where that is of no use only say what is missing, else say what is not as it should be and go on."""
    for trouble in filter(None, (trouble_ahead(settings), state_trouble(settings))):
        click.echo(f"portal: {trouble.message}", err=True)
        if trouble.exit_code:
            sys.exit(trouble.exit_code)
    refuse_used_address(settings.host, settings.port)
    serve_forever(settings, lambda address: click.echo(f"Palermo is at {address} (Ctrl+C stops it)"))


for command in (create_admin, work, reports, mail, survey, audit, backup, restore, fetch_mail, quarantine_group):
    main.add_command(command)

if __name__ == "__main__":
    main()
