"""What is told who sends something after their session ended, or after they signed in anew: nothing typed is lost.

A form is answered by a page that carries all of it on; a script gets a piece that ``session.js`` shows beside what is
typed, and the new token where there is one. What another site sends gets neither: a page with a button that sends it
would let the reader do what the token prevents.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, jsonify, make_response, render_template, request
from flask_security import current_user
from flask_security.decorators import default_unauthn_handler
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.wrappers import Response

from portal.access import NEEDS
from portal.errors import answer_http
from portal.i18n import gettext
from portal.institution.forms import is_own

MARK = "X-Session-Ended"
"""The header by which the script knows such an answer."""

TOKEN = "csrf_token"  # noqa: S105 - the name of an input


def init_app(app: Flask) -> None:
    """Answer so in an app in which people sign in."""
    app.register_error_handler(CSRFError, refuse)
    app.extensions["security"].unauthn_handler(ask_to_sign_in)


def refuse(error: CSRFError) -> Response:
    """The answer to a form with a token that is missing, or of an earlier session."""
    view = current_app.view_functions.get(request.endpoint or "")
    return told() if hasattr(view, NEEDS) and is_own() else answer_http(error)


def ask_to_sign_in(mechanisms: Any = None, headers: Any = None) -> Any:
    """The answer to who is not signed in: the way to do so, or where something would be lost by it, this told."""
    if "HX-Request" in request.headers or (request.method == "POST" and is_own()):
        return told()
    return default_unauthn_handler(mechanisms, headers)  # type: ignore[no-untyped-call]  # it has no types


def told() -> Response:
    """A page, a piece for htmx or JSON, as it was asked for; 401 for who has to sign in, else 400."""
    signed_in = bool(current_user.is_authenticated)
    if "HX-Request" in request.headers:
        answer = make_response(render_template("work/ended_note.html", signed_in=signed_in))
    elif request.accept_mimetypes.best == "application/json":
        answer = jsonify(error=_words(signed_in=signed_in))
    else:
        given = [(name, text) for name, text in request.form.items(multi=True) if name != TOKEN]
        answer = make_response(render_template("work/ended.html", signed_in=signed_in, given=given))
    answer.status_code = HTTPStatus.BAD_REQUEST if signed_in else HTTPStatus.UNAUTHORIZED
    answer.headers[MARK] = "yes"
    if signed_in:
        answer.headers["X-CSRFToken"] = generate_csrf()
    return answer


def _words(*, signed_in: bool) -> Any:
    if signed_in:
        return gettext("You signed in anew after this page was opened. Please send it again.")
    return gettext("Your session has ended. Sign in in a new window, then send it again.")
