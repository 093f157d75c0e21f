"""From a tree back to text."""

from __future__ import annotations

from indexer.query.tree import All, AnyOf, Beginning, Not, Quotation, Tree, Words


def text_of(tree: Tree | None) -> str:
    """What could be typed to get this tree: ``parse(text_of(tree)).tree == tree`` for every tree of ``parse``."""
    match tree:
        case None:
            return ""
        case Words() | Quotation() | Beginning():
            return _leaf(tree)
        case Not():
            return f"NOT {_bracketed(tree.tree)}"
        case AnyOf():
            return " OR ".join(
                f"({text_of(part)})" if isinstance(part, AnyOf) else text_of(part) for part in tree.trees
            )
        case All():
            return _joined(tree.trees)


def _leaf(tree: Words | Quotation | Beginning) -> str:
    if isinstance(tree, Quotation):
        return f'"{tree.text}"'
    return tree.text + ("*" if isinstance(tree, Beginning) else "")


def _bracketed(tree: Tree) -> str:
    one = isinstance(tree, Quotation | Beginning) or (isinstance(tree, Words) and len(tree.text.split()) == 1)
    return text_of(tree) if one else f"({text_of(tree)})"


def _joined(trees: tuple[Tree, ...]) -> str:
    """All the trees; AND stands between rows of words that would be one row without it."""
    text = ""
    for at, tree in enumerate(trees):
        part = f"({text_of(tree)})" if isinstance(tree, AnyOf) else text_of(tree)
        between = " AND " if at and isinstance(tree, Words) and isinstance(trees[at - 1], Words) else " "
        text = text + between + part if text else part
    return text
