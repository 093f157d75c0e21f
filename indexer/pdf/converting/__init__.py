"""What a file is by its content, and a PDF of what is none: see ../README.md."""

from indexer.pdf.converting.archives import unpacked
from indexer.pdf.converting.media import ACCEPTED, Media, media_of
from indexer.pdf.converting.version import CONVERTER, is_current

__all__ = ["ACCEPTED", "CONVERTER", "Media", "is_current", "media_of", "unpacked"]
