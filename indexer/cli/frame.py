"""What all commands share: how they end, the options that several of them take, and how things are counted."""

from __future__ import annotations

import dataclasses
import errno
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from indexer.errors import PalermoError, refusal
from indexer.settings import Settings, read_settings

LEFT_OUT = 3
"""The exit status of work that was done, but for something that was named."""

folder = click.Path(exists=True, file_okay=False, path_type=Path)
document = click.Path(exists=True, dir_okay=False, path_type=Path)


INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM
"""The exit status after Ctrl+C and after SIGTERM, as a shell tells it."""


class Terminated(KeyboardInterrupt):
    """SIGTERM came: whoever stops services, or a container, asks the command to end; it does so as at Ctrl+C."""


@contextmanager
def asked_to_end() -> Iterator[None]:
    """Raise Terminated in the block when SIGTERM comes; other threads than the first cannot be asked."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(_number: int, _frame: object) -> NoReturn:
        raise Terminated

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def end_broken_off(asked: KeyboardInterrupt, what_is_left: str) -> NoReturn:
    """End the command with what is left of its work and what to do, and the status that shells expect."""
    click.echo(f"indexer: broken off; {what_is_left}", err=True)
    sys.exit(TERMINATED if isinstance(asked, Terminated) else INTERRUPTED)


class Commands(click.Group):
    """A group whose commands end with one clear line where Palermo raises an error or the system refuses something."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; print an error of ours and exit with its status."""
        try:
            with asked_to_end():
                return super().invoke(ctx)
        except PalermoError as error:
            click.echo(f"indexer: {error}", err=True)
            sys.exit(error.exit_code)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # whoever reads our output has enough of it; click ends quietly
            click.echo(f"indexer: {refusal(error)}", err=True)
            sys.exit(1)
        except KeyboardInterrupt as asked:
            end_broken_off(asked, "what was read is kept, the next run goes on from there")


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


def counted(number: int, noun: str) -> str:
    """``1 record``, ``2,488 records``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
