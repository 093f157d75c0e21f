"""The connection to an Elasticsearch server, and its errors in our terms."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http import HTTPStatus

import elasticsearch
from elasticsearch import Elasticsearch

from indexer.errors import EngineError, EngineUnavailable

REQUEST_SECONDS = 30
TOO_BUSY = (429, 502, 503, 504)
"""What is answered by a server that may have time later: too many requests, or a node or a shard that is away."""

_REFUSED = (401, 403)


class Connection:
    """A client that is made at the first question, so that an engine made before a fork is safe to use after it."""

    def __init__(self, url: str) -> None:
        """``url`` has the addresses of one node or, with commas between, of several of a cluster.

        They may hold a user and a password; messages leave them out.
        """
        self._urls = [one.strip() for one in url.split(",")]
        self.address = ", ".join(map(_without_password, self._urls))
        self._making = threading.Lock()
        self._client: Elasticsearch | None = None

    @contextlib.contextmanager
    def client(self) -> Iterator[Elasticsearch]:
        """The client; errors of it that leave the block become EngineUnavailable or EngineError."""
        with self._making:
            if self._client is None:
                self._client = self._connect()
            client = self._client
        try:
            yield client
        except (elasticsearch.UnsupportedProductError, elasticsearch.SerializationError) as error:
            raise self._stranger() from error
        except elasticsearch.ApiError as error:
            raise self._translated(error) from error
        except elasticsearch.TransportError as error:
            raise EngineUnavailable(
                f"Elasticsearch at {self.address} does not answer ({type(error).__name__});"
                " start it, or correct ELASTICSEARCH_URL"
            ) from error

    def close(self) -> None:
        """Close all connections; another question makes new ones."""
        with self._making:
            if self._client is not None:
                self._client.close()
            self._client = None

    def _connect(self) -> Elasticsearch:
        try:
            return Elasticsearch(
                self._urls,
                request_timeout=REQUEST_SECONDS,
                max_retries=max(2, len(self._urls) - 1),  # another node each time
                retry_on_timeout=False,
            )
        except ValueError as error:
            raise EngineUnavailable(
                f"ELASTICSEARCH_URL={self.address!r}: expected an address like http://localhost:9200"
            ) from error

    def is_away(self, error: EngineUnavailable) -> bool:
        """Whether it may pass by itself: the server does not answer, or has too much to do."""
        cause = error.__cause__
        if isinstance(cause, elasticsearch.ApiError):
            return cause.status_code in TOO_BUSY
        return cause is None or isinstance(cause, elasticsearch.TransportError)

    def blocked(self, reason: object) -> EngineError:
        """The server keeps an index from being written to; it does so by itself when a disk is nearly full."""
        return EngineError(
            f"Elasticsearch at {self.address} lets nobody write ({reason}); if its disks are full make room, else take"
            " the block away (index.blocks or cluster.blocks in its settings), and start again"
        )

    def refusal(self, what: str, status: int, reason: object) -> EngineError:
        """What it means that the server answered so to a part of a request."""
        if status in TOO_BUSY:
            return EngineUnavailable(f"Elasticsearch at {self.address} cannot answer now ({what}): {reason}")
        if status in _REFUSED:
            return EngineUnavailable(f"Elasticsearch at {self.address} refuses access ({what}): {reason}")
        if status == HTTPStatus.NOT_FOUND:
            return EngineUnavailable(f"an index in Elasticsearch at {self.address} is gone; ask again: {reason}")
        return EngineError(f"Elasticsearch at {self.address} refused {what}: {reason}")

    def _translated(self, error: elasticsearch.ApiError) -> EngineError:
        known = error.meta.headers.get("x-elastic-product") == "Elasticsearch"  # the client looks at good answers only
        if not known and error.status_code not in (*TOO_BUSY, *_REFUSED):
            return self._stranger()
        if "media_type_header_exception" in str(error):  # the headers of requests name the version
            return EngineUnavailable(f"Elasticsearch at {self.address} is of another version than 9; use a node of 9")
        if "cluster_block_exception" in str(error) and error.status_code in (*_REFUSED, HTTPStatus.TOO_MANY_REQUESTS):
            return self.blocked(error)
        return self.refusal("a request", error.status_code, error)

    def _stranger(self) -> EngineUnavailable:
        return EngineUnavailable(f"what answers at {self.address} is not Elasticsearch 9; correct ELASTICSEARCH_URL")


def _without_password(url: str) -> str:
    scheme, slashes, rest = url.rpartition("://")
    return f"{scheme}{slashes}{rest.rpartition('@')[2]}"
