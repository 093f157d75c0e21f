"""From the structure of a file to the passages that are searched and shown."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.model import PageText, Structure
from indexer.search.entries import PassageText

CUT = "1"
"""The version of the rules below, of ``facts.py``, and of how corrections of provisions are applied: with another one
all records are indexed again. The corrections themselves are part of the text of the record, which has a mark."""

LONGEST = 1200
"""Code points of a passage made of text outside provisions; a paragraph is never cut, so one may be longer."""


def passages_of(file: str, structure: Structure) -> Iterator[PassageText]:
    """The passages of a file: each provision that has a text or a heading, then parts of the text outside provisions.

    A provision is never cut: its address is what a reader cites.
    """
    for provision in structure.provisions:
        if provision.text or provision.heading:
            yield PassageText(
                file=file,
                language=provision.language,
                provision=provision.id,
                label=provision.label,
                heading=provision.heading,
                page=provision.page_from,
                text=provision.text,
            )
    for outside in structure.outside:
        for text in _parts(outside):
            yield PassageText(
                file=file, language=outside.language, provision="", label="", heading="", page=outside.page, text=text
            )


def _parts(outside: PageText) -> Iterator[str]:
    """The paragraphs of a page, put together up to ``LONGEST`` code points."""
    part = ""
    for paragraph in outside.text.splitlines():
        if part and len(part) + len(paragraph) >= LONGEST:
            yield part
            part = ""
        part = f"{part}\n{paragraph}" if part else paragraph
    if part.strip():
        yield part
