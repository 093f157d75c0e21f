"""The vocabularies of Palermo with labels in six languages. See README.md."""

from indexer.vocabularies.concepts import Concept, Vocabulary, sort_form
from indexer.vocabularies.vocabularies import Vocabularies

__all__ = ["Concept", "Vocabularies", "Vocabulary", "sort_form"]
