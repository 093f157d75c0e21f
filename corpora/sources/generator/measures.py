"""The measures of a page, the same for every producer: margins, sizes of letters, distance of lines."""

from __future__ import annotations

from dataclasses import dataclass

from .source import Digest, Paper

PAPERS: dict[Paper, tuple[int, int]] = {"A4": (210, 297), "B5": (176, 250), "A5": (148, 210)}
"""Width and height of a page in millimetres."""


@dataclass(frozen=True, slots=True)
class Measures:
    """``size`` of the text and ``small`` of head and foot in points, ``leading`` in sizes; margins in millimetres."""

    size: float
    small: float
    leading: float
    top: int
    side: int
    bottom: int
    justified: bool


def measures(digest: Digest) -> Measures:
    """The measures of a digest, by its paper, its columns and its script; wide single columns are justified.

    Head and foot of a scan are larger, so that OCR reads the small strokes of Chinese, too.
    """
    a5 = digest.paper == "A5"
    return Measures(
        size=_size(digest),
        small=9 if digest.scan else 6.5 if a5 else 7.5,
        leading=1.75 if digest.languages[0] in {"ar", "zh"} else 1.5,
        top=20 if a5 else 24,
        side=14 if a5 else 22,
        bottom=18 if a5 else 22,
        justified=digest.paper == "A4" and digest.columns == 1,
    )


def _size(digest: Digest) -> float:
    """Smaller on smaller paper and in columns, larger on scans and for Arabic, whose letters are low."""
    points = 12.5 if digest.scan else 10.5 if digest.columns > 1 or digest.paper != "A4" else 11.5
    return points + (1 if digest.languages == ("ar",) else 0)
