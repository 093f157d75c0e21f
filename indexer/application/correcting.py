"""Provisions corrected on the spot: tried on a reading, before there is a record, and made of what a person points at.

A correction is a ``ProvisionCorrection``, as the file of a record has it in its list ``corrections``. As plain data it
is ``correction.model_dump(mode="json", exclude_none=True)``, and ``ProvisionCorrection.model_validate(data)`` the way
back. Point at a reading that the corrections so far were applied to, and add the new one behind them.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer import structure
from indexer.corpus import ProvisionCorrection
from indexer.model import ProvisionLevel, Reading
from indexer.structure import Unfit


def corrected_reading(
    reading: Reading, corrections: Sequence[ProvisionCorrection]
) -> tuple[Reading, tuple[Unfit, ...]]:
    """A reading with corrections applied in their order, and those that do not fit it, which are left out."""
    return structure.corrected_reading(reading, [one.plain for one in corrections])


def merge_of(reading: Reading, provision: str) -> ProvisionCorrection:
    """That a provision (its id) is none: its label, heading and text belong to the one before.

    Before the first one they belong to no provision. Raises CorrectionError.
    """
    return ProvisionCorrection.of(structure.merge_of(reading, provision))


def split_at(  # noqa: PLR0913 - a new provision has so many facts
    reading: Reading,
    provision: str,
    offset: int,
    label: str,
    *,
    heading: str = "",
    level: ProvisionLevel | None = None,
) -> ProvisionCorrection:
    """That a new provision begins at ``offset`` (code points) of the text of a provision.

    Where label and heading are printed there, they are no text of it. ``level`` counts where the label does not tell
    it. Raises CorrectionError.
    """
    return ProvisionCorrection.of(structure.split_at(reading, provision, offset, label, heading=heading, level=level))


def rename_of(reading: Reading, provision: str, heading: str) -> ProvisionCorrection:
    """That the heading of a provision is another; empty: that it has none. Raises CorrectionError.

    Words that were taken for its heading, and are its text, go there, and the other way round.
    """
    return ProvisionCorrection.of(structure.rename_of(reading, provision, heading))


def relabel_of(
    reading: Reading, provision: str, label: str, level: ProvisionLevel | None = None
) -> ProvisionCorrection:
    """That the label of a provision is another, and with it its id; those below it follow. Raises CorrectionError."""
    return ProvisionCorrection.of(structure.relabel_of(reading, provision, label, level))
