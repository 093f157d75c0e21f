"""The command line: ``indexer build | read | search | check | status``.

Exit status: 0 all went well; 1 it could not be done, or ``check`` found faults; 2 the words of the call or a setting
are wrong; 3 it was done, but for records, files or pages that were named; 130 broken off with Ctrl+C, what was done is
kept.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indexer import application
from indexer.errors import PalermoError
from indexer.model import LANGUAGES
from indexer.pipeline.parts import BuildReport, together
from indexer.pipeline.progress import BarProgress, LineProgress, Progress, QuietProgress
from indexer.settings import Settings, read_settings

FILTERS = (
    "kind", "country", "region", "organization", "language", "crime", "issue", "article",
    "status", "in_force", "court_level", "verdict", "participant",
)  # fmt: skip

LEFT_OUT = 3
"""The exit status of work that was done, but for something that was named."""

folder = click.Path(exists=True, file_okay=False, path_type=Path)
document = click.Path(exists=True, dir_okay=False, path_type=Path)


class Commands(click.Group):
    """A group whose commands end with one clear line, not a traceback, when Palermo raises an error on purpose."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print an error of ours and exit with its status."""
        try:
            return super().invoke(ctx)
        except PalermoError as error:
            click.echo(f"indexer: {error}", err=True)
            sys.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("indexer: broken off; what was read is kept, the next run goes on from there", err=True)
            sys.exit(130)


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The two options that say which index is meant."""
    command = click.option("--index", type=click.Path(file_okay=False, path_type=Path), help="Folder of the index.")(
        command
    )
    return click.option("--engine", type=click.Choice(["embedded", "elasticsearch"]), help="Which engine.")(command)


def settings_with(**changes: Any) -> Settings:
    """The settings of the environment with what the call says in their place."""
    settings = read_settings()
    given = {name: value for name, value in changes.items() if value not in (None, ())}
    return dataclasses.replace(settings, **given)


STATUSES = """Exit status: 0 all went well; 1 it could not be done, or check found faults; 2 wrong words or settings;
3 done, but for what was named; 130 broken off. Settings come from the environment: docs/settings.md."""


@click.group(cls=Commands, epilog=STATUSES, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Read the law out of PDFs into a search engine, and search it."""


@main.command()
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=folder)
@engine_options
@click.option("--workers", type=click.IntRange(1), help="How many files are read at the same time.")
@click.option("--progress", type=click.Choice(["bar", "lines", "quiet"]), help="How progress is shown.")
def build(
    corpora: tuple[Path, ...], index: Path | None, engine: str | None, workers: int | None, progress: str | None
) -> None:
    """Read what is new in the collections and index all of it (default: those of the settings)."""
    settings = settings_with(corpora=corpora, index_folder=index, engine=engine, workers=workers)
    report = application.build(settings, _progress(progress))
    _print_report(report)
    if report.faults or report.problems:
        sys.exit(LEFT_OUT)


def _progress(chosen: str | None) -> Progress:
    """The progress asked for; a bar at a terminal, lines elsewhere."""
    if chosen == "quiet":
        return QuietProgress()
    at_terminal = sys.stderr.isatty()
    return BarProgress() if chosen == "bar" or (chosen is None and at_terminal) else LineProgress()


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _print_report(report: BuildReport) -> None:
    for fault in report.faults:
        click.echo(f"left out: {fault}", err=True)
    for problem in report.problems:
        click.echo(f"not read: {problem}", err=True)
    click.echo(
        f"{_counted(report.records, 'record')} with {_counted(report.passages, 'passage')} indexed; "
        f"{_counted(report.files_read, 'file')} read, {report.files_kept} known from before."
    )


@main.command()
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


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each filter, repeatable."""
    for name in reversed(FILTERS):
        command = click.option(f"--{name.replace('_', '-')}", name, multiple=True, metavar="ID")(command)
    return command


@main.command()
@click.argument("words", nargs=-1)
@engine_options
@filter_options
@click.option("--year", metavar="YEAR|FROM..TO", help="A year, or a range: 2000..2010, 2000.., ..2010.")
@click.option("--sort", help="relevance, newest, oldest, country or title.")
@click.option("--limit", help="How many records, 10 unless told.")
@click.option("--offset", help="How many records to pass over.")
@click.option(
    "--display-language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="The language of titles and labels.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
def search(
    words: tuple[str, ...],
    index: Path | None,
    engine: str | None,
    display_language: str,
    as_json: bool,  # noqa: FBT001 - click hands options by name
    **parameters: str | tuple[str, ...] | None,
) -> None:
    """Search the index: words, "phrases", AND OR NOT, prefix*."""
    pairs = [("q", " ".join(words))]
    for name, value in parameters.items():
        pairs += [(name, each) for each in ((value,) if isinstance(value, str) else value or ())]
    settings = settings_with(index_folder=index, engine=engine)
    asked = application.parse_parameters(pairs, display_language)
    with application.open_search(settings) as opened:
        results = opened.search(asked)
    if as_json:
        click.echo(json.dumps(application.results_as_json(results), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(application.results_as_lines(results)))


@main.command()
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=folder)
def check(corpora: tuple[Path, ...]) -> None:
    """Check the records of the collections and print every fault."""
    records, faults = application.check_corpora(settings_with(corpora=corpora))
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{_counted(records, 'record')}, {_counted(len(faults), 'fault')}.", err=True)
    if faults:
        sys.exit(1)


@main.command()
@engine_options
def status(index: Path | None, engine: str | None) -> None:
    """Print what the index holds."""
    found = application.index_status(settings_with(index_folder=index, engine=engine))
    for name, value in dataclasses.asdict(found).items():
        click.echo(f"{name:<12} {value}")


if __name__ == "__main__":
    main()
