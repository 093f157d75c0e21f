"""People invited, changed, closed and opened again: each change with its entry in the trail and its mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from indexer.settings import Settings
from portal.access import Role as Roles
from portal.accounts import invitations
from portal.accounts.models import Role, User
from portal.audit import append
from portal.notices import tell


def rows_of(session: Session, roles: Iterable[str]) -> list[Role]:
    """The rows of these roles; those that are missing are added."""
    known = {role.name: role for role in session.scalars(select(Role))}
    for name in roles:
        if name not in known:
            known[name] = Role(name=name)
            session.add(known[name])
    return [known[name] for name in roles]


def with_address(session: Session, address: str) -> User | None:
    """The person with this address, however it is written."""
    return session.scalars(select(User).where(func.lower(User.email) == address.strip().lower())).first()


def invite(  # noqa: PLR0913 - what is known of a person
    session: Session,
    settings: Settings,
    actor: int | None,
    *,
    address: str,
    name: str,
    roles: Sequence[str],
    party: str = "",
    language: str = "en",
) -> tuple[User, str]:
    """A new person, and the path of their link; nobody may have the address yet."""
    user = User(email=address, name=name, party=party, language=language, roles=rows_of(session, roles), active=True)
    user.fs_uniquifier = uuid4().hex
    session.add(user)
    path = invitations.send(session, settings, user)
    append(session, actor, "account.invited", f"user:{user.id}", roles=list(roles), party=party)
    return user, path


def invite_again(session: Session, settings: Settings, actor: int | None, user: User) -> str:
    """Send another link to somebody who has not followed theirs; gives its path."""
    path = invitations.send(session, settings, user)
    append(session, actor, "account.invited_again", f"user:{user.id}")
    return path


def change(session: Session, actor: int, user: User, **facts: str) -> None:
    """Change ``name``, ``party`` or ``language`` of a person."""
    changed = sorted(field for field, value in facts.items() if getattr(user, field) != value)
    for field in changed:
        setattr(user, field, facts[field])
    if changed:
        append(session, actor, "account.changed", f"user:{user.id}", fields=changed)


def give_roles(session: Session, actor: int | None, user: User, roles: Sequence[str]) -> None:
    """Let a person have these roles and no others."""
    before = sorted(role.name for role in user.roles)
    if before != sorted(roles):
        user.roles = rows_of(session, roles)
        append(session, actor, "account.roles_changed", f"user:{user.id}", before=before, after=sorted(roles))


def close(session: Session, actor: int, user: User) -> None:
    """Close an account: nobody signs in to it any more, and its sessions end at once."""
    user.active = False
    end_sessions(user)
    append(session, actor, "account.closed", f"user:{user.id}")


def reopen(session: Session, actor: int | None, user: User) -> None:
    """Open an account that was closed."""
    user.active = True
    append(session, actor, "account.reopened", f"user:{user.id}")


def reset(session: Session, settings: Settings, actor: int | None, user: User) -> str:
    """Let a person set up password and second factor anew, by a link whose path this gives; both ways in are closed.

    A new authenticator is thus never set up by who knows nothing but the password.
    """
    user.password = user.tf_primary_method = user.tf_totp_secret = None
    user.mf_recovery_codes = []
    append(session, actor, "account.second_factor_reset", f"user:{user.id}")
    tell(session, user, "account.reset_by_administrator")
    return invitations.send(session, settings, user)


def end_sessions(user: User) -> None:
    """End all sessions of a person, wherever they are signed in."""
    user.fs_uniquifier = uuid4().hex


def is_last_administrator(session: Session, user: User) -> bool:
    """Whether nobody else could administer accounts; asked in the transaction that would change that."""
    others = select(User.id).where(
        User.id != user.id,
        User.active,
        User.activated_at.is_not(None),
        User.roles.any(Role.name == Roles.ADMINISTRATOR),
    )
    is_one = any(role.name == Roles.ADMINISTRATOR for role in user.roles)
    return is_one and session.scalars(others.limit(1)).first() is None
