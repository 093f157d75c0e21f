"""What the addresses of the queue can ask."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import request

from indexer.errors import ParameterError
from indexer.model import KINDS
from portal.review.words import CHANNELS
from portal.submissions.states import State

SORTS = ("waiting", "newest", "changed")
"""The orders: those that wait longest first, those that came last first, those that were changed last first."""

OPEN = (State.SUBMITTED, State.IN_REVIEW, State.ACCEPTED)
"""The states in which somebody who reviews has something to do."""

SHOWN = (*OPEN, State.RETURNED, State.PUBLISHED, State.WITHDRAWN)
"""The states of the queue: drafts are their authors'."""

SIZE = 25
"""Submissions on a page."""

NAMES = ("state", "kind", "party", "assigned", "language", "channel", "days", "sort", "page")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of the queue, each empty if it is not set; ``assigned`` is ``me``, ``nobody`` or a number.

    ``state`` is a state or ``all``, and without one all that somebody has to work on; ``days`` is for how many it has
    been waiting at least.
    """

    state: str = ""
    kind: str = ""
    party: str = ""
    assigned: str = ""
    language: str = ""
    channel: str = ""
    days: str = ""
    sort: str = "waiting"
    page: int = 1

    def pairs(self, **other: object) -> Mapping[str, object]:
        """The filters as they stand in an address, some of them ``other``; without those that are not set."""
        values = {name: getattr(self, name) for name in NAMES} | {"page": 1} | other
        plain = {"sort": "waiting", "page": 1}
        return {name: value for name, value in values.items() if value and value != plain.get(name)}

    @property
    def states(self) -> tuple[State, ...]:
        """The states that are shown."""
        return SHOWN if self.state == "all" else (State(self.state),) if self.state else OPEN


def asked() -> Asked:
    """What the address of the request asks. Raises ParameterError."""
    values = {name: request.args.get(name, "").strip() for name in NAMES}
    for name, known in {"state": ("all", *SHOWN), "kind": KINDS, "channel": CHANNELS, "sort": SORTS}.items():
        _one_of(name, values[name], known)
    if not (values["assigned"] in {"", "me", "nobody"} or _is_number(values["assigned"])):
        raise ParameterError("assigned", values["assigned"], "me, nobody or the number of a person")
    for name in ("days", "page"):
        if values[name] and not (_is_number(values[name]) and int(values[name]) > 0):
            raise ParameterError(name, values[name], "a whole number from 1")
    texts = {name: value for name, value in values.items() if name not in {"sort", "page"}}
    return Asked(**texts, sort=values["sort"] or "waiting", page=int(values["page"] or 1))


def _one_of(name: str, value: str, known: Collection[str]) -> None:
    if value and value not in known:
        raise ParameterError(name, value, f"one of {', '.join(known)}")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6
