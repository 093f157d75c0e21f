"""Finding values in what a YAML text holds, whatever shape it has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.vocabularies.yaml_text import Path as FieldPath

EACH = "*"
"""In a pattern: every entry of a list."""

KEYS = "{}"
"""In a pattern: every key of a mapping."""


def values_at(value: Any, pattern: tuple[str, ...], path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """The texts that a pattern of field names leads to, with their paths; what has another shape is passed over."""
    if not pattern:
        if isinstance(value, str):
            yield path, value
        return
    head, rest = pattern[0], pattern[1:]
    if head == EACH and isinstance(value, list):
        for place, entry in enumerate(value):
            yield from values_at(entry, rest, (*path, place))
    elif head == KEYS and isinstance(value, dict):
        for key in value:
            yield (*path, key), key
    elif isinstance(value, dict) and head in value:
        yield from values_at(value[head], rest, (*path, head))


def text_at(value: Any, *pattern: str) -> str:
    """The text at the end of these field names; empty if there is none."""
    return next((text for _, text in values_at(value, pattern)), "")
