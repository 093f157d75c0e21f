"""What is taken away from a list: answers that programs keep, and whole lists as CSV and JSON.

``docs/downloads.md`` documents the columns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import chain, islice
from typing import Any

from flask import Response, request
from werkzeug.http import is_resource_modified

from indexer.application import Library
from indexer.corpus import CatalogueEntry, Order
from portal.browse.lists import RecordList
from portal.downloads import csv_lines, to_save
from portal.i18n import page_language
from portal.opening import current_library

FRESH = 300
"""Seconds that an answer may be kept without asking whether the list changed."""

NAMED = ("country", "organization", "crime", "issue", "article")
"""Terms that stand with their names beside their ids."""

PLAIN = ("language", "status", "in_force", "court_level", "verdict")
"""Terms that stand with their ids only."""

COLUMNS = (
    "id", "kind", "demonstration", "title", "title_language", "original_title", "original_language", "date",
    *(column for name in NAMED for column in (name, f"{name}_name")),
    *PLAIN, "revision", "updated", "address",
)  # fmt: skip
"""The columns of a list, in their order."""

AT_A_TIME = 500
"""Lines that are sent at a time."""

TYPES = {"csv": "text/csv", "json": "application/json"}


def row_of(entry: CatalogueEntry, library: Library, language: str) -> dict[str, Any]:
    """What a list in a language says of a record, by the names of the columns."""
    title, title_language = entry.title_in(language)
    named: dict[str, Any] = {}
    for name in NAMED:
        named[name] = list(entry.terms.get(name, ()))
        named[f"{name}_name"] = [library.vocabularies.label(name, term, language) for term in named[name]]
    return {
        "id": entry.id,
        "kind": entry.kind,
        "demonstration": entry.demonstration,
        "title": title,
        "title_language": title_language,
        "original_title": entry.titles[entry.original_language],
        "original_language": entry.original_language,
        "date": entry.date,
        **named,
        **{name: list(entry.terms.get(name, ())) for name in PLAIN},
        "revision": entry.revision,
        "updated": entry.updated,
        "address": f"{library.settings.public_address}/id/{entry.id}",
    }


Rows = Iterator[dict[str, Any]]


def _json(rows: Rows) -> Iterator[str]:
    """An array of objects, one a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def written(rows: Rows, form: str) -> Iterator[str]:
    """Rows as ``csv`` or ``json``, some hundred lines at a time."""
    lines = csv_lines(COLUMNS, rows) if form == "csv" else _json(rows)
    while batch := list(islice(lines, AT_A_TIME)):
        yield "".join(batch)


def _whole_if_short(parts: Iterator[str]) -> str | Iterator[str]:
    """The only part of a short list, which is compressed on its way; a longer one is sent while it is made."""
    first = list(islice(parts, 2))
    return "".join(first) if len(first) < 2 else chain(first, parts)


def content_of(entries: Iterator[CatalogueEntry], form: str) -> str | Iterator[str]:
    """The rows of records, which may be any number, as ``csv`` or ``json``, in the language of the page."""
    library, language = current_library(), page_language()
    return _whole_if_short(written((row_of(entry, library, language) for entry in entries), form))


def download(found: RecordList, order: Order, form: str) -> Response:
    """The whole list as ``csv`` or ``json``."""
    catalogue, language = current_library().catalogue, page_language()
    response = kept_answer(
        lambda: content_of(catalogue.each(order=order, language=language, **found.terms), form), TYPES[form]
    )
    name = "-".join(part for part in (found.facet, found.term.replace(":", "-"), found.kind, language) if part)
    return to_save(response, f"{name.lower()}.{form}")


def kept_answer(content: Callable[[], str | Iterator[str]], mimetype: str) -> Response:
    """An answer that may be kept for a while, and then until the records or the vocabularies change.

    The ``content`` is not made for who has it already. Search engines leave it out: they have the pages.
    """
    library = current_library()
    state = library.catalogue.state()
    response = Response(content_type=f"{mimetype}; charset=utf-8")
    versions = ".".join(library.vocabularies.vocabulary(name).version for name in library.vocabularies.names)
    response.set_etag(f"{state.mark}-{versions}", weak=True)
    response.last_modified = state.changed
    response.cache_control.public = True
    response.cache_control.max_age = FRESH
    response.headers["X-Robots-Tag"] = "noindex"
    if not is_resource_modified(request.environ, etag=response.headers["ETag"], last_modified=state.changed):
        response.status_code = HTTPStatus.NOT_MODIFIED
        return response
    made = content()
    response.response = [made] if isinstance(made, str) else made
    return response
