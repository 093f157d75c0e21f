"""Of two who do what excludes each other at the same moment one gets it done, and the other is told."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from indexer.errors import MoveRefused, RecordChanged
from portal.access import Role
from portal.accounts.models import User
from portal.audit import broken_at
from portal.audit.models import AuditEntry
from portal.database import db, transaction
from portal.publishing.asking import ask, confirm_withdrawal, drop_withdrawal, propose_withdrawal, withdrawal_of
from portal.publishing.models import Publication
from portal.submissions import drafts
from portal.submissions.models import Comment, Submission
from portal.submissions.states import State
from portal.submissions.workflow import move

Submitted = Callable[..., int]
Person = Callable[..., User]
Deed = Callable[[Session, User], object]

RECORD = "eg-1983-117"
MOMENT = 0.5
"""Seconds that the first one waits for the second to have read the same, where the database lets it."""


def moving(number: int, to: State, note: str = "") -> Deed:
    """Somebody moves a submission on, with a form that is of its first version."""
    return lambda session, actor: move(session, session.get_one(Submission, number), to, actor, note, version=1)


def publishing(number: int) -> Deed:
    """Somebody asks for the publication of a submission."""
    return lambda session, actor: ask(session, session.get_one(Submission, number), actor, RECORD)


def saving(number: int) -> Deed:
    """Somebody saves a form that was made of the first version of a submission."""

    def save(session: Session, actor: User) -> None:
        submission = session.get_one(Submission, number)
        drafts.change(session, submission, actor, {"title": {"en": f"An act of {actor.id}"}}, version=1)

    return save


PAIRS: dict[str, tuple[State, Callable[[int], tuple[Deed, Deed]]]] = {
    "both take it": (State.SUBMITTED, lambda one: (moving(one, State.IN_REVIEW), moving(one, State.IN_REVIEW))),
    "return and accept": (
        State.IN_REVIEW,
        lambda one: (moving(one, State.RETURNED, "Please sign it."), moving(one, State.ACCEPTED, "It is fine.")),
    ),
    "both return": (
        State.IN_REVIEW,
        lambda one: (moving(one, State.RETURNED, "Why?"), moving(one, State.RETURNED, "Why?")),
    ),
    "publish and review": (State.ACCEPTED, lambda one: (publishing(one), moving(one, State.IN_REVIEW))),
    "both publish": (State.ACCEPTED, lambda one: (publishing(one), publishing(one))),
    "save and accept": (State.IN_REVIEW, lambda one: (saving(one), moving(one, State.ACCEPTED))),
    "both save": (State.IN_REVIEW, lambda one: (saving(one), saving(one))),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_one_of_two_gets_it_done(pair: str, desk: Flask, somebody: Person, submitted: Submitted) -> None:
    """Both read the same; one change is made and noted once, and whoever is second is told and leaves nothing."""
    author, actors = somebody(Role.CONTRIBUTOR), (somebody(Role.PUBLISHER), somebody(Role.PUBLISHER))
    state, deeds = PAIRS[pair]
    number = submitted(author, state)
    outcomes = at_once(desk, deeds(number), actors)
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], RecordChanged) or (
        isinstance(refused[0], MoveRefused) and refused[0].why in {"state", "publishing"}
    )
    db.session.rollback()
    assert entries() == 1
    assert (count(Comment), count(Publication)) in {(0, 0), (1, 0), (0, 1)}
    assert db.session.get_one(Submission, number).version == 2
    assert broken_at(db.session) is None


def test_withdrawal_is_asked_for_once(desk: Flask, somebody: Person) -> None:
    """Of two who ask for the same withdrawal at once the second is told that it is asked for already."""

    def propose(session: Session, actor: User) -> None:
        propose_withdrawal(session, RECORD, {"en": "Superseded."}, actor)

    outcomes = at_once(desk, (propose, propose), (somebody(Role.PUBLISHER), somebody(Role.PUBLISHER)))
    assert [outcome.why for outcome in outcomes if isinstance(outcome, MoveRefused)] == ["asked"]
    assert (count(Publication), entries()) == (1, 1)


def test_withdrawal_is_confirmed_or_dropped(desk: Flask, somebody: Person) -> None:
    """Of two who confirm and drop a withdrawal at once the second finds nothing that waits."""
    first = somebody(Role.PUBLISHER)
    with transaction() as session:
        propose_withdrawal(session, RECORD, {"en": "Superseded."}, session.get_one(User, first.id))

    def decide(decision: Callable[[Session, Publication, User], None]) -> Deed:
        return lambda session, actor: decision(session, session.get_one(Publication, 1), actor)

    deeds = (decide(confirm_withdrawal), decide(drop_withdrawal))
    outcomes = at_once(desk, deeds, (somebody(Role.PUBLISHER), somebody(Role.PUBLISHER)))
    assert [outcome.why for outcome in outcomes if isinstance(outcome, MoveRefused)] == ["state"]
    assert entries() == 2
    kept = withdrawal_of(db.session, RECORD)
    assert (kept is None) == (outcomes[1] is None)


def at_once(app: Flask, deeds: tuple[Deed, Deed], actors: tuple[User, User]) -> list[Exception | None]:
    """Have two people do this, each on a connection of their own; neither writes before both have read if they can.

    What each of them is refused with, None for who is not.
    """
    met, people = Barrier(2), [actor.id for actor in actors]
    db.session.rollback()
    outcomes: list[Exception | None] = [None, None]

    def do(place: int) -> None:
        with app.app_context():
            try:
                with transaction() as session:
                    for row in (*session.scalars(select(Submission)), *session.scalars(select(Publication))):
                        assert row.id
                    with suppress(BrokenBarrierError):
                        met.wait(MOMENT)
                    deeds[place](session, session.get_one(User, people[place]))
            except Exception as error:  # noqa: BLE001 - it is what is looked at
                outcomes[place] = error

    threads = [Thread(target=do, args=(place,)) for place in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def entries() -> int:
    """How many entries the trail has."""
    return count(AuditEntry)


def count(table: type[AuditEntry | Comment | Publication]) -> int:
    """How many rows a table has."""
    return db.session.scalar(select(func.count()).select_from(table)) or 0
