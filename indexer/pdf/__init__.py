"""From a file to pages of lines: see README.md."""

from indexer.pdf.converting import ACCEPTED, CONVERTER, Media, is_current, media_of, unpacked
from indexer.pdf.marks import carried
from indexer.pdf.reader import Reader, converter_for, read_pages, unreadable
from indexer.pdf.version import READER

__all__ = [
    "ACCEPTED",
    "CONVERTER",
    "READER",
    "Media",
    "Reader",
    "carried",
    "converter_for",
    "is_current",
    "media_of",
    "read_pages",
    "unpacked",
    "unreadable",
]
