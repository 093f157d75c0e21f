"""What a reader is told when something fails: one table, a page in their language or, below ``/api``, JSON.

The JSON form is always ``{"error": {"status", "code", "message"}}``; beside these a wrong parameter has ``parameter``,
``value`` and ``expected``, a withdrawn record ``reasons`` by language. Messages of the API are English; those on pages
are chosen by the class of the error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from indexer.errors import (
    EngineError,
    PalermoError,
    ParameterError,
    ReadingError,
    RecordFaults,
    RecordWithdrawn,
    UnknownRecord,
    UnknownRevision,
)
from portal.headers import API
from portal.i18n import lazy_gettext as _
from portal.opening import current_library
from portal.operations.logs import request_id

SHOWN = 60
"""Characters of a wrong value that are shown again."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an error: a status, a code for programs, a heading and a sentence for readers."""

    status: HTTPStatus
    code: str
    heading: str
    advice: str


BAD_REQUEST = Told(
    HTTPStatus.BAD_REQUEST,
    "bad_request",
    _("This address cannot be understood"),
    _("A part of the address has a value that it cannot have. You can start a new search."),
)
NOT_FOUND = Told(
    HTTPStatus.NOT_FOUND,
    "not_found",
    _("There is no such page"),
    _("The address may have been mistyped, or the page was never here. You can search for what you need."),
)
METHOD = Told(
    HTTPStatus.METHOD_NOT_ALLOWED,
    "method_not_allowed",
    _("This page can only be read"),
    _("Nothing can be sent to this address."),
)
GONE = Told(
    HTTPStatus.GONE,
    "withdrawn",
    _("This record was withdrawn"),
    _("It was published here and has been withdrawn. Its address will not be given to another record."),
)
TOO_LARGE = Told(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_large",
    _("That was too much at once"),
    _("What was sent is longer than this portal accepts. Please shorten it and send it again."),
)
TOO_LONG = Told(
    HTTPStatus.REQUEST_URI_TOO_LONG,
    "address_too_long",
    _("This address is too long"),
    _("The question or the filters in it are more than this portal reads. You can start a new search."),
)
TOO_MANY = Told(
    HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_requests",
    _("Too many requests"),
    _("Very many requests came from your network in a short time. Please wait a little, then try again."),
)
UNAVAILABLE = Told(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "search_unavailable",
    _("Search is not available at the moment"),
    _("Please try again in a few minutes. Records can still be opened by their address."),
)
FAULT = Told(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "internal_error",
    _("Something went wrong on our side"),
    _("The error was recorded. Please try again later."),
)

UNKNOWN = Told(
    HTTPStatus.NOT_FOUND,
    "unknown_record",
    _("There is no such record"),
    _("No record or file has this address. You can search for what you need."),
)

TABLE: Mapping[type[PalermoError], Told] = {
    ParameterError: BAD_REQUEST,
    UnknownRecord: UNKNOWN,
    UnknownRevision: UNKNOWN,
    RecordFaults: UNKNOWN,  # left out by the build too: it appears when its faults are mended
    RecordWithdrawn: GONE,
    ReadingError: Told(
        HTTPStatus.NOT_FOUND,
        "unreadable",
        _("This page cannot be shown"),
        _("The file has no such page, or the page cannot be drawn. The original file can be downloaded."),
    ),
    EngineError: UNAVAILABLE,
    PalermoError: FAULT,
}
"""From our errors to what is told; an error takes the row of the first of its classes that has one."""

BY_STATUS: Mapping[int, Told] = {
    told.status: told
    for told in (BAD_REQUEST, NOT_FOUND, METHOD, GONE, TOO_LARGE, TOO_LONG, TOO_MANY, FAULT, UNAVAILABLE)
}


def init_app(app: Flask) -> None:
    """Let the app answer errors so."""
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(PalermoError, answer_ours)
    app.register_error_handler(Exception, answer_unexpected)


def answer_ours(error: PalermoError) -> Response:
    """The answer to an error that Palermo raised on purpose."""
    told = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        current_app.logger.error("%s %s: %s", told.status.value, request.path, error)
    if isinstance(error, RecordFaults):
        current_app.logger.warning("%s %s: %s", told.status.value, request.path, "; ".join(map(str, error.faults)))
    details: dict[str, Any] = {}
    if isinstance(error, ParameterError):
        details = {"parameter": error.name[:SHOWN], "value": shortened(error.value), "expected": error.expected}
    if isinstance(error, RecordWithdrawn):
        details = {"reasons": _reasons(error)}
    response = _answer(told, _message(error, told), details)
    if told is UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response


def answer_http(error: HTTPException) -> Response:
    """The answer to an error of HTTP; redirections are no errors and go on."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR.value
    if code < HTTPStatus.BAD_REQUEST:
        return make_response(error)
    told = BY_STATUS.get(code)
    if told is None:
        base = BAD_REQUEST if code < HTTPStatus.INTERNAL_SERVER_ERROR else FAULT
        told = Told(HTTPStatus(code), error.name.lower().replace(" ", "_"), base.heading, base.advice)
    response = _answer(told, error.name)
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def answer_unexpected(error: Exception) -> Response:
    """The answer to an error that nobody foresaw; it is logged with its traceback."""
    current_app.logger.error("500 %s", request.path, exc_info=error)
    return _answer(FAULT, "internal error")


def shortened(value: str) -> str:
    """A value as it can be shown again: without control characters, not longer than ``SHOWN``."""
    clean = "".join(character if character.isprintable() else "\ufffd" for character in value[: SHOWN + 1])
    return clean if len(clean) <= SHOWN else clean[:SHOWN] + "…"


def _message(error: PalermoError, told: Told) -> str:
    """What a program is told: our own message where it is about the request, not where it is about the server."""
    if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return told.status.phrase
    if isinstance(error, ParameterError):
        return f"{error.name[:SHOWN]}={shortened(error.value)!r}: expected {error.expected}"
    if isinstance(error, ReadingError):
        return "this page cannot be shown"
    if isinstance(error, RecordFaults):
        return "no record has this address"
    return str(error)


def _reasons(error: RecordWithdrawn) -> dict[str, str]:
    """Why a record was withdrawn, in all languages in which its tombstone says it."""
    tombstone = current_library().corpus.tombstone(error.record)
    return dict(tombstone.withdrawn.reason) if tombstone else {"und": error.reason}


def _reference(told: Told) -> str:
    """What a reader can name when they report a fault of ours: the id under which it is in the log."""
    return request_id() if told.status >= HTTPStatus.INTERNAL_SERVER_ERROR else ""


def _answer(told: Told, message: str, details: Mapping[str, Any] | None = None) -> Response:
    if request.path.startswith(API):
        body = {"error": {"status": told.status.value, "code": told.code, "message": message, **(details or {})}}
        response = jsonify(body)
    else:
        response = make_response(
            render_template("error.html", told=told, details=details or {}, reference=_reference(told))
        )
    response.status_code = told.status.value
    response.headers["Cache-Control"] = "no-store"
    return response
