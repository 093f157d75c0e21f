"""How well a file was read, in numbers that the page puts into words."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.model import Problem, Reading

GOOD, FAIR = 0.85, 0.65
"""Mean confidence of the words from which on a scan counts as read well, or passably."""

DOUBTFUL = 0.6
"""A word that OCR was less sure of than this is doubtful."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How a file was read: its pages, which of them by OCR, which not at all, and how sure OCR was.

    ``grade`` is ``good``, ``fair`` or ``poor`` for a scan, empty for a file with a text of its own.
    """

    pages: int
    ocr_pages: tuple[int, ...]
    failed_pages: tuple[int, ...]
    grade: str
    doubtful_words: int
    problems: tuple[Problem, ...]


def quality_of(reading: Reading) -> Quality:
    """The quality of a reading."""
    pages = reading.pages.pages
    sure = [
        word.confidence
        for page in pages
        if page.source == "ocr"
        for line in page.lines
        for word in line.words
        if word.confidence is not None
    ]
    return Quality(
        pages=len(pages),
        ocr_pages=tuple(page.number for page in pages if page.source == "ocr"),
        failed_pages=reading.failed_pages,
        grade=_grade(sum(sure) / len(sure)) if sure else "",
        doubtful_words=sum(confidence < DOUBTFUL for confidence in sure),
        problems=reading.problems,
    )


def _grade(mean: float) -> str:
    return "good" if mean >= GOOD else "fair" if mean >= FAIR else "poor"
