"""A submission moved from state to state, in one transaction: who may, what it takes, what is noted, who is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from indexer.errors import MoveRefused, RecordChanged
from portal import audit
from portal.access import Action, Role, may
from portal.accounts.models import Role as RoleRow
from portal.accounts.models import User
from portal.database import now
from portal.notices import tell
from portal.opening import current_settings
from portal.publishing.models import is_under_way
from portal.submissions.models import Comment, Submission
from portal.submissions.states import NEXT, State

AUTHOR, REVIEWERS, PUBLISHERS, ASSIGNED = "author", "reviewers", "publishers", "assigned"
"""Whom a move concerns."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a move takes, and whom it concerns.

    ``own``: only authors make it; ``others``: not the author, if ``PALERMO_FOUR_EYES`` is on; ``note``: it has to be
    given reasons; ``shared``: its note is for the author too.
    """

    action: Action
    tells: tuple[str, ...] = (AUTHOR,)
    own: bool = False
    others: bool = False
    note: bool = False
    shared: bool = True


RULES: Mapping[tuple[State, State], Rule] = {
    (State.DRAFT, State.SUBMITTED): Rule(Action.SUBMIT, (REVIEWERS,), own=True),
    (State.RETURNED, State.SUBMITTED): Rule(Action.SUBMIT, (REVIEWERS,), own=True),
    (State.SUBMITTED, State.IN_REVIEW): Rule(Action.REVIEW),
    (State.IN_REVIEW, State.RETURNED): Rule(Action.REVIEW, note=True),
    (State.IN_REVIEW, State.ACCEPTED): Rule(Action.REVIEW, (AUTHOR, PUBLISHERS)),
    (State.ACCEPTED, State.IN_REVIEW): Rule(Action.REVIEW, (ASSIGNED,), shared=False),
    (State.ACCEPTED, State.PUBLISHED): Rule(Action.PUBLISH, others=True),
    (State.PUBLISHED, State.WITHDRAWN): Rule(Action.WITHDRAW, note=True),
}
"""The rule of every move that ``states.NEXT`` has."""


def move(  # noqa: PLR0913 - what a form sends
    session: Session, submission: Submission, to: State, actor: User, note: str = "", *, version: int | None = None
) -> None:
    """Move a submission, if it may go there and this person may move it.

    ``note`` is kept as a comment; ``version`` is that of the form. Raises MoveRefused that says why, and
    RecordChanged.
    """
    if version is not None and version != submission.version:
        raise RecordChanged(f"submission {submission.reference} was changed meanwhile: look at it again")
    refuse_unless_possible(submission, to, actor)
    if RULES[State(submission.state), to].note and not note.strip():
        raise MoveRefused("note", f"submission {submission.reference}: say why it is {to}")
    moved(session, submission, to, actor, note)


def refuse_unless_possible(submission: Submission, to: State, actor: User) -> None:
    """Raise MoveRefused if the submission cannot go there from where it stands, or not by this person."""
    state, name = State(submission.state), submission.reference
    if to not in NEXT[state]:
        raise MoveRefused("state", f"submission {name} is {state}: from there it cannot become {to}")
    rule = RULES[state, to]
    own = submission.author_id == actor.id
    if not may(actor, rule.action, submission) or (rule.own and not own):
        raise MoveRefused("person", f"submission {name}: this person may not make it {to}")
    if rule.others and own and current_settings().four_eyes:
        raise MoveRefused("four_eyes", f"submission {name}: its author cannot publish it (PALERMO_FOUR_EYES)")
    if to is State.SUBMITTED and not (submission.files or submission.record):
        raise MoveRefused("empty", f"submission {name} has neither a file nor a fact")
    if state is State.ACCEPTED and is_under_way(submission.id):
        raise MoveRefused("publishing", f"submission {name} is being published at this moment")


def possible(submission: Submission, actor: User) -> Iterator[State]:
    """The states that this person may move the submission to, in their order."""
    for state in State:
        try:
            refuse_unless_possible(submission, state, actor)
        except MoveRefused:
            continue
        yield state


def moved(session: Session, submission: Submission, to: State, actor: User, note: str = "") -> None:
    """Note a move that was decided before: state, comment, trail, notices."""
    came_from = State(submission.state)
    rule = RULES[came_from, to]
    submission.state = to
    submission.changed_at = now()
    if to is State.SUBMITTED:
        submission.submitted_at = submission.changed_at
    if to is State.IN_REVIEW and submission.assigned_id is None:
        submission.assigned_id = actor.id
    details: dict[str, object] = {"from": came_from}
    if note.strip():
        details["comment"] = _kept(session, submission, actor, note.strip(), shared=rule.shared).id
    audit.append(session, actor.id, f"submission.{to}", f"submission:{submission.id}", **details)
    for user in _concerned(session, submission, rule):
        if user.id != actor.id:
            path = f"/desk/submissions/{submission.id}"
            tell(session, user, f"submission.{to}", reference=submission.reference, path=path)


def _kept(session: Session, submission: Submission, actor: User, text: str, *, shared: bool) -> Comment:
    comment = Comment(submission_id=submission.id, author_id=actor.id, text=text, shared=shared, at=now())
    session.add(comment)
    session.flush()
    return comment


def _concerned(session: Session, submission: Submission, rule: Rule) -> list[User]:
    """The people whom a move concerns, each once: of those who review only the one who has it, if somebody has."""
    roles: set[Role] = set()
    people: list[User | None] = []
    for whom in rule.tells:
        if whom == AUTHOR:
            people.append(submission.author)
        elif whom == PUBLISHERS:
            roles.add(Role.PUBLISHER)
        elif submission.assigned:
            people.append(submission.assigned)
        elif whom == REVIEWERS:
            roles |= {Role.EDITOR, Role.PUBLISHER}
    if roles:
        people += session.scalars(select(User).where(User.active, User.roles.any(RoleRow.name.in_(roles))))
    return list({user.id: user for user in people if user and user.active}.values())
