"""Values found for a field, put in order: what was found often or in a better place comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from indexer.proposals.data import Proposal

CERTAIN = 0.97
"""No rule is surer than this: an editor decides."""

LEAST = 0.2
"""Below this nothing is proposed."""

_AGAIN = 0.02
"""What another place that says the same adds."""


def ranked(found: Iterable[Proposal], most: int) -> list[Proposal]:
    """The ``most`` best different values with the best evidence of each, best first; doubtful ones are left out."""
    best: dict[tuple[str, str], Proposal] = {}
    for proposal in found:
        key = proposal.language, proposal.value
        other = best.get(key)
        if other is None:
            best[key] = proposal
            continue
        better = max(other, proposal, key=lambda one: one.confidence)
        best[key] = replace(better, confidence=better.confidence + _AGAIN)
    capped = (replace(one, confidence=round(min(one.confidence, CERTAIN), 2)) for one in best.values())
    return sorted((one for one in capped if one.confidence >= LEAST), key=lambda one: -one.confidence)[:most]
