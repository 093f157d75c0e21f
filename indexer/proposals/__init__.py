"""From a reading to proposals for the facts of its record, each with the passage that speaks for it.

May import the floor, ``language``, ``structure`` and ``vocabularies``. See README.md.
"""

from indexer.proposals.data import FIELDS, LISTS, Evidence, Proposal
from indexer.proposals.duplicates import Duplicate, KnownDocument, duplicates, number_key
from indexer.proposals.proposing import best, propose
from indexer.proposals.signatures import signature_of

__all__ = [
    "FIELDS",
    "LISTS",
    "Duplicate",
    "Evidence",
    "KnownDocument",
    "Proposal",
    "best",
    "duplicates",
    "number_key",
    "propose",
    "signature_of",
]
