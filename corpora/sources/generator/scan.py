"""A printed digest as an office would scan it: bi-level, slightly skewed, with a few specks."""

from __future__ import annotations

import io
import random
import time

import PIL
import pypdfium2
from PIL import Image, ImageFilter

from .moment import MOMENT
from .source import CannotPrint, Scan

MOST_PAGES = 3
"""Scans are large, and reading them takes time."""

_TURNS = (1, -0.8, 1.2)
"""How far successive pages lie askew, as shares of what the first does."""

_BLUR = 0.3
"""Softness of the lens in dots; with more of it the strokes of Chinese run together."""

_SPECKS = 60
"""Specks of dust a page."""

_THRESHOLD = 165
"""Grey above this is paper; light enough to keep the band, which is printed in colour."""


def scanned(pdf: bytes, scan: Scan) -> bytes:
    """The same pages as images only (CCITT Group 4), without a text layer. Raise CannotPrint if they are too many."""
    document = pypdfium2.PdfDocument(pdf)
    if len(document) > MOST_PAGES:
        raise CannotPrint(f"a scan has at most {MOST_PAGES} pages, this one has {len(document)}: shorten its text")
    pages = [_scanned_page(document[number], number, scan) for number in range(len(document))]
    out = io.BytesIO()
    moment = time.gmtime(MOMENT)
    pages[0].save(
        out,
        format="PDF",
        resolution=scan.dpi,
        save_all=True,
        append_images=pages[1:],
        title=document.get_metadata_value("Title"),
        author="Palermo, demonstration collection",
        producer=f"Pillow {PIL.__version__}",
        creationDate=moment,
        modDate=moment,
    )
    return out.getvalue()


def _scanned_page(page: pypdfium2.PdfPage, number: int, scan: Scan) -> Image.Image:
    grey = page.render(scale=scan.dpi / 72).to_pil().convert("L")
    askew = grey.rotate(scan.skew * _TURNS[number], resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = askew.filter(ImageFilter.GaussianBlur(_BLUR))
    _sprinkle(soft, number)
    return soft.point(lambda value: 255 if value > _THRESHOLD else 0).convert("1")


def _sprinkle(image: Image.Image, seed: int) -> None:
    """Put specks of one or two pixels at places that depend on ``seed`` alone."""
    dice = random.Random(seed)
    for _ in range(_SPECKS):
        x, y, size = dice.randrange(image.width), dice.randrange(image.height), dice.choice((1, 1, 2))
        image.paste(0, (x, y, x + size, y + size))
