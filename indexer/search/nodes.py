"""A query as an engine gets it: a tree of tokens, nothing that a user typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every entry, score 0."""


@dataclass(frozen=True, slots=True)
class Term:
    """Entries that have the token in the field, scored by BM25."""

    field: str
    token: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Entries that have the tokens one behind another in the field (``exact`` only), scored as a phrase of Lucene."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Entries that have a token beginning with ``prefix`` in the field; score 1."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Best:
    """Entries that match any node; the score is that of the best one (dis_max, tie breaker 0)."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Boost:
    """What the node matches, its score multiplied."""

    node: Node
    factor: float


@dataclass(frozen=True, slots=True)
class Bool:
    """All of ``must``, at least ``at_least`` of ``should``, none of ``must_not``.

    The score is the sum of must and should.
    As in Lucene: where there is no ``must``, at least one of ``should`` has to match whatever ``at_least`` says;
    with neither, every entry that is not excluded matches.
    """

    must: tuple[Node, ...] = ()
    should: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()
    at_least: int = 0


Node = Everything | Term | Phrase | Prefix | Best | Boost | Bool
"""A query in terms of tokens: a tree of frozen values that every engine turns into its own queries."""
