"""The queues between those who serve pages and those who work: huey's, in SQLite or in Redis."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from flask import Flask
from huey import Huey, RedisHuey, SqliteHuey  # type: ignore[import-untyped]
from huey.registry import Message  # type: ignore[import-untyped]
from huey.serializer import Serializer  # type: ignore[import-untyped]

from indexer.settings import Settings
from portal.jobs.registry import JOBS, KEY, SWEEPS, Job, Stopping

log = logging.getLogger(__name__)

FILE = "jobs.sqlite"
PATIENCE = 20
"""Seconds that a process waits for another one that writes to the file."""

SHORT, LONG = "palermo-short", "palermo-long"
"""The two queues: what takes seconds never waits for what takes minutes."""


class PlainData(Serializer):  # type: ignore[misc]  # huey has no types
    """Jobs as JSON: what lies in a queue is data, and nothing that runs when it is read."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data._asdict()).encode()

    def _deserialize(self, data: bytes) -> Message:
        return Message(**json.loads(data))


@dataclass(frozen=True, slots=True)
class Line:
    """A queue, and the function that adds a call of :meth:`Queues.do` to it."""

    huey: Huey
    add: Callable[..., Any]


class Queues:
    """The short and the long queue of an app, opened when first needed: in each process after it was forked."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        """Remember the app that jobs run in."""
        self._app = app
        self._settings = settings
        self._opened: dict[str, Line] = {}
        self._opening = Lock()

    def put(self, job: Job[...], arguments: Sequence[Any], values: Mapping[str, Any]) -> None:
        """Add a job; raises what the queue raises if it does not answer."""
        self.line(LONG if job.is_long else SHORT).add(job.name, list(arguments), dict(values))

    def line(self, name: str) -> Line:
        """The queue of this name, SHORT or LONG."""
        with self._opening:
            if name not in self._opened:
                huey = _opened(self._settings, name)
                self._opened[name] = Line(huey, huey.task(name="do")(self.do))
            return self._opened[name]

    def do(self, name: str, arguments: Sequence[Any], values: Mapping[str, Any]) -> None:
        """Do the job of this name; an error is logged, what came of it its row says."""
        job = JOBS.get(name)
        if job is None:
            log.error("%s: this version has no such job; it is left out", name)
            return
        with self._app.app_context():
            try:
                job.function(*arguments, **values)
            except Stopping:
                log.info("%s is left off, since the worker ends", name)
            except Exception:
                log.exception("%s failed", name)

    def sweep(self) -> None:
        """Call all sweeps; one that fails is logged and does not keep the others from it."""
        for look in SWEEPS:
            with self._app.app_context():
                try:
                    look()
                except Exception:
                    log.exception("%s failed", look.__qualname__)


def init_app(app: Flask, settings: Settings) -> None:
    """Give an app its queues."""
    app.extensions[KEY] = Queues(app, settings)


def queues_of(app: Flask) -> Queues:
    """The queues of an app."""
    queues: Queues = app.extensions[KEY]
    return queues


def do_waiting(app: Flask) -> None:
    """Sweep, then do all that is in the queues, here and one after the other, until nothing is."""
    queues = queues_of(app)
    queues.sweep()
    lines = [queues.line(name).huey for name in (SHORT, LONG)]
    while sum(map(len, lines)):
        for huey in lines:
            if len(huey) and (task := huey.dequeue()):
                huey.execute(task)


def _opened(settings: Settings, name: str) -> Huey:
    given: dict[str, Any] = {"results": False, "serializer": PlainData()}
    if settings.redis_url:
        return RedisHuey(name, url=settings.redis_url, read_timeout=1, **given)
    settings.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = settings.state / FILE
    file.touch(mode=0o600)
    return SqliteHuey(name, filename=os.fspath(file), timeout=PATIENCE, **given)
