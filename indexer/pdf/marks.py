"""What a PDF carries besides pages: scripts, programs to start, other files. None of it is run or opened here.

All objects are looked at, so that it does not matter where in the file an action hides: in the catalogue, on a page,
in an annotation, a field, or an object stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral

from indexer.model import Problem

SCRIPT, LAUNCH, EMBEDDED, MEDIA = "a script", "an action that starts a program", "an embedded file", "embedded media"
MARKS = (SCRIPT, LAUNCH, EMBEDDED, MEDIA)
"""What can be carried, in the words of a reason."""

CARRIES = "the file carries {}: nothing of that is run or opened here"
"""The reason of the problem of a file that carries any."""

_BY_NAME = {
    "JavaScript": SCRIPT,
    "Launch": LAUNCH,
    "EmbeddedFile": EMBEDDED,
    "FileAttachment": EMBEDDED,
    "RichMedia": MEDIA,
    "Movie": MEDIA,
    "3D": MEDIA,
}
_BY_KEY = {"JS": SCRIPT, "JavaScript": SCRIPT, "EF": EMBEDDED, "EmbeddedFiles": EMBEDDED}
_NAMING = ("S", "Type", "Subtype")  # the keys whose value says what a dictionary is (ISO 32000-1, 12.5.6 and 12.6.4)
_ESCAPED = rb"/[^\s/<>()\[\]{}%]{0,40}#[0-9A-Fa-f]{2}"  # a name that could be any name (ISO 32000-1, 7.3.5)
_RAW = re.compile(rb"/(JavaScript|Launch|EmbeddedFile|FileAttachment|RichMedia)\b")
_SUSPECT = re.compile(
    rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|EF|FileAttachment|RichMedia|Movie|3D|ObjStm)\b|%b" % _ESCAPED
)
_MOST_OBJECTS = 200_000
_DEEPEST = 50


def marks_in(document: PDFDocument, data: bytes) -> list[str]:
    """Which of MARKS are among the objects of an open file. pdfminer may raise anything on a damaged one.

    The objects are looked at only where the bytes of the file name one of MARKS, hide names, or pack objects.
    """
    if not _SUSPECT.search(data):
        return []
    found = {mark for value in _objects(document) for mark in _marks_of(value)}
    return [mark for mark in MARKS if mark in found]


def marks_in_bytes(data: bytes) -> list[str]:
    """Which of MARKS are named in the bytes of a file that pdfminer cannot open; what is packed is not seen."""
    found = {_BY_NAME[name.decode()] for name in _RAW.findall(data)}
    return [mark for mark in MARKS if mark in found]


def reason_of(marks: Iterable[str]) -> str:
    """The reason of the problem of a file that carries these."""
    return CARRIES.format(" and ".join(marks))


def carried(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Which of MARKS a file carries, by the problems of its reading."""
    begin, end = CARRIES.split("{}")
    told = [one.reason for one in problems if one.reason.startswith(begin) and one.reason.endswith(end)]
    return tuple(mark for mark in MARKS if any(mark in reason for reason in told))


def _objects(document: PDFDocument) -> Iterator[Any]:
    left = _MOST_OBJECTS
    for table in document.xrefs:
        for number in table.get_objids():
            left -= 1
            if left < 0:
                return
            try:
                yield document.getobj(number)
            except Exception:  # noqa: BLE001, S112 - pdfminer promises no errors of its own; the other objects count
                continue


def _marks_of(value: Any) -> Iterator[str]:
    """What an object and all that lies directly in it is; references are followed by whoever lists the objects."""
    waiting: list[tuple[Any, int]] = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        one = one.attrs if isinstance(one, PDFStream) else one
        inner: Iterable[Any] = ()
        if isinstance(one, dict):
            yield from (_BY_KEY[key] for key in one.keys() & _BY_KEY.keys())
            yield from (_BY_NAME[name] for name in map(_name, map(one.get, _NAMING)) if name in _BY_NAME)
            inner = one.values()
        elif isinstance(one, list):
            inner = one
        if depth < _DEEPEST:
            waiting += [(part, depth + 1) for part in inner if isinstance(part, dict | list | PDFStream)]


def _name(value: Any) -> str:
    name = value.name if isinstance(value, PSLiteral) else ""
    return name if isinstance(name, str) else ""
