"""The store of what files said, in two stages, and of page images. See README.md."""

from indexer.readings.outcome import Outcome
from indexer.readings.quality import Quality
from indexer.readings.store import Readings

__all__ = ["Outcome", "Quality", "Readings"]
