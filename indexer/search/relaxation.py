"""How many of its words a question requires: all, or fewer where too little is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

FEW = 3
"""Questions of so many groups are relaxed only when nothing is found: they name a thing, they do not describe it."""


def required_steps(groups: int) -> Iterator[int]:
    """The numbers of groups that are required after all of them found too little, falling to one."""
    required = groups
    while required > 1:
        required = required // 2 if required > FEW else required - 1
        yield required


def required_groups(groups: int, total: int, enough: int, count: Callable[[int], int]) -> int:
    """How many groups to require, when ``total`` records have all of them and ``enough`` would be enough.

    ``count`` says how many records have at least so many.
    """
    wanted = 1 if groups <= FEW else enough
    if total >= wanted or groups < 2:
        return groups
    found = groups
    for required in required_steps(groups):
        found = required
        if count(required) >= wanted:
            break
    return found
