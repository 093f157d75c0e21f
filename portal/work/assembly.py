"""The workplace put together: database, sessions, guards, and the subjects that work in it."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from flask import Flask, Response, abort, current_app, request
from flask_wtf import CSRFProtect

from indexer.settings import Settings
from portal import database, jobs, preparing
from portal.access import NEEDS
from portal.accounts import blueprint as accounts
from portal.accounts import security, throttling
from portal.audit import pages as trail
from portal.editing import blueprint as editing
from portal.keys import derived
from portal.publishing import blueprint as publishing
from portal.review import blueprint as review
from portal.submissions import blueprint as submissions
from portal.submissions import limits
from portal.work import ended, home, parts
from portal.work.sessions import WorkSessions, is_work

UNSET = Settings().public_address
"""The address that nobody has set: the portal is being tried on somebody's own machine, without TLS."""

SUBJECTS = (
    home.blueprint,
    submissions.blueprint,
    review.blueprint,
    publishing.blueprint,
    accounts.blueprint,
    trail.blueprint,
    editing.blueprint,
)
"""The blueprints of the subjects of the workplace: the addresses of each begin with WORK."""


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
        WTF_CSRF_TIME_LIMIT=None,  # a form may be filled in for as long as the session lasts
        WTF_CSRF_SSL_STRICT=False,  # the Referer is not sent by all; the token is what counts
    )
    app.session_interface = WorkSessions()
    csrf = CSRFProtect(app)
    database.init_app(app, settings)
    security.init_app(app, settings)
    ended.init_app(app)
    jobs.init_app(app, settings)
    preparing.init_app(app, settings)
    parts.init_app(app)
    for blueprint in SUBJECTS:
        app.register_blueprint(blueprint)

    @app.before_request
    def guard() -> None:
        if not is_work(request.path):
            return
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None or not (hasattr(view, NEEDS) or request.endpoint in accounts.OPEN):
            abort(HTTPStatus.NOT_FOUND)
        limits.apply(view, settings)
        csrf.protect()

    throttling.init_app(app, settings)

    @app.after_request
    def keep_private(response: Response) -> Response:
        if is_work(request.path):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        return response
