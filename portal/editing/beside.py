"""The page beside the form: of which file, its image, its text, and the words that speak for a proposal."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, make_response

from indexer.application import passage_marked
from indexer.errors import ReadingError
from indexer.model import Reading
from portal.access import Action, needs
from portal.editing.asking import file_of, submission_of
from portal.opening import current_settings
from portal.preparing import page_image_of, reading_of
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


@needs(Action.SEE)
def image(submission_id: int, file_id: int, number: int, width: int) -> Response:
    """The image of a page, for those who may see the submission."""
    file = file_of(submission_of(submission_id, Action.SEE), file_id)
    try:
        drawn = page_image_of(current_settings(), file, number, width)
    except ReadingError:
        abort(404)
    response = make_response(drawn)
    response.mimetype = "image/webp" if drawn.startswith(b"RIFF") else "image/png"
    return response
