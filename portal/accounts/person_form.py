"""What an administrator writes about a person, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from email_validator import validate_email
from flask import request
from sqlalchemy.orm import Session

from portal.access import Role
from portal.accounts import people
from portal.accounts.models import User
from portal.accounts.parties import exists
from portal.i18n import LANGUAGES, gettext, page_language
from portal.i18n import lazy_gettext as _
from portal.institution.forms import take

ROLES: Mapping[str, tuple[Any, Any]] = {
    Role.CONTRIBUTOR: (_("Contributor"), _("submits for a State or an organization, and sees what is their own")),
    Role.EDITOR: (_("Editor"), _("examines submissions, corrects them, returns or accepts them")),
    Role.PUBLISHER: (_("Publisher of records"), _("publishes what was accepted, corrects and withdraws records")),
    Role.ADMINISTRATOR: (_("Administrator"), _("invites people, gives roles, looks through the trail")),
}
"""The words for the roles, and what each may do."""

LENGTHS = {"name": 200, "address": 255, "party": 80, "language": 2}


@dataclass(frozen=True, slots=True)
class Described:
    """A person as the form has them, with what is wrong by field."""

    values: Mapping[str, str]
    roles: tuple[str, ...]
    faults: Mapping[str, Any]


def empty() -> Described:
    """The form for somebody new."""
    return Described({"name": "", "address": "", "party": "", "language": page_language()}, (Role.CONTRIBUTOR,), {})


def of(user: User) -> Described:
    """The form about somebody who is known."""
    values = {"name": user.name, "address": user.email, "party": user.party, "language": user.language}
    return Described(values, tuple(role.name for role in user.roles), {})


def sent() -> Described:
    """The form as it was sent: names and addresses are one line, whatever they held."""
    taken = take(LENGTHS)
    values = {name: " ".join(value.split()) for name, value in taken.values.items()}
    roles = tuple(role for role in ROLES if role in request.form.getlist("roles"))
    faults = dict(taken.faults)
    if not values["name"]:
        faults["name"] = gettext("Please write a name.")
    if not roles:
        faults["roles"] = gettext("Please choose at least one role.")
    if not exists(values["party"]):
        faults["party"] = gettext("Please choose one of the countries and organizations.")
    if values["language"] not in LANGUAGES:
        faults["language"] = gettext("Please choose a language.")
    return Described(values, roles, faults)


def with_address_checked(session: Session, described: Described) -> Described:
    """The same with the address as it is kept, or with what is wrong with it."""
    values, faults = dict(described.values), dict(described.faults)
    try:
        values["address"] = address_of(values["address"])
    except ValueError:
        faults["address"] = gettext("Please write an address as name@example.org.")
    else:
        if people.with_address(session, values["address"]):
            faults["address"] = gettext("There is an account with this address already.")
    return Described(values, described.roles, faults)


def address_of(text: str) -> str:
    """An address as it is kept; raises ValueError for what is none."""
    return validate_email(text, check_deliverability=False).normalized
