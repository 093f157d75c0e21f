"""Work on the command line: ``portal work``."""

from __future__ import annotations

import click

from indexer.errors import PalermoError
from indexer.settings import read_settings
from portal.app import create_app
from portal.commands import told
from portal.database import bring_up_to_date
from portal.jobs.worker import work_forever
from portal.operations import logs


@click.command()
@click.option("--beside", type=int, default=0, hidden=True, help="End when this process is no longer the parent.")
@told
def work(beside: int) -> None:
    """Do what goes on behind the pages (reading, publishing, mail) until Ctrl+C or SIGTERM."""
    settings = read_settings()
    if not settings.secret_key:
        raise PalermoError("there is nothing to work on without PALERMO_SECRET_KEY: nobody can submit anything")
    logs.configure()
    bring_up_to_date(settings)
    app = create_app(settings)
    work_forever(app, settings, beside=beside, started=lambda: click.echo("Working (Ctrl+C stops it)"))
