"""``indexer search``: a question, and what is found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from indexer import application
from indexer.cli.frame import engine_options, settings_with
from indexer.model import LANGUAGES

FILTERS = (
    "kind", "country", "region", "organization", "language", "crime", "issue", "article",
    "status", "in_force", "court_level", "verdict", "participant",
)  # fmt: skip


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each filter, repeatable."""
    for name in reversed(FILTERS):
        command = click.option(f"--{name.replace('_', '-')}", name, multiple=True, metavar="ID")(command)
    return command


@click.command()
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
