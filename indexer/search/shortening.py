"""A question without one of its words: the ways out of a list in which no record has all of them."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.query import All, Tree, Words, parse, text_of
from indexer.search.answers import ShorterQuestion
from indexer.search.concepts import ConceptNames
from indexer.search.parts import ConceptPart, WordPart, parts_of

MOST_PIECES = 8
"""Words of a question that are left out in turn."""


def shorter_questions(q: str, names: ConceptNames) -> tuple[ShorterQuestion, ...]:
    """The question without each of its words, quotations, bracketed parts and names of concepts in turn.

    Empty if there is only one of them, or the question is a choice (OR) of others.
    """
    pieces = list(_pieces(parse(q).tree, names))
    if len(pieces) < 2:
        return ()
    texts = [text_of(piece) for piece in pieces]
    rests = [_together(pieces[:at] + pieces[at + 1 :]) for at in range(len(pieces))]
    return tuple(ShorterQuestion(left_out, rest) for left_out, rest in zip(texts, rests, strict=True))[:MOST_PIECES]


def _pieces(tree: Tree | None, names: ConceptNames) -> Iterator[Tree]:
    """What is required together, each row of words taken apart into those that say something."""
    match tree:
        case None:
            return
        case All(trees):
            for part in trees:
                yield from _pieces(part, names)
        case Words(text):
            for found in parts_of(tree, names):
                if isinstance(found, ConceptPart):
                    yield Words(text[found.found.start : found.found.end])
                elif isinstance(found, WordPart):
                    yield Words(found.word.text)
        case _:
            yield tree


def _together(pieces: list[Tree]) -> str:
    """The text of the pieces; words that stand beside each other are one row again."""
    row: list[Tree] = []
    for piece in pieces:
        if isinstance(piece, Words) and row and isinstance(row[-1], Words):
            row[-1] = Words(f"{row[-1].text} {piece.text}")
        else:
            row.append(piece)
    return text_of(row[0] if len(row) == 1 else All(tuple(row)))
