"""Addresses that programs make up: too long ones, and the icon that browsers guess."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, redirect, request
from werkzeug.exceptions import RequestURITooLarge
from werkzeug.wrappers import Response

from portal.assets import asset

LONGEST = 32 * 1024
"""Bytes of the question in an address that are read: thousands of words, hundreds of filters."""


def init_app(app: Flask) -> None:
    """Refuse addresses that are too long, before anything reads them."""

    @app.before_request
    def refuse_long_addresses() -> None:
        if len(request.query_string) > LONGEST:
            raise RequestURITooLarge


def icon() -> Response:
    """From the address that browsers ask for an icon to the one it has."""
    return redirect(asset("mark.svg"), HTTPStatus.MOVED_PERMANENTLY)
