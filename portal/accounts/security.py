"""Flask-Security as the workplace uses it: password and authenticator, recovery codes, nothing else.

Every view of it has our template and our strings. Its blueprint is ``security``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_security import FSQLALiteUserDatastore, Security

from indexer.settings import Settings
from portal.accounts import events
from portal.accounts.forms import AuthenticatorForm, NoRescueForm, RecoveryForm, SignInForm
from portal.accounts.letters import Letters
from portal.accounts.messages import MESSAGES
from portal.accounts.models import Role, User
from portal.accounts.passwords import SHORTEST, Passwords
from portal.accounts.second_factor import Authenticator, RecoveryCodes
from portal.database import db
from portal.i18n import WORK
from portal.keys import derived

FRESH = timedelta(minutes=15)
"""So long after the password was given accounts may be changed; each change prolongs it."""

ADDRESSES: Mapping[str, str] = {
    "LOGIN": "/sign-in",
    "LOGOUT": "/sign-out",
    "VERIFY": "/account/fresh",
    "RESET": "/password",
    "CHANGE": "/account/password",
    "TWO_FACTOR_SETUP": "/second-factor/new",
    "TWO_FACTOR_TOKEN_VALIDATION": "/second-factor",
    "MULTI_FACTOR_RECOVERY_CODES": "/account/recovery-codes",
    "MULTI_FACTOR_RECOVERY": "/second-factor/recovery",
}
"""The addresses of its views, below those of the workplace."""

TEMPLATES: Mapping[str, str] = {
    "LOGIN_USER": "sign_in",
    "VERIFY": "fresh",
    "FORGOT_PASSWORD": "forgotten",
    "RESET_PASSWORD": "reset",
    "CHANGE_PASSWORD": "password",
    "TWO_FACTOR_SETUP": "authenticator",
    "TWO_FACTOR_VERIFY_CODE": "code",
    "MULTI_FACTOR_RECOVERY_CODES": "recovery_codes",
    "MULTI_FACTOR_RECOVERY": "recovery",
}


def init_app(app: Flask, settings: Settings) -> None:
    """Let people sign in to an app that has a database."""
    app.config.update({f"SECURITY_{name}": value for name, value in _configuration(settings).items()})
    security = Security(
        app,
        FSQLALiteUserDatastore(db, User, Role),
        login_form=SignInForm,
        mf_recovery_form=RecoveryForm,
        two_factor_setup_form=AuthenticatorForm,
        two_factor_rescue_form=NoRescueForm,
        mail_util_cls=Letters,
        password_util_cls=Passwords,
        totp_cls=Authenticator,
        mf_recovery_codes_util_cls=RecoveryCodes,
    )
    security.want_json(lambda _request: False)
    security.login_manager.request_loader(lambda _request: None)  # nobody signs in by a token in an address
    events.init_app(app)


def _configuration(settings: Settings) -> dict[str, Any]:
    addresses = {f"{name}_URL": address for name, address in ADDRESSES.items()}
    templates = {f"{name}_TEMPLATE": f"accounts/{template}.html" for name, template in TEMPLATES.items()}
    messages = {f"MSG_{name}": message for name, message in MESSAGES.items()}
    return (
        addresses
        | templates
        | messages
        | {
            "URL_PREFIX": WORK,
            "STATIC_FOLDER": None,
            "CLI_USERS_NAME": None,
            "CLI_ROLES_NAME": None,
            "API_ENABLED_METHODS": ["session"],
            "RETURN_GENERIC_RESPONSES": True,
            "I18N_DOMAIN": "messages",
            "I18N_DIRNAME": str(settings.translations.resolve()),
            "EMAIL_PLAINTEXT": False,
            "EMAIL_HTML": False,
            "PASSWORD_LENGTH_MIN": SHORTEST,
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
            "POST_LOGIN_VIEW": "work.home",
            "POST_LOGOUT_VIEW": "browse.home",
        }
    )
