"""The sheet of terms of a template, and the ranges of it that cells are offered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.corpus.tables.columns import Column
from indexer.corpus.terms import TERMS
from indexer.corpus.values import EACH, KEYS
from indexer.model import LANGUAGES
from indexer.vocabularies import Vocabularies

_HEAD = ("vocabulary", "id", *LANGUAGES)
_OF_FIELDS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    tuple(step for step in path if step != EACH): names for path, names in TERMS if KEYS not in path
} | {("treaty_articles",): ("article",)}
"""The vocabularies of a field, by the way to it without the places in lists."""

LONGEST_CHOICE = 255
"""Characters of a list of words that Excel takes without a sheet for it."""


class TermList:
    """The terms of all vocabularies that records take them from, one below the other."""

    def __init__(self, sheet: Any, vocabularies: Vocabularies) -> None:
        """Write them to an empty sheet of a workbook."""
        sheet.append(_HEAD)
        self.vocabularies = vocabularies
        self._title = sheet.title
        self._rows: dict[str, tuple[int, int]] = {}
        for name in dict.fromkeys(name for names in _OF_FIELDS.values() for name in names):
            first = sheet.max_row + 1
            for concept in vocabularies.concepts(name):
                sheet.append((name, concept.id, *(concept.labels[language] for language in LANGUAGES)))
            self._rows[name] = (first, sheet.max_row)

    def choice(self, column: Column) -> str:
        """What a cell of this column offers, as a formula of a data validation; empty if anything can be written."""
        if column.words:
            words = ",".join(column.words)
            return f'"{words}"' if len(words) <= LONGEST_CHOICE else ""
        names = _OF_FIELDS.get(tuple(step for step in column.path if isinstance(step, str)), ())
        if not names:
            return ""
        first = min(self._rows[name][0] for name in names)
        last = max(self._rows[name][1] for name in names)
        return f"{self._title}!$B${first}:$B${last}"
