"""Logs: one JSON object a line on standard error, a line a request, and the id by which its lines belong together.

A log names no person and no question: no address, no query string, no user agent, no referrer. The id is that of the
proxy before the portal (``X-Request-ID``) if it is a plain one, else a new one; the answer carries it, and a page that
tells of a fault of ours shows it.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

HEADER = "X-Request-ID"
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = logging.getLogger("portal.requests")


def configure() -> None:
    """Let this process log so: what it says itself from INFO on, other programs' parts from WARNING on.

    A person at a terminal gets the same lines made to be read.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    ]
    if sys.stderr.isatty():
        told: list[structlog.typing.Processor] = [structlog.dev.ConsoleRenderer(timestamp_key="time")]
    else:
        told = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *told],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for ours in ("portal", "indexer"):
        logging.getLogger(ours).setLevel(logging.INFO)


def init_app(app: Flask) -> None:
    """Log every request of the app, with its id on all lines that it causes; to be called before what it shall time."""

    @app.before_request
    def begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _PLAIN.fullmatch(given) else uuid4().hex
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[HEADER] = request_id()
        log.info(
            "request",
            extra={
                "method": request.method if request.method in _METHODS else "other",
                "endpoint": request.endpoint,
                "route": request.url_rule.rule if request.url_rule else None,
                "status": response.status_code,
                "milliseconds": round(1000 * seconds(), 1),
                "bytes": response.content_length,
            },
        )
        return response


_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
"""The methods that are named; a client may send any word in the place of one."""


def request_id() -> str:
    """The id of the request."""
    return str(g.get("request_id", ""))


def seconds() -> float:
    """How long the request has taken so far."""
    began: float = g.get("began", time.perf_counter())
    return time.perf_counter() - began
