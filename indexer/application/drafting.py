"""What it takes to work on a record before it is one: its faults so far, and the words of a page that speak for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.corpus.reading import record_of
from indexer.corpus.terms import deprecated_faults, term_faults
from indexer.errors import Fault
from indexer.marking import MarkedParagraph, marked_paragraphs
from indexer.model import Reading
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.yaml_text import YamlText

_LATER = ("id", "files", "revision", "revised")
"""The fields that a record is given when it is published."""

_NONE_YET = "unpublished"


def draft_faults(fields: Mapping[str, Any], vocabularies: Vocabularies) -> tuple[Fault, ...]:
    """What is missing or wrong in the fields of a record that is not published: every value a text, list or mapping.

    What it is given when it is published (id, files, revision) is not missed. The names of fields are those of
    ``indexer check`` (``relations[0].record``).
    """
    known = {name: value for name, value in fields.items() if name not in _LATER}
    text = record_of(YamlText({"id": _NONE_YET, **known}), _NONE_YET)
    faults = [*text.faults, *term_faults(text, vocabularies), *deprecated_faults(text, vocabularies)]
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.field, fault)
    return tuple(fault for name, fault in first.items() if name.partition("[")[0].partition(".")[0] not in _LATER)


def passage_marked(reading: Reading, page: int, passage: str, span: tuple[int, int]) -> tuple[MarkedParagraph, ...]:
    """The paragraphs of a page (from 1), with one place of one passage marked: ``passage[start:end]``.

    The passage is a paragraph of that page or a part of one; of several that have it the first is marked. An empty
    passage marks nothing.
    """
    marked = False

    def mark(text: str, _language: str) -> tuple[tuple[int, int], ...]:
        nonlocal marked
        at = text.find(passage) if passage and not marked else -1
        if at < 0:
            return ()
        marked = True
        return ((at + span[0], at + span[1]),)

    return marked_paragraphs(reading, page, mark)
