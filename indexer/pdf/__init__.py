"""From a PDF to pages of lines: see README.md."""

from indexer.pdf.marks import carried
from indexer.pdf.reader import Reader, read_pages
from indexer.pdf.version import READER

__all__ = ["READER", "Reader", "carried", "read_pages"]
