"""The process that works: some threads a queue, and a sweep every minute."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from flask import Flask
from huey.consumer import Consumer  # type: ignore[import-untyped]

from indexer.settings import Settings
from portal.jobs.queues import LONG, SHORT, queues_of
from portal.jobs.registry import is_stopping, stop

log = logging.getLogger(__name__)

BETWEEN_SWEEPS = 60
"""Seconds; a row that was left behind waits no longer than this, and what its heartbeat is given."""

SHORT_THREADS = 2
LONGEST_NAP = 1.0
"""Seconds after which a thread looks into a SQLite queue at the latest."""

NAP = 0.5
"""Seconds between two looks for whether to end."""


class _Threads(Consumer):  # type: ignore[misc]  # huey has no types
    """huey's threads for one queue; signals are the process's, which has two of these."""

    def _set_signal_handlers(self) -> None:
        pass


def work_forever(app: Flask, settings: Settings, *, beside: int = 0, started: Callable[[], None]) -> None:
    """Work until SIGTERM or SIGINT, or until the process ``beside`` which this works is no longer the parent.

    What is at work is told to leave off, and waits in the database; ``started`` is called when signals are heard.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    queues = queues_of(app)
    threads = {SHORT: SHORT_THREADS, LONG: settings.workers or os.cpu_count() or 1}
    consumers = [_consumer(queues.line(name).huey, count) for name, count in threads.items()]
    for consumer in consumers:
        consumer.start()
    started()
    due = time.monotonic()
    while not is_stopping():
        if time.monotonic() >= due:
            due = time.monotonic() + BETWEEN_SWEEPS
            queues.sweep()
            for consumer in consumers:
                consumer.check_worker_health()
        time.sleep(NAP)
        if beside and os.getppid() != beside:
            stop()
    for consumer in consumers:
        consumer.stop_flag.set()
    for consumer in consumers:
        consumer.stop(graceful=True)


def _consumer(huey: object, count: int) -> _Threads:
    return _Threads(huey, workers=count, periodic=False, max_delay=LONGEST_NAP, scheduler_interval=60)


def _stop(_number: int, _frame: FrameType | None) -> None:
    stop()
