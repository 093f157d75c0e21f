"""The embedded engine: an index in a folder, searched inside the process by tantivy; see the README of ``engines``."""

from indexer.engines.embedded.engine import EmbeddedEngine

__all__ = ["EmbeddedEngine"]
