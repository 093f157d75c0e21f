"""The production server: gunicorn, set up from our settings."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from gunicorn.http import message  # type: ignore[import-untyped]

from indexer.application import Library
from indexer.settings import Settings
from portal.app import create_app
from portal.jobs.beside import worker_beside
from portal.opening import on_opening
from portal.operations import logs, metrics

THREADS = 4
"""Threads of a worker: while one waits for a page image to be drawn, the others answer."""

LONGEST_LINE = 65_536
"""Bytes of the first line of a request; up to here a reader whose question is too long gets a page of ours."""

PATIENCE = 30
"""Seconds that requests have to end when the server is told to stop."""


def serve_forever(settings: Settings, listening: Callable[[str], None]) -> None:
    """Serve until stopped; ``listening`` is told the address once connections are accepted.

    Each worker makes its app after the fork and opens its library with the first request. Raises SettingsError.
    """
    with TemporaryDirectory(prefix="palermo-metrics-") as folder:
        os.environ[metrics.FOLDER] = folder
        create_app(settings)  # what is wrong with the settings is said here and once, not by every worker
        message.MAX_REQUEST_LINE = LONGEST_LINE  # gunicorn's own bound, 8190, has no setting but none at all
        with worker_beside(settings):
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
            "graceful_timeout": PATIENCE,
            "limit_request_line": LONGEST_LINE,
            "preload_app": False,
            "control_socket_disable": True,
            "errorlog": None,
            "loglevel": "warning",
            "logger_class": _OurLogs,
            "when_ready": lambda _server: self._listening(f"http://{address}/"),
            "child_exit": lambda _server, worker: metrics.forget_process(worker.pid),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve. A worker, which is forked in here, ends here: what is around this is for the first process to undo."""
        first = os.getpid()
        try:
            super().run()
        except SystemExit as end:
            if os.getpid() == first:
                raise
            logging.shutdown()
            os._exit(end.code if isinstance(end.code, int) else int(end.code is not None))

    def load(self) -> Flask:
        """The app of a worker."""
        app = create_app(self._settings)
        on_opening(app, _set_aside)
        return app


def _set_aside(_opened: Library) -> None:
    """Keep the collector from walking through what stays, while readers wait; what a library before left goes first."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class _OurLogs(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's warnings among our own lines; requests are logged by the app, which knows what may be said."""

    def setup(self, cfg: Any) -> None:
        """Hand on what gunicorn says to our log."""
        super().setup(cfg)
        logs.configure()
        self.error_log.propagate = True

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Warn; of a request that is none only the reason is told, not who sent it and what it says."""
        if msg.startswith(_REFUSED):
            reason = msg.partition(": ")[2].partition(":")[0].partition("'")[0].strip()
            msg, args = "Invalid request: %s", (reason,)
        super().warning(msg, *args, **kwargs)


_REFUSED = "Invalid request from ip="
"""How gunicorn's warning begins that names the address of the sender and quotes the first line."""
