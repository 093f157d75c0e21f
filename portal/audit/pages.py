"""The trail as administrators look through it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Select, func, select

from portal.access import Action, needs
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.database import db
from portal.i18n import WORK
from portal.paging import Pages

SIZE = 100
"""Entries on a page."""


@needs(Action.TRAIL)
def trail() -> str:
    """The entries, the latest first, perhaps only those of a person, an action or a subject."""
    filters = {name: request.args.get(name, "").strip()[:120] for name in ("person", "action", "subject")}
    number = max(1, request.args.get("page", 1, type=int))
    asked = _asked(filters)
    total = db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0
    rows = db.session.scalars(asked.order_by(AuditEntry.number.desc()).limit(SIZE).offset((number - 1) * SIZE)).all()
    ids = {row.actor_id for row in rows}
    people = {user.id: user for user in db.session.scalars(select(User).where(User.id.in_(ids)))}
    given = {name: value for name, value in filters.items() if value}
    pages = Pages((number - 1) * SIZE, SIZE, total, lambda page: _address(given, page))
    actions = db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()
    return render_template(
        "accounts/trail.html", entries=rows, people=people, pages=pages, filters=filters, actions=actions
    )


def _address(given: Mapping[str, Any], page: int) -> str:
    return url_for(".page", page=page, **given)


def _asked(filters: Mapping[str, str]) -> Select[AuditEntry]:
    """Subjects by their whole name (``submission:12``) or by their kind (``submission``)."""
    asked = select(AuditEntry)
    if words := filters["person"]:
        named = select(User.id).where(
            User.name.icontains(words, autoescape=True) | User.email.icontains(words, autoescape=True)
        )
        asked = asked.where(AuditEntry.actor_id.in_(named))
    if action := filters["action"]:
        asked = asked.where(AuditEntry.action == action)
    if subject := filters["subject"]:
        begun = AuditEntry.subject.startswith(f"{subject}:", autoescape=True)
        asked = asked.where((AuditEntry.subject == subject) | begun)
    return asked


blueprint = Blueprint("trail", __name__, url_prefix=WORK)
blueprint.add_url_rule("/trail", "page", trail)
