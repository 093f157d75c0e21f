"""Addresses that lead on to another one, by what the request prefers."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect
from werkzeug.wrappers import Response


def see_other(address: str, *preferences: str) -> Response:
    """303 to an address that was chosen by these headers of the request."""
    response = redirect(address, HTTPStatus.SEE_OTHER)
    response.vary.update(preferences)
    return response


def from_permanent(address: str) -> Response:
    """303 from a permanent address to the page, in the language, or to the data that the request prefers."""
    return see_other(address, "Accept", "Accept-Language")
