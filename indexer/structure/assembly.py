"""Lines put together to text: paragraphs, hyphens, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from indexer.model import LineKind
from indexer.structure.columns import same_baseline
from indexer.structure.layout import Place, Row, Style, begins_paragraph

_NOTHING: Mapping[Place, LineKind] = {}
_SOFT = "\u00ad\u2010\ufffe\u0002"
_HYPHENS = (*_SOFT, "-")
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]++-[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def compounds_of(rows: Iterable[Row]) -> frozenset[str]:
    """The words with a hyphen inside that stand within lines, in lower case: they keep theirs at the end of a line."""
    return frozenset(word.lower() for row in rows for word in _COMPOUND.findall(row.text))


def _divided_word(before: str, after: str, compounds: AbstractSet[str]) -> str:
    """What is left of a line that ends with a hyphen when the next line goes on with the word."""
    stem = before[:-1]
    last, first = _LAST_WORD.search(stem), _FIRST_WORD.match(after)
    if not last or not first or f"{last[0]}-{first[0]}".lower() in compounds:
        return f"{stem}-"
    capitals = last[0].isupper() and first[0].isupper() and len(last[0]) > 1
    return stem if first[0][0].islower() or capitals else f"{stem}-"


def joint(before: str, after: str, compounds: AbstractSet[str]) -> tuple[str, str]:
    """What is left of a line and what follows it (a space or nothing) when the next line continues it."""
    if before.endswith(_HYPHENS) and before[-2:-1].isalpha() and after[:1].isalpha():
        return _divided_word(before, after, compounds), ""
    if _HAN.match(before[-1:]) or _HAN.match(after[:1]):
        return before, ""
    chinese = len(_CHINESE.findall(before)) * 2 > len(before)
    return before, "" if chinese and not (before[-1:].isalpha() and after[:1].isalpha()) else " "


def is_divided(before: Row, row: Row, style: Style, apart: Mapping[Place, LineKind]) -> bool:
    """Whether a row begins a line of the text."""
    kind = apart.get(row.place)
    return kind != apart.get(before.place) or kind == "table" or begins_paragraph(before, row, style)


def text_of(
    rows: Sequence[Row], style: Style, compounds: AbstractSet[str], apart: Mapping[Place, LineKind] = _NOTHING
) -> str:
    """The text of rows in their order: paragraphs a line each, cells of a table row apart by a tab.

    A word that a hyphen at the end of a line divides becomes whole again; Chinese lines join without a space. Rows
    whose places are in ``apart`` (headings, tables, notes) never join with neighbours of another kind.
    """
    parts: list[str] = []
    for before, row in zip((None, *rows), rows, strict=False):
        text = row.text.strip()
        if not text:
            continue
        if before is None or not parts:
            parts.append(text)
        elif before.page == row.page and same_baseline(before.line, row.line):
            parts.extend(("\t" if apart.get(row.place) == "table" else " ", text))
        elif is_divided(before, row, style, apart):
            parts.extend(("\n", text))
        else:
            parts[-1], space = joint(parts[-1], text, compounds)
            parts.extend((space, text))
    return "".join(parts)
