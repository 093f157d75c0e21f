"""The permanent addresses of records and provisions: they lead to a page in the reader's language, or to JSON."""

from __future__ import annotations

import re
from typing import Any

from flask import request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from indexer.corpus import Record
from portal.opening import current_library
from portal.records.files import file_of
from portal.redirects import from_permanent

FORMS = ("text/html", "application/json")
"""What a record can be had as; the first unless the request prefers the other."""

_NAME = re.compile(r"(?P<name>[^@]+)(?:@(?P<revision>[1-9][0-9]{0,5}))?")


def permanent(record_id: str) -> Response:
    """Send the reader on to a record; after the id can stand ``@`` and the number of a revision."""
    name, number = _taken_apart(record_id)
    record = current_library().corpus.record(name)
    return _to_revision(record, number) or _to("record", record_id=name)


def permanent_provision(record_id: str, file_id: str, name: str) -> Response:
    """Send the reader on to a provision; ``name`` is its id and, after ``@``, the number of a revision of the record.

    Where the file has another content since then, the page of the revision says so.
    """
    provision, number = _taken_apart(name)
    library = current_library()
    record = library.corpus.record(record_id)
    if number and number != record.revision:
        then, now = library.revision(record_id, number).file(file_id), record.file(file_id)
        if then is None or now is None or then.sha256 != now.sha256:
            return from_permanent(url_for("records.revision", record_id=record_id, number=number))
    file_of(record, file_id)
    return _to("provision", record_id=record_id, file_id=file_id, provision_id=provision)


def _taken_apart(name: str) -> tuple[str, int]:
    """An id and the number of a revision, 0 if there is none. Raises NotFound."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise NotFound
    return match["name"], int(match["revision"] or 0)


def _to_revision(record: Record, number: int) -> Response | None:
    if not number or number == record.revision:
        return None
    current_library().revision(record.id, number)
    return from_permanent(url_for("records.revision", record_id=record.id, number=number))


def _to(what: str, **values: Any) -> Response:
    """The page of a record or a provision, or its JSON where the request prefers that."""
    wanted = request.accept_mimetypes.best_match(FORMS, default=FORMS[0])
    return from_permanent(url_for(f"api.{what}" if wanted == "application/json" else f"records.{what}", **values))
