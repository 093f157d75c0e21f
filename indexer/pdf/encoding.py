"""Page images as WebP of a bounded size: a page full of letters or of the dust of a scan is shown a little coarser."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

QUALITIES = (75, 55, 35, 15, 0)
"""The qualities of WebP that are tried, best first."""

METHOD = 4
"""How hard the encoder tries; 2 takes two thirds of the time and gives files a tenth larger."""


def webp(image: Image.Image, most_bytes: int | None = None) -> bytes:
    """The image as WebP, in the best quality with which it has ``most_bytes`` at most; in the least if it has none."""
    content = b""
    for quality in QUALITIES:
        picture = BytesIO()
        image.save(picture, "WEBP", quality=quality, method=METHOD)
        content = picture.getvalue()
        if most_bytes is None or len(content) <= most_bytes:
            break
    return content
