"""The addresses of accounts, beside those of Flask-Security."""

from __future__ import annotations

from flask import Blueprint

from portal.accounts import activating, administering, own
from portal.i18n import WORK

OPEN = frozenset(
    {
        "accounts.activate",
        "accounts.invite_afresh",
        "security.change_password",
        "security.forgot_password",
        "security.login",
        "security.logout",
        "security.mf_recovery",
        "security.mf_recovery_codes",
        "security.reset_password",
        "security.two_factor_setup",
        "security.two_factor_setup_validate",
        "security.two_factor_token_validation",
        "security.verify",
    }
)
"""The endpoints that guard themselves: whoever signs in is not signed in yet. Others of Flask-Security are closed."""

FORM = ["GET", "POST"]

blueprint = Blueprint("accounts", __name__, url_prefix=WORK)
blueprint.add_url_rule("/invitation/<token>", "activate", activating.activate, methods=FORM)
blueprint.add_url_rule("/invitation/<token>/afresh", "invite_afresh", activating.invite_afresh, methods=["POST"])
blueprint.add_url_rule("/account", "account", own.account)
blueprint.add_url_rule("/account/sign-out", "sign_out_everywhere", own.sign_out_everywhere, methods=["POST"])
blueprint.add_url_rule("/people", "people", administering.listed)
blueprint.add_url_rule("/people/new", "invite", administering.invite, methods=FORM)
blueprint.add_url_rule("/people/<int:id>", "person", administering.one, methods=FORM)
