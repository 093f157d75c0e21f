"""What people see and change of their own account."""

from __future__ import annotations

from http import HTTPStatus

from flask import flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from portal.access import Action, needs, signed_in
from portal.accounts import people
from portal.accounts.parties import name_of
from portal.audit import append
from portal.database import transaction
from portal.i18n import gettext


@needs(Action.ENTER)
def account() -> str:
    """The page of one's own account."""
    user = signed_in()
    return render_template("accounts/account.html", user=user, party_name=name_of(user.party))


@needs(Action.ENTER)
def sign_out_everywhere() -> Response:
    """End all sessions of the person, this one too."""
    with transaction() as change:
        user = signed_in()
        people.end_sessions(user)
        append(change, user.id, "account.signed_out_everywhere", f"user:{user.id}")
    session.clear()
    flash(gettext("All your sessions have ended."), "info")
    return redirect(url_for("security.login"), HTTPStatus.SEE_OTHER)
