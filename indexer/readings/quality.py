"""How well a file was read, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.model import Pages

GOOD, FAIR = 0.85, 0.65
"""Mean confidence of the words from which on a scan counts as read well, or passably."""

DOUBTFUL = 0.6
"""A word that OCR was less sure of than this is doubtful."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How a file was read: its pages, which of them by OCR, which not at all, and how sure OCR was of its words.

    ``confidence`` is the mean of all words that OCR read; None if it read none. Page numbers count from 1.
    """

    pages: int
    ocr_pages: tuple[int, ...] = ()
    failed_pages: tuple[int, ...] = ()
    confidence: float | None = None
    doubtful_words: int = 0

    @property
    def grade(self) -> Literal["", "good", "fair", "poor"]:
        """How well a scan was read; empty for a file with a text of its own."""
        if self.confidence is None:
            return ""
        return "good" if self.confidence >= GOOD else "fair" if self.confidence >= FAIR else "poor"


def quality_of(pages: Pages) -> Quality:
    """The quality of a first stage."""
    sure = [
        word.confidence
        for page in pages.pages
        if page.source == "ocr"
        for line in page.lines
        for word in line.words
        if word.confidence is not None
    ]
    return Quality(
        pages=len(pages.pages),
        ocr_pages=tuple(page.number for page in pages.pages if page.source == "ocr"),
        failed_pages=tuple(page.number for page in pages.pages if page.source == "failed"),
        confidence=round(sum(sure) / len(sure), 4) if sure else None,
        doubtful_words=sum(confidence < DOUBTFUL for confidence in sure),
    )
