"""The page of a record, the viewer of one of its pages, and the permanent address."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.corpus import Record, RecordFile
from indexer.errors import UnknownRecord
from portal.i18n import negotiated_language, page_language
from portal.opening import current_library
from portal.records.citation import citation
from portal.records.facts import facts_of
from portal.records.files import WIDTHS
from portal.records.parties import participants_of, relations_of
from portal.records.quality import quality_of
from portal.records.text import Marker, Text, text_of
from portal.records.viewer import viewed_page

MOST_WORDS = 1000
"""Characters of a question that are looked for in a record; what is longer was not typed to be marked."""


def record(record_id: str) -> str:
    """A record with its facts, its provisions and its files."""
    library = current_library()
    found = library.corpus.record(record_id)
    readings = [(file, library.reading(record_id, file.id)) for file in found.files]
    q = asked()
    return render_template(
        "records/record.html",
        record=found,
        title=found.title_in(page_language()),
        facts=facts_of(found),
        files=[(file, quality_of(reading) if reading else None) for file, reading in readings],
        texts=_best_first([text_of(file, reading, marker_of(q)) for file, reading in readings if reading]),
        relations=relations_of(found),
        participants=participants_of(found),
        citation=citation(found),
        q=q,
    )


def _best_first(texts: list[Text]) -> list[Text]:
    """Texts that the reader can read come first, otherwise in the order of the record."""
    return sorted(texts, key=lambda text: page_language() not in text.languages)


def page(record_id: str, file_id: str, number: int) -> str:
    """One page of a file: its image with the words marked, and its text."""
    library = current_library()
    found = library.corpus.record(record_id)
    file = file_of(found, file_id)
    q = asked()
    reading = library.reading(record_id, file_id)
    if reading is None or not 1 <= number <= len(reading.pages.pages):
        raise NotFound
    return render_template(
        "records/page.html",
        record=found,
        title=found.title_in(page_language()),
        file=file,
        page=viewed_page(reading.pages.pages[number - 1], library.marked_paragraphs(reading, number, q)),
        pages=len(reading.pages.pages),
        widths=WIDTHS,
        q=q,
    )


def permanent(record_id: str) -> Response:
    """Send the reader from the permanent address to the record in the best language for their browser."""
    current_library().corpus.record(record_id)
    response = redirect(
        url_for("records.record", record_id=record_id, language=negotiated_language()), HTTPStatus.SEE_OTHER
    )
    response.vary.add("Accept-Language")
    return response


def file_of(record: Record, file_id: str) -> RecordFile:
    """The file of a record with this id; raises UnknownRecord."""
    file = record.file(file_id)
    if file is None:
        raise UnknownRecord(f"the record {record.id} has no file with the id {file_id!r}")
    return file


def marker_of(q: str) -> Marker:
    """What finds the words of a question in a text; without a question it finds nothing."""
    library = current_library()
    return (lambda text, language: library.marks(text, language, q)) if q else (lambda _text, _language: ())


def asked() -> str:
    """The words that the reader came with, to be marked."""
    return request.args.get("q", "").strip()[:MOST_WORDS]
