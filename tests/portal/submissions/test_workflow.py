"""A submission goes from state to state as the rules have it, for those who may, and all of it is noted."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from indexer.errors import MoveRefused, RecordChanged
from portal.access import Role
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.database import db, now, transaction
from portal.notices.models import Notice
from portal.opening import KEY
from portal.publishing.models import Publication
from portal.submissions.models import Comment, Submission
from portal.submissions.states import NEXT, State
from portal.submissions.workflow import RULES, move, possible

Submitted = Callable[..., int]
Person = Callable[..., User]

OWN = {("draft", "submitted"), ("returned", "submitted")}
TEAM = {
    ("submitted", "in_review"),
    ("in_review", "returned"),
    ("in_review", "accepted"),
    ("accepted", "in_review"),
}
PUBLISHING = {("published", "withdrawn")}
OTHERS = {("accepted", "published")}

EXPECTED: dict[tuple[str, bool], set[tuple[str, str]]] = {
    ("contributor", True): OWN,
    ("contributor", False): set(),
    ("editor", True): OWN | TEAM,
    ("editor", False): TEAM,
    ("publisher", True): OWN | TEAM | PUBLISHING,
    ("publisher", False): TEAM | PUBLISHING | OTHERS,
    ("administrator", True): set(),
    ("administrator", False): set(),
}
"""By role and whether the submission is one's own: the moves that are possible."""


def ask(number: int, to: State, actor: User, **options: object) -> None:
    """Move a submission in a transaction of its own."""
    with transaction() as session:
        submission = session.get_one(Submission, number)
        move(session, submission, to, session.get_one(User, actor.id), **options)


def test_every_move_has_a_rule() -> None:
    """The rules are those of the moves that there are, no more and no fewer."""
    assert set(RULES) == {(state, to) for state in State for to in NEXT[state]}


@pytest.mark.parametrize(("role", "own"), list(EXPECTED))
def test_each_state_target_and_role(role: str, own: bool, somebody: Person, submitted: Submitted) -> None:  # noqa: FBT001 - a parameter of the test
    """From every state to every other one each role gets what the table says, and a refusal changes nothing."""
    actor, other = somebody(Role(role)), somebody(Role.CONTRIBUTOR)
    author = actor if own else other
    for state in State:
        for to in State:
            number = submitted(author, state)
            if (state.value, to.value) in EXPECTED[role, own]:
                ask(number, to, actor, note="Because.")
                assert db.session.get_one(Submission, number).state == to
            else:
                with pytest.raises(MoveRefused):
                    ask(number, to, actor, note="Because.")
                db.session.rollback()
                assert db.session.get_one(Submission, number).state == state
                assert trail_of(number) == []


@pytest.mark.parametrize(("role", "own"), list(EXPECTED))
def test_what_is_offered_can_be_done(role: str, own: bool, somebody: Person, submitted: Submitted) -> None:  # noqa: FBT001 - a parameter of the test
    """The moves that a person is offered are those that the person can make."""
    actor = somebody(Role(role))
    author = actor if own else somebody(Role.CONTRIBUTOR)
    for state in State:
        submission = db.session.get_one(Submission, submitted(author, state))
        offered = {(state.value, to.value) for to in possible(submission, actor)}
        assert offered == {pair for pair in EXPECTED[role, own] if pair[0] == state}


@pytest.mark.parametrize(("state", "to"), [(State.IN_REVIEW, State.RETURNED), (State.PUBLISHED, State.WITHDRAWN)])
def test_reasons_are_asked_for(state: State, to: State, somebody: Person, submitted: Submitted) -> None:
    """Nothing is returned or withdrawn without a reason; white space is none."""
    number = submitted(somebody(Role.CONTRIBUTOR), state)
    with pytest.raises(MoveRefused) as refused:
        ask(number, to, somebody(Role.PUBLISHER), note=" \n")
    assert refused.value.why == "note"


def test_authors_publish_their_own_where_one_pair_of_eyes_is_enough(
    desk: Flask, somebody: Person, submitted: Submitted
) -> None:
    """Without PALERMO_FOUR_EYES publishers may publish what they submitted; with it they are told why not."""
    publisher = somebody(Role.PUBLISHER)
    number = submitted(publisher, State.ACCEPTED)
    with pytest.raises(MoveRefused) as refused:
        ask(number, State.PUBLISHED, publisher)
    assert refused.value.why == "four_eyes"
    desk.extensions[KEY].settings = replace(desk.extensions[KEY].settings, four_eyes=False)
    ask(number, State.PUBLISHED, publisher)
    assert db.session.get_one(Submission, number).state == State.PUBLISHED


