"""Following an invitation: a password first, then the second factor, which Flask-Security asks for."""

from __future__ import annotations

from contextlib import nullcontext
from http import HTTPStatus
from uuid import uuid4

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_security import hash_password
from flask_security.forms import ResetPasswordForm
from werkzeug.wrappers import Response

from portal.accounts import invitations
from portal.accounts.invitations import Invitation, Link
from portal.accounts.models import User
from portal.audit import append
from portal.database import db, now, transaction
from portal.i18n import gettext
from portal.notices.sending import send_soon
from portal.opening import current_settings


def activate(token: str) -> str | Response | tuple[str, int]:
    """The form for a password, and what it sends; a link that is expired or used offers another one."""
    with transaction() if request.method == "POST" else nullcontext(db.session) as change:
        invitation = _invitation(token)
        if invitation.link is not Link.OPEN:
            return render_template("accounts/unusable.html", invitation=invitation, token=token), HTTPStatus.GONE
        form = ResetPasswordForm(formdata=request.form if request.method == "POST" else None)
        form.user = invitation.user
        if not form.validate_on_submit():
            return render_template("accounts/activate.html", form=form, user=invitation.user, token=token)
        _begin(invitation.user, form.password.data)
        append(change, invitation.user.id, "account.activated", f"user:{invitation.user.id}")
    return _to_second_factor(invitation.user)


def invite_afresh(token: str) -> Response:
    """Send another link to the address that this one was sent to; it is shown to nobody."""
    with transaction() as change:
        invitation = _invitation(token)
        user = invitation.user
        if invitation.link is not Link.OPEN and user.activated_at is None:
            invitations.send(change, current_settings(), user)
            append(change, None, "account.invited_afresh", f"user:{user.id}")
    send_soon()
    flash(gettext("A new link was sent to the address to which this one was sent."), "info")
    return redirect(url_for("security.login"), HTTPStatus.SEE_OTHER)


def _invitation(token: str) -> Invitation:
    invitation = invitations.read(db.session, current_settings(), token)
    return invitation or abort(HTTPStatus.NOT_FOUND)


def _begin(user: User, password: str) -> None:
    user.password = hash_password(password)
    user.fs_uniquifier = uuid4().hex
    user.activated_at = now()


def _to_second_factor(user: User) -> Response:
    """Whoever chose a password stands where they would after signing in with it: before the second factor."""
    session.clear()
    factors = current_app.extensions["security"].two_factor_plugins
    response: Response = factors.tf_enter(user, False, "password", next_loc=None)
    return response
