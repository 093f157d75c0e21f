"""``indexer build | read | status``: from folders of records to an index."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from indexer import application
from indexer.cli.frame import LEFT_OUT, counted, document, engine_options, folder, settings_with
from indexer.pipeline.build import BuildPlan
from indexer.pipeline.choosing import Choice
from indexer.pipeline.parts import BuildReport, together
from indexer.pipeline.progress import BarProgress, LineProgress, Progress, QuietProgress
from indexer.settings import read_settings

TIMES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
"""How a time is written on the command line; it is local time."""


def build_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a build looks at, and how it goes about it."""
    for option in (
        click.option("--only", metavar="RECORD", multiple=True, help="Look at this record only; may be repeated."),
        click.option("--since", type=click.DateTime(TIMES), help="Look at records touched on disk since then only."),
        click.option("--full", is_flag=True, help="Write all of the index anew; read again what has a problem."),
        click.option("--dry-run", is_flag=True, help="Say what would be read, written and removed; touch nothing."),
        click.option("--workers", type=click.IntRange(1), help="How many files are read at the same time."),
        click.option("--progress", type=click.Choice(["bar", "lines", "quiet"]), help="How progress is shown."),
    ):
        command = option(command)
    return command


@click.command()
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=folder)
@engine_options
@build_options
def build(  # noqa: PLR0913 - one argument an option
    corpora: tuple[Path, ...],
    index: Path | None,
    engine: str | None,
    workers: int | None,
    progress: str | None,
    *,
    only: tuple[str, ...],
    since: dt.datetime | None,
    full: bool,
    dry_run: bool,
) -> None:
    """Read what is new in the collections and bring the index up to date (default: those of the settings).

    Only records that the index does not have as they are now are written. Records with faults and files that cannot be
    read are left out, named, and make the exit status 3; so does a relation to a record that is not there, but that
    leaves no record out.
    """
    choice = Choice(frozenset(only), since.timestamp() if since else None)
    if full and not choice.everything:
        raise click.UsageError("--full writes all records: leave out --only and --since")
    settings = settings_with(corpora=corpora, index_folder=index, engine=engine, workers=workers)
    others = read_settings().corpora  # relations may lead into all collections of the settings
    if dry_run:
        planned = application.plan_build(settings, progress_named(progress), choice, full=full, others=others)
        _print_plan(planned)
        sys.exit(LEFT_OUT if _is_told_of(planned) else 0)
    whole = not corpora and index is None
    report = application.build(settings, progress_named(progress), choice, full=full, whole=whole, others=others)
    _print_report(report)
    if _is_told_of(report):
        sys.exit(LEFT_OUT)


def progress_named(chosen: str | None) -> Progress:
    """The progress asked for; a bar at a terminal, lines elsewhere."""
    if chosen == "quiet":
        return QuietProgress()
    at_terminal = sys.stderr.isatty()
    return BarProgress() if chosen == "bar" or (chosen is None and at_terminal) else LineProgress()


def _is_told_of(report: BuildReport | BuildPlan) -> bool:
    return bool(report.faults or report.minor or report.problems)


def _print_faults(report: BuildReport | BuildPlan) -> None:
    for fault in report.faults:
        click.echo(f"left out: {fault}", err=True)
    for fault in report.minor:
        click.echo(f"indexed with a fault: {fault}", err=True)
    for problem in report.problems:
        click.echo(f"not read: {problem}", err=True)


def _print_report(report: BuildReport) -> None:
    _print_faults(report)
    if report.readings_removed:
        removed = counted(report.readings_removed, "file")
        click.echo(f"The readings of {removed} that no record refers to were removed.", err=True)
    if report.anew:
        click.echo(f"The index was written anew: {report.anew}.", err=True)
    click.echo(
        f"{counted(report.records, 'record')} with {counted(report.passages, 'passage')} in the index: "
        f"{report.written:,} written, {report.removed:,} removed; "
        f"{counted(report.files_read, 'file')} read, {report.files_kept:,} known from before."
    )


def _print_plan(planned: BuildPlan) -> None:
    _print_faults(planned)
    for what, names in (("read", planned.read), ("write", planned.write), ("remove", planned.gone)):
        for name in names:
            click.echo(f"{what:<6}  {name}")
    if planned.anew:
        click.echo(f"The index would be written anew: {planned.anew}.", err=True)
    click.echo(
        f"Would read {counted(len(planned.read), 'file')}, write {counted(len(planned.write), 'record')} and remove "
        f"{len(planned.gone):,}; {planned.kept:,} would stay as they are."
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
@click.option("--brief", is_flag=True, help="Only what the index holds: no record is looked at.")
def status(index: Path | None, engine: str | None, brief: bool) -> None:  # noqa: FBT001 - click hands options by name
    """Print what the index holds, and what waits for a build: one name and value a line."""
    settings = settings_with(index_folder=index, engine=engine)
    _print_facts(dataclasses.asdict(application.index_status(settings)))
    languages = application.index_languages(settings)
    _print_facts({"languages": ", ".join(f"{code} {count:,}" for code, count in languages.items()) or "none"})
    if brief:
        return
    state = application.collection_state(settings, QuietProgress())
    _print_facts(
        {
            "files": state.files,
            "problems": f"{counted(state.files_with_problems, 'file')} of these not read as a whole",
            "corrections": f"{state.unfit_corrections:,} that fit what was read no more",
            "left_out": f"{counted(len({fault.file for fault in state.waiting.faults}), 'record')} with faults",
            "waiting": f"{counted(len(state.waiting.read), 'file')} to read, "
            f"{counted(len(state.waiting.write), 'record')} to write, {len(state.waiting.gone):,} to remove",
        }
    )


def _print_facts(facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        click.echo(f"{name:<12} {value}")
