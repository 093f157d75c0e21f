"""Pages drawn by pypdfium2, inside the sandbox: raw pixels leave it, never a file made by the child."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

MOST_PIXELS = 40_000_000
"""No page is drawn with more pixels; its scale is lowered instead."""

LONGEST_SIDE = 16_000
"""No side has more pixels: the limit of WebP."""

_PAPER = 1080.0  # points; a page wider than 15 inches was given the size of its image in pixels, not of paper
_LEAST_DPI = 150.0  # below it letters of paper pages are too small for OCR


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rows of pixels from the top, ``channels`` bytes each: 1 is a grey, 3 are red, green and blue."""

    width: int
    height: int
    channels: int
    pixels: bytes


def draw(page: Any, scale: float, *, grey: bool) -> Drawing:
    """Draw an open page, ``scale`` pixels a point."""
    wide, high = page.get_width(), page.get_height()
    scale = min(scale, math.sqrt(MOST_PIXELS / max(1.0, wide * high)), LONGEST_SIDE / max(1.0, wide, high))
    layout = pdfium_c.FPDFBitmap_Gray if grey else pdfium_c.FPDFBitmap_BGR
    bitmap = page.render(scale=scale, force_bitmap_format=layout, rev_byteorder=not grey, may_draw_forms=False)
    channels, line = bitmap.n_channels, bitmap.width * bitmap.n_channels
    raw = bytes(bitmap.buffer)
    if bitmap.stride != line:
        raw = b"".join(raw[row * bitmap.stride : row * bitmap.stride + line] for row in range(bitmap.height))
    return Drawing(bitmap.width, bitmap.height, channels, raw)


def resolution(width: float, image_dpi: float, wanted: int) -> float:
    """Dots an inch for OCR of a page ``width`` points wide: never finer than the image on it, which gains nothing."""
    if not image_dpi:
        return float(wanted)
    least = 72.0 if width > _PAPER else min(_LEAST_DPI, wanted)
    return min(float(wanted), max(image_dpi, least))
