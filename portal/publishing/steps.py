"""What is done to the published records, and by which steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum


class Deed(StrEnum):
    """A change of the published records."""

    ADD = "add"
    REVISE = "revise"
    WITHDRAW = "withdraw"


class Step(StrEnum):
    """How far a change is: each is the last step that is known to be done."""

    PROPOSED = "proposed"
    ASKED = "asked"
    FILES_READY = "files_ready"
    RECORD_WRITTEN = "record_written"
    READINGS_CARRIED = "readings_carried"
    INDEXED = "indexed"
    DONE = "done"
    UNDONE = "undone"


ENDED = frozenset({Step.DONE, Step.UNDONE})
"""Nothing follows these."""

_WITH_FILES = (
    Step.ASKED,
    Step.FILES_READY,
    Step.RECORD_WRITTEN,
    Step.READINGS_CARRIED,
    Step.INDEXED,
    Step.DONE,
)
ORDER: Mapping[Deed, tuple[Step, ...]] = {
    Deed.ADD: _WITH_FILES,
    Deed.REVISE: _WITH_FILES,
    Deed.WITHDRAW: (Step.ASKED, Step.RECORD_WRITTEN, Step.INDEXED, Step.DONE),
}
"""The steps of each deed. Up to the record that is written a change can be undone; from then on it goes forward only,
for readers may have seen it."""


def following(deed: Deed, step: Step) -> Step | None:
    """The step that comes next; None if the change has ended, or waits for a second person."""
    order = ORDER[deed]
    if step in ENDED or step not in order:
        return None
    return order[order.index(step) + 1]


def progress(deed: Deed, step: Step) -> Iterator[tuple[Step, bool]]:
    """The steps of a change that has not ended, each with whether it is done."""
    order = ORDER[deed]
    reached = order.index(step) if step in order else 0
    yield from ((each, number <= reached) for number, each in enumerate(order) if number)
