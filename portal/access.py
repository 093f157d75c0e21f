"""Who may do what: the one place where it is decided. What is not in the table is refused.

A view of the workplace says with :func:`needs` what it takes; one that says nothing is refused by ``portal.work``. What
belongs to somebody is asked for with :func:`may` too. Somebody who may not see a thing is told that it is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from enum import StrEnum
from functools import wraps
from http import HTTPStatus
from typing import ParamSpec, TypeVar

from flask import abort, current_app
from flask_security import auth_required, current_user

from portal.accounts.models import User
from portal.submissions.models import Submission
from portal.submissions.states import OWN_TO_CHANGE, State

P = ParamSpec("P")
R = TypeVar("R")


class Role(StrEnum):
    """What somebody is in the work on submissions; a person may be several."""

    CONTRIBUTOR = "contributor"
    EDITOR = "editor"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done in the workplace."""

    ENTER = "enter"
    SUBMIT = "submit"
    SEE = "see"
    CHANGE = "change"
    REVIEW = "review"
    ASSIGN = "assign"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    ACCOUNTS = "accounts"
    TRAIL = "trail"


_CONTRIBUTOR = frozenset({Action.ENTER, Action.SUBMIT, Action.SEE, Action.CHANGE})
_EDITOR = _CONTRIBUTOR | {Action.REVIEW, Action.ASSIGN, Action.CORRECT}
_PUBLISHER = _EDITOR | {Action.PUBLISH, Action.WITHDRAW}

ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.CONTRIBUTOR: _CONTRIBUTOR,
    Role.EDITOR: _EDITOR,
    Role.PUBLISHER: _PUBLISHER,
    Role.ADMINISTRATOR: frozenset({Action.ENTER, Action.ACCOUNTS, Action.TRAIL}),
}
"""What each role may do; with a submission this is narrowed by :func:`may`."""


def allowed(user: User, action: Action) -> bool:
    """Whether one of the roles of a person has this action."""
    return any(action in ALLOWED[Role(role.name)] for role in user.roles)


def may(user: User, action: Action, submission: Submission) -> bool:
    """Whether a person may do this with this submission.

    Those who review see all but the drafts of others; everybody else what is theirs. Authors change their own drafts
    and what was returned to them; those who review change what is in review.
    """
    if not allowed(user, action):
        return False
    state, own, reviews = State(submission.state), submission.author_id == user.id, allowed(user, Action.REVIEW)
    if action is Action.CHANGE:
        return (own and state in OWN_TO_CHANGE) or (reviews and state is State.IN_REVIEW)
    return own or (reviews and state is not State.DRAFT)


def needs(action: Action, *, fresh: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Ask of whoever calls a view to be signed in and to have a role with this action; others find no such page.

    A view that asks for a ``fresh`` sign-in sends whoever gave their password long ago to give it once more, and from
    there to its own address, by GET.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*arguments: P.args, **values: P.kwargs) -> R:
            if not allowed(signed_in(), action):
                abort(HTTPStatus.NOT_FOUND)
            return view(*arguments, **values)

        within = {"within": _freshness, "grace": _freshness} if fresh else {}
        guarding: Callable[P, R] = auth_required("session", **within)(guarded)
        setattr(guarding, NEEDS, action)
        return guarding

    return guard


def _freshness() -> timedelta:
    configured: timedelta = current_app.config["SECURITY_FRESHNESS"]
    return configured


NEEDS = "palermo_needs"
"""The attribute of a view by which it is known to be guarded."""


def signed_in() -> User:
    """The person who is signed in; only to be asked behind :func:`needs`."""
    user: User = current_user._get_current_object()  # noqa: SLF001 - how Werkzeug gives what a proxy stands for
    return user
