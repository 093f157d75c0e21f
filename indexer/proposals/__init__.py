"""From a reading to proposals for the facts of its record, each with the passage that speaks for it.

May import the floor, ``language``, ``structure`` and ``vocabularies``. See README.md.
"""

from indexer.proposals.data import FIELDS, LISTS, Evidence, Proposal
from indexer.proposals.proposing import best, propose

__all__ = ["FIELDS", "LISTS", "Evidence", "Proposal", "best", "propose"]
