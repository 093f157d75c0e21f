"""``indexer verify``: collections compared with all that is derived from them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from indexer import application
from indexer.cli.building import progress_named
from indexer.cli.frame import counted, engine_options, folder, settings_with
from indexer.settings import read_settings


@click.command()
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=folder)
@click.option("--mend", is_flag=True, help="Mend what can be mended without losing anything.")
@engine_options
def verify(corpora: tuple[Path, ...], mend: bool, index: Path | None, engine: str | None) -> None:  # noqa: FBT001 - click hands options by name
    """Compare folders, checksums, catalogue, readings and index; print every difference and what to do.

    Without CORPUS these are all collections, and what belongs to none of them is told too. Relations may lead into all
    collections of the settings.
    """
    settings = settings_with(corpora=corpora, index_folder=index, engine=engine)
    report = application.verify_corpora(
        settings,
        progress_named(None if mend else "quiet"),
        whole=not corpora,
        mending=mend,
        others=read_settings().corpora,
    )
    for difference in report.mended:
        click.echo(f"mended: {difference.finding}")
    for difference in report.differences:
        click.echo(str(difference))
    for problem in report.problems:
        click.echo(f"not read: {problem}", err=True)
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    mended = f", {len(report.mended):,} mended" if mend else ""
    click.echo(
        f"{counted(report.records, 'record')}, {counted(len(report.differences), 'difference')}{mended}.", err=True
    )
    if report.differences:
        sys.exit(1)
