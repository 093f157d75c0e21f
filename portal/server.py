"""The production server: gunicorn, set up from our settings."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from indexer.application import index_status
from indexer.errors import EngineError, IndexMissing, IndexOutdated
from indexer.settings import Settings
from portal.app import create_app

THREADS = 4
"""Threads of a worker: while one waits for a page image to be drawn, the others answer."""

LONGEST_LINE = 8190
"""Characters of the first line of a request, the most that gunicorn can be given; a longer one is refused."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why search does not work: the message, and whether building an index helps."""

    message: str
    build_first: bool


def why_not_searchable(settings: Settings) -> Trouble | None:
    """Ask in a child of its own whether there is an index: an engine must not be open when the workers are forked."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=_report_trouble, args=(settings, there))
    child.start()
    there.close()
    try:
        trouble: Trouble | None = here.recv()
    except EOFError:
        trouble = Trouble("the index could not be opened", build_first=True)
    child.join()
    return trouble


def _report_trouble(settings: Settings, there: Connection) -> None:
    try:
        index_status(settings)
    except EngineError as error:
        there.send(Trouble(str(error), isinstance(error, IndexMissing | IndexOutdated)))
    else:
        there.send(None)


def serve_forever(settings: Settings, listening: Callable[[str], None]) -> None:
    """Serve until stopped; ``listening`` is told the address once connections are accepted.

    Each worker makes its app after the fork and opens its library with the first request. Raises SettingsError.
    """
    create_app(settings)  # what is wrong with the settings is said here and once, not by every worker
    _Server(settings, listening).run()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our settings in the place of a configuration file."""

    def __init__(self, settings: Settings, listening: Callable[[str], None]) -> None:
        self._settings = settings
        self._listening = listening
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn is told; anything else is its default."""
        address = f"{self._settings.host}:{self._settings.port}"
        chosen: dict[str, Any] = {
            "bind": address,
            "workers": self._settings.portal_workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 120,
            "limit_request_line": LONGEST_LINE,
            "preload_app": False,
            "control_socket_disable": True,
            "loglevel": "warning",
            "when_ready": lambda _server: self._listening(f"http://{address}/"),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app of a worker."""
        return create_app(self._settings)
