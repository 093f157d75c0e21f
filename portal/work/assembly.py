"""The workplace put together: database, sessions, guards, and the subjects that work in it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import timedelta
from http import HTTPStatus

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import Blueprint, Flask, Response, abort, current_app, request
from flask_wtf import CSRFProtect

from indexer.settings import Settings
from portal import database
from portal.access import NEEDS
from portal.i18n import PATH

WORK = f"{PATH}/work"
"""What the addresses of the workplace begin with."""

UNSET = Settings().public_address
"""The address that nobody has set: the portal is being tried on somebody's own machine, without TLS."""

OPEN = frozenset({"security"})
"""The blueprints that guard themselves: whoever signs in is not signed in yet."""


def init_app(app: Flask, settings: Settings) -> None:
    """Add the workplace to an app, if the settings have a secret."""
    if not settings.secret_key:
        return
    app.config.update(
        SECRET_KEY=derived(settings, "session"),
        SESSION_COOKIE_NAME="palermo",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_address.startswith("https:") and settings.public_address != UNSET,
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_SSL_STRICT=False,  # the Referer is not sent by all; the token is what counts
    )
    csrf = CSRFProtect(app)
    database.init_app(app, settings)
    for blueprint in subjects(app, settings):
        app.register_blueprint(blueprint)

    @app.before_request
    def guard() -> None:
        if not is_work():
            return
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None or not (hasattr(view, NEEDS) or request.blueprint in OPEN):
            abort(HTTPStatus.NOT_FOUND)
        csrf.protect()

    @app.after_request
    def keep_private(response: Response) -> Response:
        if is_work():
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        return response


def subjects(app: Flask, settings: Settings) -> tuple[Blueprint, ...]:  # noqa: ARG001 - what they are set up with
    """The subjects of the workplace, set up for an app: the address of each begins with WORK."""
    return ()


def is_work() -> bool:
    """Whether the request is for the workplace: only there are a session and a person looked at."""
    parts = request.path.split("/", 3)
    return len(parts) > 2 and parts[2] == "work"


def derived(settings: Settings, purpose: str) -> str:
    """A key for one purpose, made of the secret (HKDF, RFC 5869), in 43 characters of the URL alphabet."""
    key = HKDF(SHA256(), 32, None, f"palermo {purpose}".encode()).derive(settings.secret_key.encode())
    return urlsafe_b64encode(key).decode().rstrip("=")
