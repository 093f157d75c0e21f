"""What the address of a page of a record asks to be marked: the words that the reader came with."""

from __future__ import annotations

from flask import request

from portal.opening import current_library
from portal.records.text import Marker

LONGEST = 1000
"""Characters of a question that are looked for in a record; what is longer was not typed to be marked."""


def asked() -> str:
    """The words that the reader came with, to be marked."""
    return request.args.get("q", "").strip()[:LONGEST]


def marker_of(q: str) -> Marker:
    """What finds the words of a question in a text; without a question it finds nothing."""
    library = current_library()
    return (lambda text, language: library.marks(text, language, q)) if q else (lambda _text, _language: ())
