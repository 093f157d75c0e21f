"""Sessions are the workplace's alone: on every other page none is read, none is set, and no answer depends on one."""

from __future__ import annotations

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from portal.i18n import WORKPLACE


def is_work(path: str) -> bool:
    """Whether a path is one of the workplace: only there are a session and a person looked at."""
    parts = path.split("/", 3)
    return len(parts) > 2 and parts[2] == WORKPLACE


class WorkSessions(SecureCookieSessionInterface):
    """Signed cookies below ``/<language>/desk/``; elsewhere one that is empty and cannot be written."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request."""
        return super().open_session(app, request) if is_work(request.path) else self.make_null_session(app)
