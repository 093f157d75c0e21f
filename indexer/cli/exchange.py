"""``indexer schema | template | import | export``: records as schema, as tables, as data."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from indexer import application
from indexer.cli.building import progress_named
from indexer.cli.frame import LEFT_OUT, counted, document, engine_options, folder, settings_with
from indexer.cli.searching import filter_options
from indexer.model import KINDS

new_file = click.Path(dir_okay=False, path_type=Path)
FORMATS = ("yaml", "json", "jsonl", "csv", "xlsx")


@contextmanager
def told_by_the_system() -> Iterator[None]:
    """A file that cannot be read or written ends the command with one line, not with a traceback."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'a file'}: {error.strerror or error}") from error


@click.command()
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option("--page", type=document, help="Make the tables of fields of this page anew instead.")
def schema(kind: str | None, page: Path | None) -> None:
    """Print the JSON Schema of records, or that of one KIND."""
    if page:
        page.write_text(application.with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        click.echo(json.dumps(application.schema_of(kind), ensure_ascii=False, indent=1))


@click.command()
@click.argument("out", metavar="OUT.xlsx", type=new_file)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these kinds; repeatable.")
def template(out: Path, kinds: tuple[str, ...]) -> None:
    """Write an empty workbook to fill in records: a sheet a kind, and lists of terms."""
    if out.exists():
        raise click.UsageError(f"{out} is there already and may be filled in; choose another name, or remove it")
    with told_by_the_system():
        application.write_template(settings_with(), kinds, out)


@click.command(name="import")
@click.argument("table", type=document)
@click.option("--files", type=folder, help="The folder with the files that the table names.")
@click.option("--into", required=True, type=click.Path(file_okay=False, path_type=Path), help="The collection.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done, and every fault.")
@click.option("--progress", type=click.Choice(["bar", "lines", "quiet"]), help="How progress is shown.")
def import_(
    table: Path,
    files: Path | None,
    into: Path,
    dry_run: bool,  # noqa: FBT001 - click hands options by name
    progress: str | None,
) -> None:
    """Add the records of a TABLE (XLSX or CSV) to a collection, all of them or none."""
    source, shown = application.TableFiles(table, files), progress_named(progress)
    with told_by_the_system():
        report = application.import_table(settings_with(), source, into, shown, dry_run=dry_run)
    for warning in report.warnings:
        click.echo(f"warning: {table.name}: {warning}", err=True)
    for fault in report.faults:
        click.echo(f"{table.name}: {fault}")
    if report.faults:
        click.echo(f"{counted(len(report.faults), 'fault')}; nothing was written.", err=True)
        sys.exit(1)
    done = "would be added" if dry_run else "added"
    click.echo(f"{counted(report.added, 'record')} {done} to {into}, {report.present} there already.")


@click.command()
@click.argument("corpora", metavar="[CORPUS]...", nargs=-1, type=folder)
@click.option("--words", default="", help="Words that the records have, as in a search; asks the index.")
@filter_options
@click.option("--year", metavar="YEAR|FROM..TO", help="A year, or a range: 2000..2010, 2000.., ..2010.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="yaml", show_default=True)
@click.option("-o", "--output", type=new_file, help="The file to write. Default: standard output.")
@click.option("--bom/--no-bom", default=True, help="Whether a CSV file begins with a mark by which Excel knows UTF-8.")
@engine_options
def export(
    corpora: tuple[Path, ...],
    words: str,
    form: str,
    output: Path | None,
    bom: bool,  # noqa: FBT001 - click hands options by name
    **options: Any,
) -> None:
    """Write records as data: those of the collections that pass the filters of the search, all unless told."""
    settings = settings_with(corpora=corpora, index_folder=options.pop("index"), engine=options.pop("engine"))
    pairs = [("q", words), ("year", options.pop("year") or "")]
    pairs += [(name, value) for name, values in options.items() for value in values]
    selection = application.Selection(settings, application.parse_parameters(pairs))
    with told_by_the_system():
        _write(selection, form, output, "utf-8-sig" if form == "csv" and bom and output else "utf-8")
    if relaxed := selection.relaxed:
        told = f"{relaxed.exact} records have all the words; these have {relaxed.required} of {relaxed.words} or more"
        click.echo(told, err=True)
    for fault in selection.faults:
        click.echo(f"left out: {fault}", err=True)
    if selection.faults:
        sys.exit(LEFT_OUT)


def _write(selection: application.Selection, form: str, output: Path | None, encoding: str) -> None:
    """Write to the file, in the place of an earlier one when all is there, or to standard output."""
    if form == "xlsx":
        if output is None:
            raise click.UsageError("a workbook needs a file to go to: -o FILE")
        application.export_workbook(selection, output)
        return
    with click.open_file(output or "-", "w", encoding=encoding, atomic=output is not None) as stream:
        application.export_records(selection, form, stream)
