"""``indexer propose``: what a file suggests for its own record."""

from __future__ import annotations

import json
from pathlib import Path

import click

from indexer import application
from indexer.cli.frame import document
from indexer.settings import read_settings


@click.command()
@click.argument("file", type=document)
@click.option("--json", "as_json", is_flag=True, help="Print the proposals as JSON.")
def propose(file: Path, as_json: bool) -> None:  # noqa: FBT001 - click hands options by name
    """Read one PDF and print what it suggests for the fields of a record, each with the words that speak for it."""
    settings = read_settings()
    proposals = application.propose(settings, application.read_file(file, settings))
    if as_json:
        click.echo(json.dumps(application.proposals_as_json(proposals), ensure_ascii=False, indent=1))
        return
    for line in application.proposals_as_lines(proposals):
        click.echo(line)
    if not proposals:
        click.echo("Nothing in the file speaks for any field.", err=True)
