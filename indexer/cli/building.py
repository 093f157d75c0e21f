"""``indexer build | read | status``: from folders of records to an index."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path

import click

from indexer import application
from indexer.cli.frame import LEFT_OUT, counted, document, engine_options, folder, settings_with
from indexer.pipeline.parts import BuildReport, together
from indexer.pipeline.progress import BarProgress, LineProgress, Progress, QuietProgress
from indexer.settings import read_settings


@click.command()
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=folder)
@engine_options
@click.option("--workers", type=click.IntRange(1), help="How many files are read at the same time.")
@click.option("--progress", type=click.Choice(["bar", "lines", "quiet"]), help="How progress is shown.")
def build(
    corpora: tuple[Path, ...], index: Path | None, engine: str | None, workers: int | None, progress: str | None
) -> None:
    """Read what is new in the collections and index all of it (default: those of the settings)."""
    settings = settings_with(corpora=corpora, index_folder=index, engine=engine, workers=workers)
    report = application.build(settings, progress_named(progress))
    _print_report(report)
    if report.faults or report.problems:
        sys.exit(LEFT_OUT)


def progress_named(chosen: str | None) -> Progress:
    """The progress asked for; a bar at a terminal, lines elsewhere."""
    if chosen == "quiet":
        return QuietProgress()
    at_terminal = sys.stderr.isatty()
    return BarProgress() if chosen == "bar" or (chosen is None and at_terminal) else LineProgress()


def _print_report(report: BuildReport) -> None:
    for fault in report.faults:
        click.echo(f"left out: {fault}", err=True)
    for problem in report.problems:
        click.echo(f"not read: {problem}", err=True)
    click.echo(
        f"{counted(report.records, 'record')} with {counted(report.passages, 'passage')} indexed; "
        f"{counted(report.files_read, 'file')} read, {report.files_kept} known from before."
    )


@click.command()
@click.argument("file", type=document)
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def read(file: Path, as_json: bool) -> None:  # noqa: FBT001 - click hands options by name
    """Read one PDF and print what it says."""
    reading = application.read_file(file, read_settings())
    if as_json:
        click.echo(json.dumps(application.reading_as_json(file, reading), ensure_ascii=False, indent=1))
    else:
        click.echo(reading.structure.text)
    for problem in together(str(file), reading.problems):
        click.echo(f"not read: {problem}", err=True)
    if reading.failed_pages:
        sys.exit(LEFT_OUT)


@click.command()
@engine_options
def status(index: Path | None, engine: str | None) -> None:
    """Print what the index holds."""
    found = application.index_status(settings_with(index_folder=index, engine=engine))
    for name, value in dataclasses.asdict(found).items():
        click.echo(f"{name:<12} {value}")
