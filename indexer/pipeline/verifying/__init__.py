"""Comparing the folders of records with all that is derived from them, and mending what can be mended."""

from indexer.pipeline.verifying.difference import Difference, Mend
from indexer.pipeline.verifying.verify import Verified, mend, verify

__all__ = ["Difference", "Mend", "Verified", "mend", "verify"]
