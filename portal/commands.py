"""What all commands of the command line have in common: how they end when something is wrong, and their database."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import click
from flask import Flask

from indexer.errors import PalermoError, refusal
from indexer.settings import Settings
from portal import create_app, database

P = ParamSpec("P")


def told(command: Callable[P, None]) -> Callable[P, None]:
    """The command; an error that Palermo raised on purpose, or the system, is one line and its exit status."""

    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> None:
        try:
            command(*arguments, **options)
        except PalermoError as error:
            click.echo(f"portal: {error}", err=True)
            sys.exit(error.exit_code)
        except OSError as error:
            click.echo(f"portal: {refusal(error)}", err=True)
            sys.exit(1)

    return run


@contextmanager
def with_database(settings: Settings) -> Iterator[Flask]:
    """The context of an app that has the database and nothing else; the tables are brought up to date first."""
    database.bring_up_to_date(settings)
    app = Flask("portal")
    database.init_app(app, settings)
    with app.app_context():
        try:
            yield app
        finally:
            database.db.session.close()
            database.db.engine.dispose()


@contextmanager
def with_portal(settings: Settings) -> Iterator[Flask]:
    """The context of the whole portal, for what a command has in common with its pages; its database is up to date."""
    database.bring_up_to_date(settings)
    app = create_app(settings)
    with app.app_context():
        try:
            yield app
        finally:
            database.db.session.close()
            database.db.engine.dispose()
