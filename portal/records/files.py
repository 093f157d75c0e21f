"""What is not HTML: page images that we drew, and the original files that others made."""

from __future__ import annotations

from flask import Response, make_response, request, send_file
from werkzeug.exceptions import NotFound

from indexer.errors import UnknownRecord
from portal.headers import DOWNLOAD_POLICY
from portal.opening import current_library

WIDTHS = (480, 900, 1400)
"""The widths in pixels in which pages are drawn: a phone, a screen, a screen of high density or a closer look."""

FOR_GOOD = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"


def version_of(sha256: str) -> str:
    """The mark of a file's content that its addresses carry, so that browsers may keep what is behind them for good."""
    return sha256[:8]


def image(record_id: str, file_id: str, number: int, width: int) -> Response:
    """The image of a page in one of ``WIDTHS``."""
    library = current_library()
    file = library.corpus.record(record_id).file(file_id)
    if width not in WIDTHS or file is None or number < 1:
        raise NotFound
    drawn = library.page_image(record_id, file_id, number, width)
    response = make_response(drawn)
    response.mimetype = "image/webp" if drawn.startswith(b"RIFF") else "image/png"
    _keep(response, file.sha256)
    response.add_etag()
    response.make_conditional(request)
    return response


def original(record_id: str, file_id: str, name: str) -> Response:
    """A file as it was received, to be saved and not opened in the browser."""
    library = current_library()
    file = library.corpus.record(record_id).file(file_id)
    if file is None or file.name != name:
        raise UnknownRecord(f"the record {record_id} has no file {file_id}/{name}")
    response = send_file(
        library.corpus.file_path(record_id, file_id),
        mimetype="application/pdf" if name.endswith(".pdf") else "application/octet-stream",
        as_attachment=True,
        download_name=name,
        conditional=True,
    )
    response.headers["Content-Security-Policy"] = DOWNLOAD_POLICY
    _keep(response, file.sha256)
    return response


def _keep(response: Response, sha256: str) -> None:
    current = request.args.get("v") == version_of(sha256)
    response.headers["Cache-Control"] = FOR_GOOD if current else FOR_AN_HOUR
