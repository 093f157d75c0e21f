"""A record as a row: the texts of its cells by the names of their columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from indexer.corpus.rules import MARK
from indexer.corpus.schema import Record
from indexer.corpus.tables.cells import together
from indexer.corpus.tables.columns import AS_DATA, SENTENCES
from indexer.corpus.tables.sentences import WRITERS
from indexer.corpus.terms import BY_LANGUAGE


def row_of(record: Record) -> dict[str, str]:
    """The cells of a record; read again they are the same record, but for what only its folder knows."""
    fields = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**dict(_cells(fields)), MARK: str(record.demonstration).lower()}


def _cells(fields: dict[str, Any], around: str = "") -> Iterator[tuple[str, str]]:
    for field, value in fields.items():
        name = f"{around}{field}"
        if name in SENTENCES:
            yield name, together(WRITERS[SENTENCES[name]](part) for part in value)
        elif field == AS_DATA:
            yield name, json.dumps(value, ensure_ascii=False)
        elif field in BY_LANGUAGE and isinstance(value, dict):
            yield from ((f"{name}:{language}", _text(text)) for language, text in value.items())
        elif isinstance(value, dict):
            yield from _cells(value, f"{name}.")
        elif isinstance(value, list) and isinstance(value[0], dict):
            for number, part in enumerate(value, 1):
                yield from _cells(part, f"{name}.{number}.")
        else:
            yield name, _text(value)


def _text(value: Any) -> str:
    return together(value) if isinstance(value, list) else str(value)
