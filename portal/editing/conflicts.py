"""Two people in one record: what each of them has for the fields in which they differ, and which is to stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.editing.entering import Inputs, digest, inputs_of
from portal.editing.fields import Field
from portal.editing.sheets import WAS, Sheet

CHOICE = "choice."
MINE, THEIRS = "mine", "theirs"
"""What is chosen of a field: what one typed oneself, or what somebody else saved meanwhile."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what was sent differs from what is kept now; ``chosen`` is empty where both were changed."""

    field: Field
    mine: Any
    theirs: Any
    chosen: str

    @property
    def inputs(self) -> list[tuple[str, str]]:
        """The names and texts of the inputs that carry one's own value on."""
        return list(inputs_of(self.field, self.field.name, self.mine))


def differences(mine: Sheet, theirs: Sheet, inputs: Inputs) -> list[Difference]:
    """The fields in which both differ, in the order of the form, with what the inputs say of each."""
    known = {field.name: field for field in (*theirs.fields, *mine.fields)}
    return [
        Difference(field, mine.value(name), theirs.value(name), _chosen(name, mine, theirs, inputs))
        for name, field in known.items()
        if name in mine.values and digest(mine.value(name)) != digest(theirs.value(name))
    ]


def yielding(found: list[Difference]) -> set[str]:
    """The fields in which one's own value gives way to the other one."""
    return {one.field.name for one in found if one.chosen == THEIRS}


def resolved(found: list[Difference], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values to be kept: one's own, without those that yield to the other ones."""
    return {name: value for name, value in values.items() if name not in yielding(found)}


def _chosen(name: str, mine: Sheet, theirs: Sheet, inputs: Inputs) -> str:
    """What was chosen; else whichever was changed, if that is one of the two only."""
    choice = inputs.get(f"{CHOICE}{name}", "")
    if choice in (MINE, THEIRS):
        return choice
    was = inputs.get(f"{WAS}{name}", "")
    if digest(theirs.value(name)) == was:
        return MINE
    return THEIRS if digest(mine.value(name)) == was else ""
