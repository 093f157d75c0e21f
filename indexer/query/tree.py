"""What a user meant: a tree of words, phrases and what connects them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words in a row, as they were typed; all of them are looked for."""

    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: exactly these, one after another; a single one is not stemmed."""

    text: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """The beginning of a word (``crim*``)."""

    text: str


@dataclass(frozen=True, slots=True)
class All:
    """Every one of at least two trees."""

    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of at least two trees."""

    trees: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but what the tree finds."""

    tree: Tree


Tree = Words | Quotation | Beginning | All | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Query:
    """The tree of what was typed (None: nothing to look for), and the codes of ``NOTES`` that apply."""

    tree: Tree | None
    notes: tuple[str, ...] = ()


NOTES = {
    "query_cut": "The question was too long; its end was left out.",
    "quote_unbalanced": "A quotation mark has no partner and was ignored.",
    "bracket_unbalanced": "A bracket has no partner and was ignored.",
    "bracket_depth": "Brackets within too many brackets were ignored.",
    "star_ignored": "A star stands for the rest of a word at its end only; another one was ignored.",
    "operator_ignored": "AND, OR or NOT has nothing to connect and was ignored.",
}
"""What a reader may have to know about a question, by code."""
