"""The reference engine: everything in dictionaries, nothing kept; small, slow and exact.

It is what the contract means: the other engines are compared with it.
"""

from indexer.engines.memory.engine import MemoryEngine

__all__ = ["MemoryEngine"]
