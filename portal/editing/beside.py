"""The page beside the form: of which file, its image, its text, and the words that speak for a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.application import passage_marked
from indexer.model import Reading
from portal.opening import current_settings
from portal.preparing import reading_of
from portal.records.viewer import ViewedPage, viewed_page
from portal.submissions.models import Proposal, SubmittedFile


@dataclass(frozen=True, slots=True)
class Beside:
    """A file with one of its pages; no page if it was not read."""

    file: SubmittedFile
    pages: int = 0
    page: ViewedPage | None = None


def beside(file: SubmittedFile, number: int, proposal: Proposal | None = None) -> Beside:
    """A page (from 1) of a file, the last one if it has not so many, with the passage of a proposal marked."""
    reading = reading_of(current_settings(), file)
    if reading is None:
        return Beside(file)
    count = len(reading.pages.pages)
    number = min(max(number, 1), count)
    return Beside(file, count, _viewed(reading, number, proposal))


def _viewed(reading: Reading, number: int, proposal: Proposal | None) -> ViewedPage:
    speaks = proposal if proposal and proposal.page == number else None
    passage, span = (speaks.passage, (speaks.start, speaks.end)) if speaks else ("", (0, 0))
    return viewed_page(reading.pages.pages[number - 1], passage_marked(reading, number, passage, span))
