"""Tables of contents: they look like the headings of the law and are not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.structure.columns import same_baseline
from indexer.structure.layout import Row

_LEADERS = re.compile(r"(?:\. ?){4,}|…{2,}|(?:… ){2,}|·{4,}|_{4,}|-{6,}")
_PAGE = re.compile(r"[\s.…·]*(?:\d{1,4}|[٠-٩]{1,4}|[ivxlc]{1,6})\s*")
_LEAST = 3


def has_leaders(rows: Sequence[Row], index: int) -> bool:
    """Whether a row is an entry of a table of contents by its look: dotted leaders, or a page number on its right."""
    row = rows[index]
    if _LEADERS.search(row.text):
        return True
    following = rows[index + 1] if index + 1 < len(rows) else None
    if following is None or following.page != row.page or not same_baseline(row.line, following.line):
        return False
    return bool(_PAGE.fullmatch(following.text))


def listed(marks: Sequence[tuple[str, bool]]) -> set[int]:
    """Which labels only list what comes later: indices of ``marks``, a mark being an id and whether text follows it.

    Three and more labels in a row without text between them, most of which come again later, are a table of contents;
    but not a part, its first chapter and that one's first section, which are of three kinds. Where the list begins
    again the law itself begins.
    """
    names = [name for name, _ in marks]
    found: set[int] = set()
    start = 0
    while start < len(marks):
        end = start
        while end < len(marks) and not marks[end][1]:
            end += 1
        # The last entry of the list is followed by the text of the law's beginning.
        stop = _beginning(names, start, min(end + 1, len(marks)))
        entries = names[start:stop]
        kinds = {name.split("_")[0] for name in entries}
        if end - start >= _LEAST and len(kinds) < len(entries) and _come_again(entries, names[stop:]):
            found.update(index for index in range(start, stop) if index < end or names[index] in names[stop:])
        start = max(stop, start + 1)
    return found


def _beginning(names: Sequence[str], start: int, stop: int) -> int:
    """Where the list that begins at ``start`` begins again before ``stop``; else ``stop``."""
    again = (index for index in range(start + _LEAST, stop) if names[index] == names[start])
    return next(again, stop)


def _come_again(entries: Sequence[str], later: Sequence[str]) -> bool:
    """Whether seven of ten entries come again."""
    known = set(later)
    return sum(name in known for name in entries) * 10 >= len(entries) * 7
