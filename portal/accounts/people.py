"""The rows of people and of their roles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Role


def rows_of(session: Session, roles: Iterable[str]) -> list[Role]:
    """The rows of these roles; those that are missing are added."""
    known = {role.name: role for role in session.scalars(select(Role))}
    for name in roles:
        if name not in known:
            known[name] = Role(name=name)
            session.add(known[name])
    return [known[name] for name in roles]
