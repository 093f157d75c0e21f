"""Documents on their way to the server: several bulk requests at a time, tried again while the server is behind."""

from __future__ import annotations

import json
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from typing import Any, TypeVar

from indexer.engines.elastic.connection import TOO_BUSY, Connection
from indexer.errors import EngineError, EngineUnavailable

Action = tuple[str, ...]
"""The lines of one action: what to do, and the document if it has one."""

Result = TypeVar("Result")

BULK_BYTES = 4_000_000
THREADS = 2
"""Requests at a time: one is read by the server while the other is indexed."""
WAITING = 4
"""Requests that are on their way or wait to be; who writes more is held back, so that memory stays flat."""

ANSWER_SECONDS = 120
"""How long the answer to a bulk is waited for; the server itself waits a minute for a shard that is away."""

FIRST_WAIT = 0.5
LONGEST_WAIT = 15.0
PATIENCE_SECONDS = 600.0
"""How long a server that is away or has too much to do is waited for: a node restarts in less."""

_log = logging.getLogger(__name__)


def index_action(index: str, id: str, document: Mapping[str, Any]) -> Action:
    """Put a document in the place of what has its id."""
    return _line({"index": {"_index": index, "_id": id}}), _line(document)


def delete_action(index: str, id: str) -> Action:
    """Remove a document; one that is gone already is not an error."""
    return (_line({"delete": {"_index": index, "_id": id}}),)


def patiently(connection: Connection, work: Callable[[], Result]) -> Result:
    """The result of work that may be done twice; while the server is away it waits, says so, and tries again.

    Raises EngineUnavailable if the server stays away, and what else ``work`` raises at once.
    """
    until, wait = time.monotonic() + PATIENCE_SECONDS, FIRST_WAIT
    while True:
        try:
            return work()
        except EngineUnavailable as error:
            if not connection.is_away(error) or time.monotonic() + wait > until:
                raise
            _log.warning("%s; waiting %.0f seconds, then trying again", error, wait)
        time.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)


class Sender:
    """Sends actions in the background; those of one call may arrive in any order, beside those of the calls before."""

    def __init__(self, connection: Connection) -> None:
        """Nothing is sent yet."""
        self._connection = connection
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="elasticsearch-bulk")
        self._sent: deque[Future[None]] = deque()

    def send(self, actions: Iterable[Action]) -> None:
        """Send these actions. Raises what went wrong with any that were sent before."""
        for bulk in _in_bulks(actions):
            while len(self._sent) >= WAITING:
                self._sent.popleft().result()
            self._sent.append(self._threads.submit(self._deliver, bulk))

    def finish(self) -> None:
        """Wait until everything has arrived. Raises what went wrong."""
        while self._sent:
            self._sent.popleft().result()

    def close(self) -> None:
        """Forget what has not been sent; a request that is on its way is waited for."""
        self._threads.shutdown(cancel_futures=True)
        self._sent.clear()

    def _deliver(self, actions: list[Action]) -> None:
        waits = deque(actions)

        def send() -> None:
            bulk = list(waits)
            lines: list[Any] = [line for action in bulk for line in action]
            with self._connection.client() as client:
                answer = client.options(request_timeout=ANSWER_SECONDS).bulk(
                    operations=lines, filter_path=["errors", "items.*.status", "items.*.error"]
                )
            waits.clear()
            if answer["errors"]:
                waits.extend(self._not_taken(bulk, answer["items"]))
            if waits:
                raise self._connection.refusal(
                    f"{len(waits)} entries", HTTPStatus.TOO_MANY_REQUESTS, "too much to do, or a node is away"
                )

        patiently(self._connection, send)

    def _not_taken(self, bulk: list[Action], items: Iterable[Mapping[str, Any]]) -> Iterator[Action]:
        """The actions that the server may take later. Raises EngineError for one that it never takes."""
        for action, item in zip(bulk, items, strict=True):
            (answer,) = item.values()
            error = answer.get("error")
            if error and error["type"] == "cluster_block_exception":
                raise self._connection.blocked(error["reason"])
            if answer["status"] in TOO_BUSY:
                yield action
            elif error:
                raise EngineError(f"Elasticsearch did not take an entry: {str(error)[:1000]}")


def _in_bulks(actions: Iterable[Action]) -> Iterator[list[Action]]:
    bulk: list[Action] = []
    size = 0
    for action in actions:
        bulk.append(action)
        size += sum(map(len, action))
        if size >= BULK_BYTES:
            yield bulk
            bulk, size = [], 0
    if bulk:
        yield bulk


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
