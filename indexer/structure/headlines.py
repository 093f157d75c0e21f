"""The lines of a page whose kind changes with a correction: what is no heading any more, and what is one now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.model import Line, LineKind, Pages
from indexer.structure.letters import letters_of

_FOLLOWING = 20


@dataclass(frozen=True, slots=True)
class Headline:
    """Words on a page (its number) before a text, and what the lines are that they fill: a heading, or body."""

    page: int
    words: str
    text: str
    kind: Literal["heading", "body"]


def kinds_with(
    pages: Pages, kinds: Sequence[tuple[LineKind, ...]], headlines: Iterable[Headline]
) -> tuple[tuple[LineKind, ...], ...]:
    """The kinds of all lines after the changes, in their order; pages without their lines stay as they are.

    A line counts if the words fill it: on the line of a label where the text begins nothing changes.
    """
    changed = [list(of_page) for of_page in kinds]
    numbers = {page.number: index for index, page in enumerate(pages.pages)}
    for one in headlines:
        index = numbers.get(one.page)
        if index is not None and pages.pages[index].lines:
            for at in _lines_of(one, pages.pages[index].lines, changed[index]):
                changed[index][at] = one.kind
    return tuple(map(tuple, changed))


def _lines_of(one: Headline, lines: Sequence[Line], kinds: Sequence[LineKind]) -> range:
    """The following lines of the other kind that the words fill; of several such those before the text."""
    wanted, text = letters_of(one.words).text, letters_of(one.text[: 4 * _FOLLOWING]).text[:_FOLLOWING]
    other: LineKind = "body" if one.kind == "heading" else "heading"
    letters = [letters_of(line.text).text for line in lines]
    found: list[range] = []
    for start in range(len(lines) if wanted else 0):
        end, joined = start, ""
        while end < len(lines) and kinds[end] == other and len(joined) < len(wanted):
            joined, end = joined + letters[end], end + 1
        if joined == wanted:
            found.append(range(start, end))
    before_text = [one for one in found if "".join(letters[one.stop : one.stop + 3]).startswith(text)]
    return (before_text or found or [range(0)])[0]
