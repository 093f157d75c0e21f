"""What can be done behind the pages: functions that say so of themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, ParamSpec

from flask import current_app

log = logging.getLogger(__name__)

P = ParamSpec("P")

KEY = "palermo.jobs"
"""Where an app has its queues."""


class _Process:
    """What is known of this process; a plain value, since a signal handler sets it and may take no lock."""

    is_ending = False


class Stopping(Exception):
    """A job gives up because the worker ends; its row says that it waits, so it is taken up again."""


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    """A function that a worker calls within the context of an app; called directly it is only a function.

    It takes plain JSON data (ids), may be called twice at once for the same thing, and looks into the database for what
    is to be done: when it comes to it something else may be true.
    """

    name: str
    function: Callable[P, None]
    is_long: bool

    def __call__(self, *arguments: P.args, **values: P.kwargs) -> None:
        """Do it here and now."""
        self.function(*arguments, **values)

    def later(self, *arguments: P.args, **values: P.kwargs) -> None:
        """Have a worker do it; to be called when the transaction is over that says what is to be done.

        A queue that does not answer is logged and nothing else: a sweep finds what waits.
        """
        try:
            current_app.extensions[KEY].put(self, arguments, values)
        except Exception as error:  # noqa: BLE001 - each kind of queue has errors of its own
            log.warning("%s waits for the next sweep: the queue does not answer: %s", self.name, error)


JOBS: dict[str, Job[...]] = {}
"""All jobs by name; a module is known here when it was imported."""

SWEEPS: list[Callable[[], None]] = []
"""What looks for rows that wait and of which no job may know."""


def job(function: Callable[P, None]) -> Job[P]:
    """Make a function a short job, one that takes seconds."""
    return _known(Job(f"{function.__module__}.{function.__qualname__}", function, is_long=False))


def long_job(function: Callable[P, None]) -> Job[P]:
    """Make a function a long job: short ones never wait for it. It asks :func:`is_stopping` every few seconds."""
    return _known(Job(f"{function.__module__}.{function.__qualname__}", function, is_long=True))


def sweep(function: Callable[[], None]) -> Callable[[], None]:
    """Have a function called, in the context of an app, when a worker starts and every minute."""
    SWEEPS.append(function)
    return function


def is_stopping() -> bool:
    """Whether this process was told to end, so that a long job leaves off: it raises :class:`Stopping`."""
    return _Process.is_ending


def stop() -> None:
    """Have all long jobs of this process leave off, and its worker end."""
    _Process.is_ending = True


def _known(made: Job[P]) -> Job[P]:
    JOBS[made.name] = made
    return made
