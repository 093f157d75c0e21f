"""The submissions that somebody asks for, and how many there are of each kind of waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.access import Role
from portal.accounts.models import Role as RoleRow
from portal.accounts.models import User
from portal.database import now
from portal.review.asking import OPEN, SHOWN, SIZE, Asked
from portal.submissions.models import Submission
from portal.submissions.states import State


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue: its submissions, how many there are on all pages, and counts beside it.

    ``states`` counts by state without any filter; ``mine`` and ``nobodys`` what is open.
    """

    submissions: Sequence[Submission]
    total: int
    states: Mapping[str, int]
    mine: int
    nobodys: int


def queue(session: Session, asked: Asked, user: User) -> Queue:
    """The page that is asked for, for this person."""
    filters = _filters(asked, user)
    chosen: Select[Any] = select(Submission).where(*filters).order_by(*_order(asked.sort))
    chosen = chosen.options(selectinload(Submission.author), selectinload(Submission.assigned))
    by_state = select(Submission.state, func.count()).where(Submission.state.in_(SHOWN)).group_by(Submission.state)
    return Queue(
        submissions=session.scalars(chosen.offset((asked.page - 1) * SIZE).limit(SIZE)).all(),
        total=_count(session, *filters),
        states={State(state): count for state, count in session.execute(by_state)},
        mine=open_count(session, Submission.assigned_id == user.id),
        nobodys=open_count(session, Submission.assigned_id.is_(None)),
    )


def open_count(session: Session, *filters: ColumnElement[bool]) -> int:
    """How many submissions there are that somebody has to work on and that fit."""
    return _count(session, Submission.state.in_(OPEN), *filters)


def team(session: Session) -> Sequence[User]:
    """Everybody who reviews, by name."""
    reviews = User.roles.any(RoleRow.name.in_((Role.EDITOR, Role.PUBLISHER)))
    return session.scalars(select(User).where(User.active, reviews).order_by(User.name, User.id)).all()


def parties(session: Session) -> Sequence[str]:
    """For whom submissions were made: ``country:EG``, ``organization:ecowas``."""
    question = select(Submission.party).where(Submission.party != "", Submission.state.in_(SHOWN)).distinct()
    return session.scalars(question.order_by(Submission.party)).all()


def languages(session: Session) -> Sequence[str]:
    """The original languages of submissions."""
    language = Submission.record["original_language"].as_string()
    question = select(language).where(language.is_not(None), Submission.state.in_(SHOWN)).distinct()
    return sorted(found for found in session.scalars(question) if found)


def _count(session: Session, *filters: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Submission).where(*filters)) or 0


def _filters(asked: Asked, user: User) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = [Submission.state.in_(asked.states)]
    if asked.kind:
        filters.append(Submission.record["kind"].as_string() == asked.kind)
    if asked.language:
        filters.append(Submission.record["original_language"].as_string() == asked.language)
    if asked.channel:
        filters.append(Submission.channel == asked.channel)
    if asked.party:
        filters.append(_of_party(asked.party))
    if asked.assigned == "nobody":
        filters.append(Submission.assigned_id.is_(None))
    elif asked.assigned:
        filters.append(Submission.assigned_id == (user.id if asked.assigned == "me" else int(asked.assigned)))
    if asked.days:
        filters.append(Submission.submitted_at <= now() - timedelta(days=int(asked.days)))
    return filters


def _of_party(party: str) -> ColumnElement[bool]:
    """Submitted for a party, or of what comes from it in the first place."""
    field, _, term = party.partition(":")
    return or_(Submission.party == party, Submission.record[(field, 0)].as_string() == term)


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    if sort == "newest":
        return (Submission.submitted_at.desc(), Submission.id.desc())
    if sort == "changed":
        return (Submission.changed_at.desc(), Submission.id.desc())
    return (Submission.submitted_at.asc(), Submission.id.asc())