def test_form_of_an_older_version_is_refused(somebody: Person, submitted: Submitted) -> None:
    """Who moves what somebody else changed meanwhile is told so, and nothing is changed."""
    author, editor = somebody(Role.CONTRIBUTOR), somebody(Role.EDITOR)
    number = submitted(author, State.IN_REVIEW)
    seen = db.session.get_one(Submission, number).version
    ask(number, State.RETURNED, editor, note="The second page is missing.", version=seen)
    with pytest.raises(RecordChanged):
        ask(number, State.SUBMITTED, author, version=seen)
    assert db.session.get_one(Submission, number).state == State.RETURNED


def test_nothing_is_not_submitted(somebody: Person, submitted: Submitted) -> None:
    """A draft without a file and without a fact stays a draft."""
    author = somebody(Role.CONTRIBUTOR)
    with pytest.raises(MoveRefused) as refused:
        ask(submitted(author, State.DRAFT, record={}), State.SUBMITTED, author)
    assert refused.value.why == "empty"


def test_what_is_being_published_stays_accepted(somebody: Person, submitted: Submitted) -> None:
    """While a submission is on its way to a record it goes nowhere else; after that was undone it can."""
    editor, publisher = somebody(Role.EDITOR), somebody(Role.PUBLISHER)
    number = submitted(somebody(Role.CONTRIBUTOR), State.ACCEPTED)
    with transaction() as session:
        row = Publication(submission_id=number, record_id="a", deed="add", asked_by_id=publisher.id, begun_at=now())
        session.add(row)
    with pytest.raises(MoveRefused) as refused:
        ask(number, State.IN_REVIEW, editor)
    assert refused.value.why == "publishing"
    with transaction() as session:
        session.get_one(Publication, row.id).step = "undone"
    ask(number, State.IN_REVIEW, editor)


def test_move_is_noted_and_told(somebody: Person, submitted: Submitted) -> None:
    """A return is in the trail without its words; the note is a comment that the author sees, who is told by mail."""
    author, editor = somebody(Role.CONTRIBUTOR), somebody(Role.EDITOR)
    number = submitted(author, State.IN_REVIEW)
    ask(number, State.RETURNED, editor, note="The second page is missing.")
    comment = db.session.scalars(select(Comment)).one()
    assert (comment.text, comment.shared, comment.author_id) == ("The second page is missing.", True, editor.id)
    entry = trail_of(number)[-1]
    assert (entry.action, entry.actor_id) == ("submission.returned", editor.id)
    assert entry.details == {"from": "in_review", "comment": comment.id}
    assert told() == [(author.id, "submission.returned")]


def test_first_who_takes_it_has_it(somebody: Person, submitted: Submitted) -> None:
    """Whoever takes up a submission that nobody has, has it; one that somebody has stays with that person."""
    first, second = somebody(Role.EDITOR), somebody(Role.EDITOR)
    author = somebody(Role.CONTRIBUTOR)
    for assigned, has in ((None, first), (second.id, second)):
        number = submitted(author, State.SUBMITTED, assigned_id=assigned)
        ask(number, State.IN_REVIEW, first)
        assert db.session.get_one(Submission, number).assigned_id == has.id


def test_those_concerned_are_told_once(somebody: Person, submitted: Submitted) -> None:
    """All who review are told of a new submission, of one that somebody has only that person; nobody of their own."""
    author = somebody(Role.CONTRIBUTOR)
    editor, both = somebody(Role.EDITOR), somebody(Role.EDITOR, Role.PUBLISHER)
    somebody(Role.ADMINISTRATOR)
    ask(submitted(author, State.DRAFT), State.SUBMITTED, author)
    assert sorted(told()) == [(editor.id, "submission.submitted"), (both.id, "submission.submitted")]
    ask(submitted(author, State.RETURNED, assigned_id=editor.id), State.SUBMITTED, author)
    assert told()[2:] == [(editor.id, "submission.submitted")]
    ask(submitted(both, State.DRAFT), State.SUBMITTED, both)
    assert told()[3:] == [(editor.id, "submission.submitted")]


def trail_of(submission: int) -> list[AuditEntry]:
    """The entries of a submission."""
    question = select(AuditEntry).where(AuditEntry.subject == f"submission:{submission}").order_by(AuditEntry.number)
    return list(db.session.scalars(question))


def told() -> list[tuple[int | None, str]]:
    """Who was told what, in that order."""
    return [(notice.user_id, notice.kind) for notice in db.session.scalars(select(Notice).order_by(Notice.id))]
