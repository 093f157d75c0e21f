"""Notices put into the queue, in the transaction of the change that they tell of."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from portal.accounts.models import User
from portal.database.engine import now
from portal.notices.models import Notice
from portal.notices.texts import TEXTS


def tell(session: Session, user: User, kind: str, **details: Any) -> Notice:
    """Have a person told in their language; details are plain JSON data. Raises KeyError for a kind without a text."""
    return _keep(session, Notice(user_id=user.id, address=user.email, language=user.language), kind, details)


def tell_address(session: Session, address: str, language: str, kind: str, **details: Any) -> Notice:
    """Have somebody told who has no account."""
    return _keep(session, Notice(address=address, language=language), kind, details)


def _keep(session: Session, notice: Notice, kind: str, details: dict[str, Any]) -> Notice:
    TEXTS[kind]
    notice.kind, notice.details = kind, details
    notice.created_at = notice.due_at = now()
    session.add(notice)
    return notice
