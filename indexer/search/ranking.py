"""The order of the first records: by their best passage, and by what the record as a whole (and its title) scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indexer.search.types import RecordHit

WINDOW = 100
"""Records that are re-ordered; those behind them keep the first order."""

WHOLE = 0.3
"""How much the score of the whole record counts beside that of its best passage."""


def reordered(hits: Sequence[RecordHit], best: Mapping[str, float]) -> list[tuple[str, float]]:
    """The ids of the records with their final scores, best first; equal ones by id."""
    scores = [(hit.id, best.get(hit.id, 0.0) + WHOLE * hit.score) for hit in hits]
    return sorted(scores, key=lambda scored: (-scored[1], scored[0]))
