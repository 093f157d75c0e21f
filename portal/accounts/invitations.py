"""Links by which people come to their accounts: signed, good once, for ten days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import uuid4

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from indexer.settings import Settings
from portal.accounts.models import User
from portal.database import now
from portal.keys import derived
from portal.notices import tell

VALID = timedelta(days=10)
"""So long a link can be used."""


class Link(StrEnum):
    """How it stands with a link."""

    OPEN = "open"
    EXPIRED = "expired"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a link is for, and whether it can still be used: a later one, or its use, ends an earlier one."""

    user: User
    link: Link


def send(session: Session, settings: Settings, user: User) -> str:
    """Invite a person, anew if need be: earlier links and sessions end. Gives the path behind the language."""
    user.fs_uniquifier = uuid4().hex
    user.invited_at, user.activated_at = now(), None
    session.flush()
    path = f"/desk/invitation/{_serializer(settings).dumps([user.id, user.fs_uniquifier])}"
    tell(session, user, "account.invited", path=path)
    return path


def read(session: Session, settings: Settings, token: str) -> Invitation | None:
    """The invitation that a link is; None for one that we did not make, and of an account that is closed."""
    try:
        (number, uniquifier), expired = _serializer(settings).loads(token, max_age=int(VALID.total_seconds())), False
    except SignatureExpired as error:
        (number, uniquifier), expired = _serializer(settings).load_payload(error.payload or b""), True
    except BadSignature:
        return None
    user = session.get(User, number)
    if user is None or not user.active:
        return None
    if user.activated_at or user.fs_uniquifier != uniquifier:
        return Invitation(user, Link.USED)
    return Invitation(user, Link.EXPIRED if expired else Link.OPEN)


def _serializer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(derived(settings, "invitations"))
