"""The addresses of accounts, beside those of Flask-Security."""

from __future__ import annotations

from flask import Blueprint

from portal.accounts import own
from portal.i18n import WORK

OPEN = frozenset(
    f"security.{name}"
    for name in (
        "login",
        "logout",
        "verify",
        "two_factor_setup",
        "two_factor_setup_validate",
        "two_factor_token_validation",
        "mf_recovery",
        "mf_recovery_codes",
        "forgot_password",
        "reset_password",
        "change_password",
    )
)
"""The endpoints that guard themselves: whoever signs in is not signed in yet. Others of Flask-Security are closed."""

blueprint = Blueprint("accounts", __name__, url_prefix=WORK)
blueprint.add_url_rule("/account", "account", own.account)
