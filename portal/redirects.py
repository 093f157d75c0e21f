"""Addresses that lead on to another one, by what the request prefers."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, redirect, request
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.wrappers import Response

from portal.errors import answer_http


def init_app(app: Flask) -> None:
    """Lead on from addresses with a slash too many."""
    app.register_error_handler(NotFound, without_slash)


def see_other(address: str, *preferences: str) -> Response:
    """303 to an address that was chosen by these headers of the request."""
    response = redirect(address, HTTPStatus.SEE_OTHER)
    response.vary.update(preferences)
    return response


def from_permanent(address: str) -> Response:
    """303 from a permanent address to the page, in the language, or to the data that the request prefers."""
    return see_other(address, "Accept", "Accept-Language")


def without_slash(error: NotFound) -> Response:
    """308 from an address with a slash at its end to the page without it if there is one, else what errors say."""
    wanted = request.path.removesuffix("/")
    if wanted == request.path or not _is_page(wanted):
        return answer_http(error)
    question = request.query_string.decode("ascii", "replace")
    return redirect(f"{wanted}?{question}" if question else wanted, HTTPStatus.PERMANENT_REDIRECT)


def _is_page(path: str) -> bool:
    try:
        request_ctx.url_adapter.match(path, method=request.method)  # type: ignore[union-attr]  # a request has one
    except HTTPException:
        return False
    return True
