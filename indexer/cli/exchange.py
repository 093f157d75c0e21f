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
from indexer.cli.frame import LEFT_OUT, counted, document, end_broken_off, engine_options, folder, settings_with
from indexer.cli.searching import filter_options
from indexer.model import KINDS

new_file = click.Path(dir_okay=False, path_type=Path)
FORMATS = ("yaml", "json", "jsonl", "csv", "xlsx")


@contextmanager
def broken_off(what_is_left: str) -> Iterator[None]:
    """Say what is left of the work if it is broken off in the block."""
    try:
        yield
    except KeyboardInterrupt as asked:
        end_broken_off(asked, what_is_left)


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
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(f"{out}: a template is a workbook; give it a name that ends in .xlsx")
    if out.exists():
        raise click.UsageError(f"{out} is there already and may be filled in; choose another name, or remove it")
    with broken_off("nothing was written"):
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
    added = "every record that was added is whole and stays; run the import again for the others"
    with broken_off("nothing was written" if dry_run else added):
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
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: as FILE is called, else yaml.")
@click.option("-o", "--output", type=new_file, help="The file to write. Default: standard output.")
@click.option("--bom/--no-bom", default=True, help="Whether a CSV file begins with a mark by which Excel knows UTF-8.")
@engine_options
def export(
    corpora: tuple[Path, ...],
    words: str,
    form: str | None,
    output: Path | None,
    bom: bool,  # noqa: FBT001 - click hands options by name
    **options: Any,
) -> None:
    """Write records as data: those of the collections that pass the filters of the search, all unless told."""
    form = _form(form, output)
    settings = settings_with(corpora=corpora, index_folder=options.pop("index"), engine=options.pop("engine"))
    pairs = [("q", words), ("year", options.pop("year") or "")]
    pairs += [(name, value) for name, values in options.items() for value in values]
    with broken_off("nothing was written" if output else "what was written is not all of it"):
        selection = application.Selection(settings, application.parse_parameters(pairs))
        if output:
            application.export_file(selection, form, output, bom=bom and form == "csv")
        else:
            with click.open_file("-", "w", encoding="utf-8") as stream:
                application.export_records(selection, form, stream)
    if relaxed := selection.relaxed:
        told = f"{relaxed.exact} records have all the words; these have {relaxed.required} of {relaxed.words} or more"
        click.echo(told, err=True)
    for fault in selection.faults:
        click.echo(f"left out: {fault}", err=True)
    if selection.faults:
        sys.exit(LEFT_OUT)


def _form(said: str | None, output: Path | None) -> str:
    """The format that is said or that the name of the file says; both have to be the same, if both say one."""
    suffix = output.suffix.lower().removeprefix(".") if output else ""
    of_name = {"yml": "yaml"}.get(suffix, suffix)
    form = said or (of_name if of_name in FORMATS else "yaml")
    if of_name in FORMATS and of_name != form:
        expected = f"a name that ends in .{form}, or --format {of_name}"
        raise click.UsageError(f"{output}: expected {expected}")
    if form == "xlsx" and (output is None or of_name != form):
        raise click.UsageError("a workbook needs a file to go to: -o FILE.xlsx")
    return form
