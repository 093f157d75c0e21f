"""Files that are submitted: what they are, and what is in them."""

from __future__ import annotations

from typing import BinaryIO

from indexer.errors import FileRefused

PDF = "application/pdf"

_HEADER = b"%PDF-"
_WITHIN = 1024


def media_type_of(stream: BinaryIO, name: str) -> str:
    """The media type of an open file, told by its content; its place is at the beginning again.

    Raises FileRefused, with ``name`` in the message, for what is not accepted.
    """
    head = stream.read(_WITHIN)
    stream.seek(0)
    if not head:
        raise FileRefused(name, "is empty")
    if _HEADER not in head:
        raise FileRefused(name, "is not a PDF")
    return PDF
