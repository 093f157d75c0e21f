"""What a user types, as a tree, and back to text. It knows no language, no engine and no index."""

from indexer.query.parsing import parse
from indexer.query.tree import NOTES, All, AnyOf, Beginning, Not, Query, Quotation, Tree, Words
from indexer.query.writing import text_of

__all__ = [
    "NOTES",
    "All",
    "AnyOf",
    "Beginning",
    "Not",
    "Query",
    "Quotation",
    "Tree",
    "Words",
    "parse",
    "text_of",
]
