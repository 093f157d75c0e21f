"""What follows when somebody signed in or changed what they sign in with: a new session, an entry in the trail."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, session
from flask_security import signals

from portal.accounts.models import User
from portal.audit import append
from portal.database import db

KEPT = ("_user_id", "_fresh", "_id", "fs_paa", "fs_cc")
"""What is left of a session when somebody signed in; what stood in it before may be known to somebody else."""


def init_app(app: Flask) -> None:
    """Follow what happens in an app."""
    signals.user_authenticated.connect(renew, app)
    signals.user_authenticated.connect(note_sign_in, app)
    signals.password_changed.connect(note_password, app)
    signals.password_reset.connect(note_password, app)
    signals.tf_profile_changed.connect(note_second_factor, app)
    signals.reset_password_instructions_sent.connect(keep_letter, app)


def renew(_app: Flask, **_given: Any) -> None:
    """Begin the session anew, with a new token for its forms."""
    kept = {key: session[key] for key in KEPT if key in session}
    session.clear()
    session.update(kept)
    g.pop("csrf_token", None)


def note_sign_in(_app: Flask, user: User, authn_via: list[str] | None, **_given: Any) -> None:
    """Note who signed in; who only changed the password was in already."""
    if authn_via != ["change"]:
        _note(user, "account.signed_in")


def note_password(_app: Flask, user: User, **_given: Any) -> None:
    """Note a new password."""
    _note(user, "account.password_changed")


def note_second_factor(_app: Flask, user: User, **_given: Any) -> None:
    """Note a new authenticator."""
    _note(user, "account.second_factor_changed")


def keep_letter(_app: Flask, **_given: Any) -> None:
    """Keep the letter with a link for a new password, which changes nothing else."""
    db.session.commit()


def _note(user: User, action: str) -> None:
    append(db.session, user.id, action, f"user:{user.id}")
