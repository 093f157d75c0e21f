"""The vocabularies of Palermo with labels in six languages. See README.md."""

from indexer.vocabularies.concepts import Concept, sort_form
from indexer.vocabularies.vocabularies import Vocabularies

__all__ = ["Concept", "Vocabularies", "sort_form"]
