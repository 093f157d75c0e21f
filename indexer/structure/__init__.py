"""From lines to structure: what each line is, the title, the languages, and the provisions of a law.

May import ``indexer.model``, ``indexer.errors`` and ``indexer.settings`` only; the detector of languages is handed in.
"""

from indexer.structure.paragraphs import NEARBY, Paragraph, paragraphs_of
from indexer.structure.reading import STRUCTURE, structure_of

__all__ = ["NEARBY", "STRUCTURE", "Paragraph", "paragraphs_of", "structure_of"]
