"""Whose message it is, if our mail server vouches for that and the person may submit; else why it is put aside."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from indexer.settings import Settings
from portal.access import Action, allowed
from portal.accounts.models import User
from portal.incoming import heads
from portal.incoming.authentication import vouches


@dataclass(frozen=True, slots=True)
class Verdict:
    """The person whose message it is, or None with the reason."""

    person: User | None
    reason: str = ""


def judge(session: Session, settings: Settings, head: Message) -> Verdict:
    """Whether a message is from a person who may submit.

    Without the name of our mail server nobody is believed, unless the settings say that the server sees to it.
    """
    sender = heads.sender_of(head)
    if not sender:
        return Verdict(None, "names no sender, or more than one")
    if heads.is_automatic(head) or sender == settings.contact_mail.lower():
        return Verdict(None, "was written by a machine or sent to a list")
    person = person_of(session, sender)
    if not person:
        return Verdict(None, "is from somebody who has no account that may submit")
    if settings.incoming_server and not vouches(head, settings.incoming_server, sender):
        return Verdict(None, f"claims to be from an account, which {settings.incoming_server} does not vouch for")
    if not settings.incoming_server and not settings.incoming_trust:
        return Verdict(None, "claims to be from an account; PALERMO_INCOMING_SERVER is to say who vouches for it")
    return Verdict(person)


def person_of(session: Session, address: str) -> User | None:
    """The person with this address, if their account is in use and they may submit."""
    found = session.scalars(select(User).where(func.lower(User.email) == address.lower())).all()
    able = [user for user in found if user.active and user.activated_at and allowed(user, Action.SUBMIT)]
    return able[0] if len(able) == 1 else None
