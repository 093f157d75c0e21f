"""The records of the collections: checked."""

from __future__ import annotations

from indexer.application.opening import open_corpus, open_vocabularies
from indexer.corpus import check
from indexer.errors import Fault
from indexer.settings import Settings


def check_corpora(settings: Settings) -> tuple[int, tuple[Fault, ...]]:
    """How many records the collections have, and every fault of every one; raises CorpusError for a missing folder."""
    vocabularies = open_vocabularies(settings)
    return len(open_corpus(settings, vocabularies)), check(settings.corpora, vocabularies)
