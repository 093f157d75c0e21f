"""Proposals as JSON and as lines for a terminal: what ``indexer propose`` prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from indexer.proposals.data import Proposal

_AROUND = 40
"""Code points of the passage that a line shows before and behind the words that speak for the value."""


def proposals_as_json(proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """The proposals as plain data; ``start`` and ``end`` count code points of the passage."""
    return [
        {
            "field": one.field,
            "value": one.value,
            "language": one.language or None,
            "confidence": one.confidence,
            "page": one.evidence.page,
            "passage": one.evidence.passage,
            "start": one.evidence.start,
            "end": one.evidence.end,
        }
        for one in proposals
    ]


def proposals_as_lines(proposals: Sequence[Proposal]) -> Iterator[str]:
    """A line a proposal: field, confidence, value, and the page with the words that speak for it in their place."""
    for one in proposals:
        evidence = one.evidence
        before = evidence.passage[max(0, evidence.start - _AROUND) : evidence.start]
        behind = evidence.passage[evidence.end : evidence.end + _AROUND]
        words = evidence.words if len(evidence.words) <= 2 * _AROUND else f"{evidence.words[: 2 * _AROUND]}…"
        yield f"{one.field:<17} {one.confidence:.2f}  {one.value}"
        yield f"{'':23} p. {evidence.page}: {before}[{words}]{behind}"
