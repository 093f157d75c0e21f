"""What a child behind the walls of ``sandbox`` does with a file that is to become a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.pdf import messages
from indexer.pdf.converting.composing import composed
from indexer.pdf.converting.images import write_pdf
from indexer.pdf.converting.media import Media

_PIECE = 1 << 20


def convert(task: Mapping[str, Any], data: bytes, results: int) -> None:
    """Send the PDF of images, or the page that LibreOffice is to make one of, in pieces; raises Refused."""
    media = Media[task["media"]]

    def send(piece: bytes) -> None:
        for place in range(0, len(piece), _PIECE):
            messages.send(results, {"piece": True}, piece[place : place + _PIECE])

    if media.is_image:
        write_pdf(data, media, task["most_pages"], send)
    else:
        send(composed(data, media, task["most_characters"]).encode())
    messages.send(results, {"made": True})
