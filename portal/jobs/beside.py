"""A worker beside the server, for who runs both with one command."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from indexer.settings import Settings

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds before a worker that ended is started anew."""

PATIENCE = 60.0
"""Seconds that a worker has to leave off when the server ends."""


@contextmanager
def worker_beside(settings: Settings) -> Iterator[None]:
    """While this lasts a worker runs beside, started anew when it dies; none without a secret or if not wanted."""
    if not (settings.secret_key and settings.jobs):
        yield
        return
    keeper = _Keeper()
    keeper.start()
    try:
        yield
    finally:
        keeper.end()


class _Keeper(Thread):
    """Starts the worker and waits for it to end."""

    def __init__(self) -> None:
        super().__init__(name="worker", daemon=True)
        self._ending = Event()
        self._worker: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Start it again and again."""
        command = [sys.executable, "-m", "portal.cli", "work", "--beside", str(os.getpid())]
        while not self._ending.is_set():
            self._worker = subprocess.Popen(command)  # noqa: S603 - our own program
            status = self._worker.wait()
            if not self._ending.wait(PAUSE):
                log.error("the worker ended with status %s and is started anew", status)

    def end(self) -> None:
        """Let the worker leave off, and wait for that."""
        self._ending.set()
        worker = self._worker
        if worker is None:
            return
        worker.terminate()
        try:
            worker.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            worker.kill()
