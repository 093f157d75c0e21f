"""``indexer record ...``: one record added, revised, withdrawn, restored, and what it said before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indexer import application
from indexer.cli.frame import Commands, document, folder, settings_with

day = click.DateTime(formats=["%Y-%m-%d"])


@click.group(cls=Commands, short_help="Add, revise, withdraw, restore a record; show its history.")
def record() -> None:
    """Work on the records of collections: PALERMO_CORPORA, or --corpus, says which.

    Every change is made at once or not at all, is held to the rules of `indexer check` before, and keeps what was
    there as an earlier revision. `indexer build` brings the index up to date afterwards.
    """


def corpus_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names the collections, repeatable."""
    return click.option("--corpus", "corpora", multiple=True, type=folder, help="A collection. Repeatable.")(command)


def said_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What is kept with a revision: who made it, and why."""
    command = click.option("--note", help="Why it was made.")(command)
    return click.option("--by", help="The role or office that makes it.")(command)


@record.command()
@click.argument("path", metavar="RECORD.YAML", type=document)
@click.option("--files", type=folder, help="Where its files lie. Default: beside it.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="The collection it goes into.")
@corpus_option
def add(path: Path, files: Path | None, into: Path | None, corpora: tuple[Path, ...]) -> None:
    """Add a record with its files. Names and checksums of files may be left to Palermo."""
    written = application.add_record(settings_with(corpora=corpora), path, files or path.parent, into)
    click.echo(f"{written.id}: added, {written.folder}")
    _tell_unreadable(written.unreadable)


def _tell_unreadable(reasons: tuple[str, ...]) -> None:
    for reason in reasons:
        click.echo(f"note: {reason}. It is kept for readers to take away, but not searched", err=True)


def _checksum(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch("[0-9a-f]{8,64}", value):
        raise click.BadParameter("expected 8 to 64 hexadecimal digits: those of `sha256sum record.yaml`")
    return value


@record.command()
@click.argument("path", metavar="RECORD.YAML", type=document)
@click.option("--files", type=folder, help="Where new files lie. Default: beside it.")
@click.option(
    "--expected",
    metavar="CHECKSUM",
    callback=_checksum,
    help="What `sha256sum record.yaml` said when you read the record (the first digits, as history shows, will do): "
    "refuse if somebody changed it since.",
)
@said_options
@corpus_option
def revise(path: Path, files: Path | None, expected: str | None, corpora: tuple[Path, ...], **said: str | None) -> None:
    """Put a record in the place of the one that has its id."""
    revised = application.revised_today(**said)
    settings = settings_with(corpora=corpora)
    written = application.revise_record(settings, path, files or path.parent, revised, expected)
    if written.changed:
        click.echo(f"{written.id}: revision {written.revision}")
        _tell_unreadable(written.unreadable)
    else:
        click.echo(
            f"{written.id}: revision {written.revision} says the same already; nothing was written, no note kept"
        )


@record.command()
@click.argument("name", metavar="ID")
@click.option("--reason", multiple=True, required=True, metavar="LANGUAGE=TEXT", help='en="...", repeatable.')
@click.option("--on", type=day, help="The day; today unless told.")
@click.option("--by", help="The role or office that withdraws it.")
@corpus_option
def withdraw(
    name: str, reason: tuple[str, ...], on: dt.datetime | None, by: str | None, corpora: tuple[Path, ...]
) -> None:
    """Withdraw a record; a tombstone with the reason stays, and so do its files and revisions."""
    reasons = dict(_reason(each) for each in reason)
    date = on.date() if on else dt.datetime.now(dt.UTC).date()
    number = application.withdraw_record(settings_with(corpora=corpora), name, reasons, date.isoformat(), by)
    click.echo(f"{name}: withdrawn, revision {number}")


def _reason(text: str) -> tuple[str, str]:
    language, _, words = text.partition("=")
    if not words.strip() or not language.isalpha():
        raise click.BadParameter(f'{text!r}: expected a language and a text: en="..."', param_hint="--reason")
    return language, words


@record.command()
@click.argument("name", metavar="ID")
@corpus_option
def history(name: str, corpora: tuple[Path, ...]) -> None:
    """List the revisions of a record, the oldest first."""
    for revision in application.record_history(settings_with(corpora=corpora), name):
        said = revision.revised
        parts = [str(said.on) if said else "", (said.by or "") if said else "", (said.note or "") if said else ""]
        state = "withdrawn" if revision.withdrawn else ""
        click.echo("  ".join(part for part in (f"{revision.number:>4}", revision.checksum[:12], state, *parts) if part))


@record.command()
@click.argument("name", metavar="ID")
@click.option("--revision", type=click.IntRange(1), help="Which one; the present one unless told.")
@corpus_option
def show(name: str, revision: int | None, corpora: tuple[Path, ...]) -> None:
    """Print the text of a record, of an earlier revision too."""
    text = application.record_text(settings_with(corpora=corpora), name, revision)
    click.echo(text.decode("utf-8", "replace"), nl=False)


@record.command()
@click.argument("name", metavar="ID")
@click.argument("older", type=click.IntRange(1))
@click.argument("newer", type=click.IntRange(1))
@corpus_option
def diff(name: str, older: int, newer: int, corpora: tuple[Path, ...]) -> None:
    """Show what changed from one revision of a record to another."""
    for line in application.record_differences(settings_with(corpora=corpora), name, older, newer):
        click.echo(line)


@record.command()
@click.argument("name", metavar="ID")
@click.argument("number", metavar="REVISION", type=click.IntRange(1))
@said_options
@corpus_option
def restore(name: str, number: int, corpora: tuple[Path, ...], **said: str | None) -> None:
    """Make an earlier revision the present one, as a new revision; a withdrawn record comes back so."""
    revised = application.revised_today(**said)
    written = application.restore_record(settings_with(corpora=corpora), name, number, revised)
    click.echo(f"{name}: revision {written} says what revision {number} said")
