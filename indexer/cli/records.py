"""``indexer check``: the records of collections."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from indexer import application
from indexer.cli.frame import counted, folder, settings_with
from indexer.settings import read_settings


@click.command()
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=folder)
def check(corpora: tuple[Path, ...]) -> None:
    """Check the records of the collections and print every fault (default: those of the settings).

    Relations may lead into all collections of the settings, also those that are not checked.
    """
    records, faults = application.check_corpora(settings_with(corpora=corpora), read_settings().corpora)
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{counted(records, 'record')}, {counted(len(faults), 'fault')}.", err=True)
    if faults:
        sys.exit(1)
