"""From lines to structure: what each line is, the title, the languages, and the provisions of a law.

May import ``indexer.model``, ``indexer.errors`` and ``indexer.settings`` only; the detector of languages is handed in.
"""

from indexer.structure.corrections import Corrected, Unfit, corrected, corrected_reading
from indexer.structure.paragraphs import NEARBY, Paragraph, paragraphs_of
from indexer.structure.pointing import merge_of, relabel_of, rename_of, split_at
from indexer.structure.reading import STRUCTURE, structure_of

__all__ = [
    "NEARBY",
    "STRUCTURE",
    "Corrected",
    "Paragraph",
    "Unfit",
    "corrected",
    "corrected_reading",
    "merge_of",
    "paragraphs_of",
    "relabel_of",
    "rename_of",
    "split_at",
    "structure_of",
]
