"""From what was typed to a tree. Nothing that can be typed is an error."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.tokens import Sign, Signs
from indexer.query.tree import All, AnyOf, Beginning, Not, Query, Quotation, Tree, Words

LONGEST = 2_000
"""Code points of a question that are read."""
DEEPEST = 10
"""Brackets within brackets that are understood."""


def parse(text: str) -> Query:
    """The tree of what was typed.

    Words next to each other are all looked for, as with AND; OR connects less closely than AND; NOT or a minus right
    before a word, a quotation or a bracket excludes. Operators are in capitals. What cannot be understood is ignored,
    and the notes say so.
    """
    notes = ["query_cut"] if len(text) > LONGEST else []
    signs = Signs(text[:LONGEST])
    parser = _Parser(list(signs), notes)
    notes += signs.notes
    return Query(parser.whole(), tuple(dict.fromkeys(notes)))


class _Parser:
    """Recursive descent: any := all (OR all)*; all := one (AND? one)*; one := NOT one | ( any ) | word."""

    def __init__(self, signs: Sequence[Sign], notes: list[str]) -> None:
        self._signs = signs
        self._notes = notes
        self._at = 0
        self._depth = 0

    def whole(self) -> Tree | None:
        trees: list[Tree] = []
        while self._at < len(self._signs):
            if tree := self._any():
                _append(trees, tree, separate=False)
            if self._next() == "close":
                self._notes.append("bracket_unbalanced")
                self._at += 1
        return _all(trees)

    def _next(self) -> str:
        return self._signs[self._at].sort if self._at < len(self._signs) else ""

    def _any(self) -> Tree | None:
        trees = [self._all()]
        while self._next() == "or":
            self._at += 1
            trees.append(self._all())
        found = [tree for tree in trees if tree]
        if len(found) < len(trees) and len(trees) > 1:
            self._notes.append("operator_ignored")
        flat = [part for tree in found for part in (tree.trees if isinstance(tree, AnyOf) else (tree,))]
        return AnyOf(tuple(flat)) if len(flat) > 1 else flat[0] if flat else None

    def _all(self) -> Tree | None:
        trees: list[Tree] = []
        separate = False
        while self._next() not in ("", "or", "close"):
            if self._next() == "and":
                self._at += 1
                separate = bool(trees) and self._next() not in ("", "or", "close", "and")
                if not separate:
                    self._notes.append("operator_ignored")
                continue
            tree = self._one()
            if tree:
                _append(trees, tree, separate=separate)
            separate = False
        return _all(trees)

    def _one(self) -> Tree | None:
        sign = self._signs[self._at]
        self._at += 1
        match sign.sort:
            case "not":
                return self._not()
            case "open":
                return self._bracket()
            case "quotation":
                return Quotation(sign.text) if sign.text else None
            case "beginning":
                return Beginning(sign.text)
            case _:
                return Words(sign.text)

    def _not(self) -> Tree | None:
        if self._next() in ("", "or", "and", "close"):
            self._notes.append("operator_ignored")
            return None
        tree = self._one()
        if isinstance(tree, Not):
            return tree.tree
        return Not(tree) if tree else None

    def _bracket(self) -> Tree | None:
        if self._depth >= DEEPEST:
            self._notes.append("bracket_depth")
            return None
        self._depth += 1
        tree = self._any()
        self._depth -= 1
        if self._next() == "close":
            self._at += 1
        else:
            self._notes.append("bracket_unbalanced")
        return tree


def _append(trees: list[Tree], tree: Tree, *, separate: bool) -> None:
    """Add a tree to those that are all looked for; plain words next to plain words are one row of words."""
    first, *others = tree.trees if isinstance(tree, All) else (tree,)
    last = trees[-1] if trees else None
    if isinstance(first, Words) and isinstance(last, Words) and not separate:
        trees[-1] = Words(f"{last.text} {first.text}")
    else:
        trees.append(first)
    trees += others


def _all(trees: Sequence[Tree]) -> Tree | None:
    return All(tuple(trees)) if len(trees) > 1 else trees[0] if trees else None
