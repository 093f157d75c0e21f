"""How much one network address may ask: a bound for programs that run wild, far above what a room of readers needs.

Counted by address, for IPv6 by its first 64 bits, which are one household. Counts are kept for as long as the limit
says and nowhere else: in the memory of each process, or for all processes together in Redis. While Redis is away each
process counts for itself. Addresses are never logged.
"""

from __future__ import annotations

import ipaddress
import logging
from http import HTTPStatus

from flask import Flask, Response, request
from flask_limiter import Limiter

from indexer.settings import Settings
from portal import institution

FREE = frozenset({"static", "operations.health", "operations.metrics"})
"""Endpoints that are not counted: files that every page needs, and what monitoring asks."""

OFF = "off"
PREFIX = 64


def init_app(app: Flask, settings: Settings) -> None:
    """Bound what an address may ask of the app; forms that are sent have a bound of their own."""
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)  # what is below names addresses
    if settings.rate_limit == settings.rate_limit_forms == OFF:
        return
    limiter = Limiter(
        asker,
        storage_uri=settings.redis_url or "memory://",
        storage_options={"socket_connect_timeout": 1, "socket_timeout": 1} if settings.redis_url else {},
        application_limits=[] if settings.rate_limit == OFF else [settings.rate_limit],
        in_memory_fallback_enabled=bool(settings.redis_url),
        key_prefix="palermo",
        headers_enabled=True,
        retry_after="delta-seconds",
    )
    limiter.request_filter(lambda: request.endpoint in FREE)
    if settings.rate_limit_forms != OFF:
        limiter.limit(settings.rate_limit_forms, methods=["POST"])(institution.blueprint)

    @app.after_request  # before the limiter's own, so it runs behind that
    def say_when_to_come_again(response: Response) -> Response:
        if response.status_code < HTTPStatus.BAD_REQUEST:
            response.headers.pop("Retry-After", None)  # nobody has to wait for what was answered
        return response

    limiter.init_app(app)


def asker() -> str:
    """What requests are counted by: the address they come from."""
    given = request.remote_addr or ""
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given or "unknown"
    if address.version == 6:
        return str(ipaddress.ip_network((address, PREFIX), strict=False))
    return str(address)
