"""The claim of the one writer: a document that expires, so that a writer that died does not block others for ever."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
import uuid
from collections.abc import Mapping
from typing import Any

import elasticsearch

from indexer.engines.elastic.connection import Connection
from indexer.errors import EngineError, IndexBusy

LEASE_SECONDS = 60
_ID = "writer"


class Claim:
    """The right to write, held and renewed by a thread until :meth:`release`."""

    def __init__(self, connection: Connection, index: str) -> None:
        """Take the right. Raises IndexBusy if another writer has it and is, as far as can be known, alive."""
        self._connection = connection
        self._index = index
        self._writer = uuid.uuid4().hex
        self._take()
        self._released = threading.Event()
        self._lost = False
        self._renewing = threading.Thread(target=self._renew, name="elasticsearch-claim", daemon=True)
        self._renewing.start()

    @property
    def held(self) -> bool:
        """Whether it was not released yet."""
        return not self._released.is_set()

    def check(self) -> None:
        """Raises EngineError if the right was released, or lost because the server was away for too long."""
        if not self.held:
            raise EngineError("this writer was closed by publish or abandon; begin another one")
        if self._lost:
            raise EngineError("the right to write was lost while Elasticsearch did not answer; start again")

    def release(self) -> None:
        """Give the right back; a second time does nothing. If that fails, the claim expires."""
        if self._released.is_set():
            return
        self._released.set()
        self._renewing.join()
        with contextlib.suppress(EngineError):
            known = self._ours()
            if known:
                with self._connection.client() as client:
                    client.options(ignore_status=(404, 409)).delete(index=self._index, id=_ID, **_version(known))

    def _take(self) -> None:
        with self._connection.client() as client:
            client.options(ignore_status=400).indices.create(  # 400: it is there already
                index=self._index, mappings={"dynamic": False}, settings={"auto_expand_replicas": "0-1"}
            )
        known = self._known()
        if known is not None:
            self._refuse_if_alive(known["_source"])
        self._write(known)

    def _known(self) -> Mapping[str, Any] | None:
        """The claim that is there, with its version."""
        with self._connection.client() as client:
            try:
                known: Mapping[str, Any] = client.get(index=self._index, id=_ID).body
            except elasticsearch.NotFoundError:
                return None
        return known

    def _refuse_if_alive(self, claim: Mapping[str, Any]) -> None:
        dead = claim["host"] == socket.gethostname() and not _is_running(claim["process"])
        if claim["until"] > time.time() and not dead:
            raise IndexBusy(
                f"process {claim['process']} on {claim['host']} is writing to the index in Elasticsearch; wait until it"
                f" has finished, or, if it was stopped, {claim['until'] - time.time():.0f} seconds"
            )

    def _write(self, known: Mapping[str, Any] | None) -> None:
        """Write our claim in the place of the known one, unless another was faster."""
        until = time.time() + LEASE_SECONDS
        claim = {"host": socket.gethostname(), "process": os.getpid(), "until": until, "writer": self._writer}
        condition: dict[str, Any] = {"op_type": "create"} if known is None else _version(known)
        with self._connection.client() as client:
            try:
                client.index(index=self._index, id=_ID, document=claim, **condition)
            except elasticsearch.ConflictError:
                raise IndexBusy("another process has just begun to write to the index in Elasticsearch") from None

    def _renew(self) -> None:
        while not self._lost and not self._released.wait(LEASE_SECONDS / 4):
            with contextlib.suppress(EngineError):  # away for a moment: the lease is four times as long
                known = self._ours()
                if known:
                    self._write(known)
                self._lost = known is None

    def _ours(self) -> Mapping[str, Any] | None:
        """Our claim as it is there: an answer that was lost may have left it with another version than we know."""
        known = self._known()
        return known if known and known["_source"].get("writer") == self._writer else None


def _version(known: Mapping[str, Any]) -> dict[str, Any]:
    """The condition that a document has not changed since."""
    return {"if_seq_no": known["_seq_no"], "if_primary_term": known["_primary_term"]}


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
