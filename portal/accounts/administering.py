"""The pages of administrators: the people, one of them, somebody new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import func, or_, select
from werkzeug.wrappers import Response

from portal import mail
from portal.access import Action, Role, needs, signed_in
from portal.accounts import parties, people, person_form
from portal.accounts.models import User
from portal.accounts.person_form import ROLES, Described
from portal.audit import append
from portal.database import db, transaction
from portal.i18n import gettext
from portal.i18n import lazy_gettext as _
from portal.notices.sending import send_soon
from portal.opening import current_settings
from portal.paging import Pages

SIZE = 50
"""People on a page of the list."""

LAST = _("This is the last administrator: give somebody else that role first.")

Answer = str | Response | tuple[str, int]


@needs(Action.ACCOUNTS)
def listed() -> str:
    """All people by name, or those whose name or address has what was asked for."""
    words = request.args.get("find", "").strip()
    number = max(1, request.args.get("page", 1, type=int))
    asked = select(User)
    if words:
        asked = asked.where(or_(*(column.icontains(words, autoescape=True) for column in (User.name, User.email))))
    total = db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = db.session.scalars(asked.order_by(func.lower(User.name), User.id).limit(SIZE).offset((number - 1) * SIZE))
    pages = Pages((number - 1) * SIZE, SIZE, total, lambda page: url_for(".people", find=words or None, page=page))
    return render_template(
        "accounts/people.html", people=rows.all(), words=words, pages=pages, roles=ROLES, name_of=parties.name_of
    )


@needs(Action.ACCOUNTS, fresh=True)
def invite() -> Answer:
    """The form for somebody new, and what it sends."""
    if request.method == "GET":
        return _form(None, person_form.empty())
    described = person_form.sent()
    if request.form.get("do") == "find":
        return _form(None, described)
    with transaction() as session:
        described = person_form.with_address_checked(session, described)
        if described.faults:
            return _form(None, described, faulty=True)
        values = described.values
        user, path = people.invite(session, current_settings(), signed_in().id, **values, roles=described.roles)
    return _invited(user, path)


@needs(Action.ACCOUNTS, fresh=True)
def one(id: int) -> Answer:
    """Somebody with what is known of them, and what is changed about them."""
    user = db.session.get(User, id) or abort(HTTPStatus.NOT_FOUND)
    if request.method == "GET":
        return _form(user, person_form.of(user))
    done = request.form.get("do", "")
    if done in STEPS:
        return STEPS[done](user)
    described = person_form.sent()
    if done == "find" or described.faults:
        return _form(user, described, faulty=done != "find")
    with transaction() as session:
        if Role.ADMINISTRATOR not in described.roles and people.is_last_administrator(session, user):
            return _form(user, Described(described.values, described.roles, {"roles": LAST}), faulty=True)
        facts = {name: described.values[name] for name in ("name", "party", "language")}
        people.change(session, signed_in().id, user, **facts)
        people.give_roles(session, signed_in().id, user, described.roles)
    flash(gettext("The changes were kept."), "info")
    return _back(user)


def _close(user: User) -> Answer:
    with transaction() as session:
        if people.is_last_administrator(session, user):
            flash(str(LAST), "error")
        elif user.active:
            people.close(session, signed_in().id, user)
            flash(gettext("The account was closed."), "info")
    return _back(user)


def _reopen(user: User) -> Answer:
    with transaction() as session:
        if not user.active:
            people.reopen(session, signed_in().id, user)
    flash(gettext("The account was opened again."), "info")
    return _back(user)


def _invite_again(user: User) -> Answer:
    with transaction() as session:
        if user.activated_at or not user.active:
            abort(HTTPStatus.NOT_FOUND)
        path = people.invite_again(session, current_settings(), signed_in().id, user)
    return _invited(user, path)


def _reset(user: User) -> Answer:
    with transaction() as session:
        if people.is_last_administrator(session, user):
            flash(str(LAST), "error")
            return _back(user)
        path = people.reset(session, current_settings(), signed_in().id, user)
    return _invited(user, path)


def _end_sessions(user: User) -> Answer:
    with transaction() as session:
        people.end_sessions(user)
        append(session, signed_in().id, "account.signed_out_everywhere", f"user:{user.id}")
    flash(gettext("All sessions of this person have ended."), "info")
    return _back(user)


STEPS: Mapping[str, Callable[[User], Answer]] = {
    "close": _close,
    "reopen": _reopen,
    "invite": _invite_again,
    "reset": _reset,
    "end": _end_sessions,
}
"""What the buttons of a person's page do."""


def _invited(user: User, path: str) -> Answer:
    """Where mail is sent the link is sent; else whoever invited has to pass it on, and is shown it, once."""
    send_soon()
    if mail.can_mail(current_settings()):
        flash(gettext("A link was sent to %(address)s.", address=user.email), "info")
        return _back(user)
    link = f"{current_settings().public_address}/{user.language}{path}"
    return render_template("accounts/link.html", user=user, link=link)


def _form(user: User | None, described: Described, *, faulty: bool = False) -> Answer:
    words = request.form.get("find", "").strip()
    offered = {party.id: party.name for party in parties.find(words)} if words else {}
    chosen = described.values["party"]
    offered |= {chosen: parties.name_of(chosen)} if chosen and parties.exists(chosen) else {}
    page = render_template("accounts/person.html", user=user, sent=described, offered=offered, words=words, roles=ROLES)
    return (page, HTTPStatus.BAD_REQUEST.value) if faulty else page


def _back(user: User) -> Response:
    return redirect(url_for("accounts.person", id=user.id), HTTPStatus.SEE_OTHER)
