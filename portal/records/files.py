"""The files of a record: what is said of each, page images that we drew, and the originals that others made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import Response, make_response, request, send_file
from werkzeug.exceptions import NotFound

from indexer.application import PAGE_WIDTHS, Outcome, Quality, carried, media_type_of
from indexer.corpus import Record, RecordFile
from indexer.errors import FileRefused, UnknownRecord
from indexer.model import Problem
from portal.headers import DOWNLOAD_POLICY, kept_for
from portal.opening import current_library

ANY_BYTES = "application/octet-stream"
"""The media type that says nothing (RFC 2046, section 4.5.1)."""

WIDTHS = tuple(PAGE_WIDTHS)
"""The widths in pixels in which pages are drawn."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a record: its size in bytes, what became of its reading (None if it was not tried yet)."""

    file: RecordFile
    size: int
    outcome: Outcome | None

    @property
    def version(self) -> str:
        """The mark of its content in addresses."""
        return version_of(self.file)

    @property
    def quality(self) -> Quality | None:
        """How well it was read; None if no page of it was."""
        return self.outcome.quality if self.outcome and self.outcome.quality.pages else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read as it should."""
        return self.outcome.problems if self.outcome else ()

    @property
    def is_converted(self) -> bool:
        """Whether the pages are those of a PDF that was made of it."""
        return bool(self.outcome and self.outcome.converter)

    @property
    def carried(self) -> tuple[str, ...]:
        """What it carries beside pages, in the words of ``indexer.pdf``."""
        return carried(self.problems)


def shown_file(record: Record, file: RecordFile) -> ShownFile:
    """What is said of a file; its size is 0 if it is not there."""
    library = current_library()
    return ShownFile(file, _size_of(library.corpus.folder(record.id) / file.name), library.outcome(file))


def shown_files(record: Record) -> tuple[ShownFile, ...]:
    """What is said of each file of a record."""
    return tuple(shown_file(record, file) for file in record.files)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def file_of(record: Record, file_id: str) -> RecordFile:
    """The file of a record with this id; raises UnknownRecord."""
    file = record.file(file_id)
    if file is None:
        raise UnknownRecord(f"the record {record.id} has no file with the id {file_id!r}")
    return file


def is_translation(record: Record, file: RecordFile, language: str) -> bool:
    """Whether a text of the record in ``language`` is a translation, and its status does not say so by itself.

    A law can be official in several languages, and the texts of a treaty are equally authentic.
    """
    return file.status == "demonstration" and record.kind != "treaty" and language != record.original_language


def version_of(file: RecordFile) -> str:
    """The mark of a file's content that its addresses carry, so that browsers may keep what is behind them for good."""
    return file.sha256[:8]


def image(record_id: str, file_id: str, number: int, width: int) -> Response:
    """The image of a page in one of ``WIDTHS``."""
    library = current_library()
    file = file_of(library.corpus.record(record_id), file_id)
    outcome = library.outcome(file)
    if width not in WIDTHS or number < 1 or (outcome and number > outcome.quality.pages):
        raise NotFound
    drawn = library.page_image(record_id, file_id, number, width)
    response = make_response(drawn)
    response.mimetype = "image/webp" if drawn.startswith(b"RIFF") else "image/png"
    response.headers["Cache-Control"] = kept_for(version_of(file))
    response.add_etag()
    response.make_conditional(request)
    return response


def download_type(path: Path) -> str:
    """The media type of a file by its content; "any bytes" for what is not known, and for texts, pages of the web too.

    A browser would run a page, and show a text in an encoding that nobody told it.
    """
    try:
        with path.open("rb") as stream:
            media_type = media_type_of(stream, path.name)
    except FileRefused:
        return ANY_BYTES
    return ANY_BYTES if media_type.startswith("text/") else media_type


def original(record_id: str, file_id: str, name: str) -> Response:
    """A file as it was received, to be saved and not opened in the browser."""
    library = current_library()
    file = file_of(library.corpus.record(record_id), file_id)
    path = library.corpus.file_path(record_id, file_id)
    if file.name != name or not path.is_file():
        raise UnknownRecord(f"the record {record_id} has no file {file_id}/{name}")
    response = send_file(
        path,
        mimetype=download_type(path),
        as_attachment=True,
        download_name=name,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    response.headers["Cache-Control"] = kept_for(version_of(file))
    return response
