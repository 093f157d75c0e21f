"""How many of its words a question requires: all, or fewer where too little is found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum

FEW = 3
"""A question of so many groups, and no question mark, names a thing; with more it describes one."""

_QUESTION_MARKS = ("?", "？", "؟")


class Relaxation(Enum):
    """When a question is relaxed."""

    NEVER = "never"
    IF_NOTHING = "if nothing is found"
    IF_FEW = "if too little is found to choose from"


def asks_something(texts: Sequence[str]) -> bool:
    """Whether there is a question mark in what was typed."""
    return any(mark in text for text in texts for mark in _QUESTION_MARKS)


def relaxation_of(groups: int, texts: Sequence[str]) -> Relaxation:
    """When a question of plain words is relaxed, by its number of groups and what was typed."""
    return Relaxation.IF_FEW if groups > FEW or asks_something(texts) else Relaxation.IF_NOTHING


def required_groups(groups: int, least: int) -> Iterator[int]:
    """How many groups to require: all, and then fewer in steps, not below ``least``, until enough is found."""
    required = groups
    yield required
    while required > least:
        required = max(required // 2 if required > FEW else required - 1, least)
        yield required
