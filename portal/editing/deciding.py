"""What people make of the machine's proposals: accepted, changed or rejected, noted on each proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal import audit
from portal.accounts.models import User
from portal.database import now
from portal.editing.entering import EMPTY, digest
from portal.submissions.drafts import subject_of
from portal.submissions.models import Proposal, Submission

OPEN, ACCEPTED, CHANGED, REJECTED = "open", "accepted", "changed", "rejected"
REOPENED = "reopened"
"""What the trail calls it when a rejected proposal is made open again."""

RELEVANT = "relevant_to"
"""How a record stands to an article that a machine proposes: all but this is a State's own claim."""

LIKELY = 0.5
"""The confidence from which on a proposal is more likely right than not."""

Slot = tuple[str, str]
"""A field, and the language where it has a text for each: the place that a proposal is for."""


def field_of(proposal: Proposal) -> str:
    """The field of the form that a proposal is for; languages are those of its file."""
    return f"files.{proposal.file_id}.languages" if proposal.field == "languages" else proposal.field


def slot_of(proposal: Proposal) -> Slot:
    """The place that a proposal is for."""
    language = next(iter(proposal.value), "") if isinstance(proposal.value, dict) else ""
    return field_of(proposal), language


def said_by(proposal: Proposal) -> str:
    """The bare value of a proposal: a text, a date or an id."""
    value = proposal.value
    return str(next(iter(value.values()), "")) if isinstance(value, dict) else str(value)


def is_taken(proposal: Proposal, values: Mapping[str, Any]) -> bool:
    """Whether the values have what a proposal says."""
    name, language = slot_of(proposal)
    present, said = values.get(name), said_by(proposal)
    if isinstance(present, list):
        return any(one == said or one.endswith(f" {said}") for one in present)
    if isinstance(present, dict):
        return bool(present.get(language) == said)
    return bool(present == said)


def with_taken(proposal: Proposal, values: Mapping[str, Any], lists: frozenset[str]) -> dict[str, Any]:
    """The values with what a proposal says in its place; the fields named in ``lists`` get it beside what they have."""
    if is_taken(proposal, values):
        return dict(values)
    name, language = slot_of(proposal)
    said, present = said_by(proposal), values.get(name)
    if language:
        return {**values, name: {**(present or {}), language: said}}
    if proposal.field in lists:
        picked = f"{RELEVANT} {said}" if proposal.field == "treaty_articles" else said
        return {**values, name: [*(present or []), picked]}
    return {**values, name: said}


def surest(proposals: Iterable[Proposal], values: Mapping[str, Any], lists: frozenset[str]) -> list[Proposal]:
    """The proposals that are more likely right than not, for places that are empty: of each place one, of lists all."""
    found: list[Proposal] = []
    filled: set[Slot] = set()
    for one in sorted(proposals, key=lambda each: -each.confidence):
        slot = slot_of(one)
        if one.confidence < LIKELY or slot in filled or _value(one, values) not in EMPTY:
            continue
        found.append(one)
        if one.field not in lists:
            filled.add(slot)
    return found


def settle(
    proposals: Iterable[Proposal], before: Mapping[str, Any], after: Mapping[str, Any], actor: User
) -> dict[str, list[int]]:
    """Decide the proposals that a save speaks of; their numbers by decision.

    What the values have is accepted. Where a person wrote something else in the place of what was proposed, the surest
    proposal is changed, and so is one that was accepted before. Other candidates for a place that is decided are
    rejected, but for those that somebody reopened. A list says nothing of what is not in it.
    """
    decided: dict[str, list[int]] = {}
    filled: set[Slot] = set()
    for one in sorted(proposals, key=lambda each: (not is_taken(each, after), -each.confidence)):
        decision = _decision(one, before, after, filled)
        if decision and decision != one.decision:
            decide(one, decision, actor, _value(one, after))
            decided.setdefault(decision, []).append(one.id)
        if one.decision in (ACCEPTED, CHANGED):
            filled.add(slot_of(one))
    return decided


def decide(proposal: Proposal, decision: str, actor: User, value: Any = None) -> None:
    """Note a decision on a proposal, and the value that was taken."""
    proposal.decision, proposal.decided, proposal.decided_by_id, proposal.decided_at = decision, value, actor.id, now()


def note(session: Session, submission: Submission, actor: User, decided: Mapping[str, list[int]]) -> None:
    """Append to the trail what was decided."""
    if decided:
        audit.append(session, actor.id, "submission.proposals_decided", subject_of(submission), **decided)


def _decision(one: Proposal, before: Mapping[str, Any], after: Mapping[str, Any], filled: set[Slot]) -> str:
    """What a save makes of a proposal; empty: nothing."""
    slot, value = slot_of(one), _value(one, after)
    if is_taken(one, after):
        return ACCEPTED
    if one.decision == REJECTED or isinstance(after.get(slot[0]), list):
        return ""
    if one.decision == OPEN and slot in filled:
        return "" if one.decided_at else REJECTED
    return "" if value in EMPTY or digest(value) == digest(_value(one, before)) else CHANGED


def _value(one: Proposal, values: Mapping[str, Any]) -> Any:
    """What the values have in the place of a proposal."""
    name, language = slot_of(one)
    value = values.get(name)
    return value.get(language) if language and isinstance(value, dict) else value
