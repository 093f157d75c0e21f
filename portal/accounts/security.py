"""Flask-Security as the workplace uses it: password and authenticator, recovery codes, nothing else.

Every view of it has our template and our strings. Its blueprint is ``security``.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import FSQLALiteUserDatastore, Security

from indexer.settings import Settings
from portal.accounts.models import Role, User
from portal.database import db
from portal.i18n import WORK
from portal.keys import derived

FRESH = timedelta(minutes=15)
"""So long after the password was given accounts may be changed; each change prolongs it."""

INVITED = timedelta(days=10)
"""So long the link of an invitation can be used."""


def init_app(app: Flask, settings: Settings) -> None:
    """Let people sign in to an app that has a database."""
    app.config.update({f"SECURITY_{name}": value for name, value in _configuration(settings).items()})
    Security(app, FSQLALiteUserDatastore(db, User, Role))


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "URL_PREFIX": WORK,
        "STATIC_FOLDER": None,
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
        "API_ENABLED_METHODS": ["session"],
        "RETURN_GENERIC_RESPONSES": True,
        "PASSWORD_SALT": derived(settings, "passwords"),
        "EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "TWO_FACTOR": True,
        "TWO_FACTOR_REQUIRED": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TOTP_SECRETS": {"1": derived(settings, "second factors")},
        "TOTP_ISSUER": settings.site_name,
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "MULTI_FACTOR_RECOVERY_CODES_KEYS": [derived(settings, "recovery codes") + "="],
        "RECOVERABLE": True,
        "CHANGEABLE": True,
        "FRESHNESS": FRESH,
        "FRESHNESS_GRACE_PERIOD": FRESH,
        "LOGIN_URL": "/sign-in",
        "LOGOUT_URL": "/sign-out",
        "VERIFY_URL": "/account/fresh",
        "RESET_URL": "/password",
        "CHANGE_URL": "/account/password",
        "TWO_FACTOR_SETUP_URL": "/second-factor/new",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/second-factor",
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
        "MULTI_FACTOR_RECOVERY_URL": "/second-factor/recovery",
        "POST_LOGIN_VIEW": "work.home",
        "POST_LOGOUT_VIEW": "browse.home",
    }
