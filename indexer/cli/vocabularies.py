"""``indexer vocabulary check | export``: the vocabularies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Literal

import click

from indexer import application
from indexer.cli.frame import Commands, counted, folder, settings_with


@click.group(cls=Commands)
def vocabulary() -> None:
    """Check the vocabularies, or write them as SKOS."""


@vocabulary.command()
@click.argument("vocabularies", metavar="[FOLDER]", required=False, type=folder)
def check(vocabularies: Path | None) -> None:
    """Check every vocabulary of the folder and print every fault."""
    checked = application.check_vocabularies(settings_with(vocabularies=vocabularies))
    for fault in checked.faults:
        click.echo(str(fault))
    looked_at = f"{checked.vocabularies} vocabularies, {counted(checked.concepts, 'concept')}"
    click.echo(f"{looked_at}, {counted(len(checked.faults), 'fault')}.", err=True)
    if checked.faults:
        sys.exit(1)


@vocabulary.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--format", type=click.Choice(["turtle", "json-ld"]), default="turtle", help="Default: turtle.")
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="The file to write to."
)
def export(names: tuple[str, ...], format: Literal["turtle", "json-ld"], output: IO[str]) -> None:
    """Write vocabularies as SKOS: those named (crime, country...), or all of them."""
    output.write(application.vocabularies_as_skos(settings_with(), names, format))
