"""What a file suggests for its own record."""

from __future__ import annotations

from indexer import proposals
from indexer.application.opening import open_vocabularies
from indexer.model import Reading
from indexer.proposals import Proposal
from indexer.settings import Settings


def propose(settings: Settings, reading: Reading) -> tuple[Proposal, ...]:
    """What a reading says of its own record, by field in the order of ``FIELDS``, of each field the surest first.

    Needs no network and no index. Raises VocabularyError.
    """
    return proposals.propose(reading, open_vocabularies(settings))
