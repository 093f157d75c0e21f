"""Headings and the rows between them made into the tree of provisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from indexer.model import LineKind, PageText, Provision
from indexer.structure.assembly import text_of
from indexer.structure.headings import Heading
from indexer.structure.layout import Place, Row, Style

LanguageOf = Callable[[str, str], str]
"""Tells the language of a text, given the one that it probably is in."""


@dataclass(frozen=True, slots=True)
class Stream:
    """The rows of one language and what is known of them.

    ``apart`` are headings, tables and notes; ``numbers`` are the numbers of the pages that rows count from 0.
    """

    language: str
    prefix: str
    rows: Sequence[Row]
    headings: Sequence[Heading]
    apart: Mapping[Place, LineKind]
    style: Style
    compounds: AbstractSet[str]
    numbers: Sequence[int]


def _parents(headings: Sequence[Heading]) -> list[int | None]:
    """The index of the heading that holds each one: the last before it of a lower rank."""
    parents: list[int | None] = []
    open_headings: list[int] = []
    for index, heading in enumerate(headings):
        while open_headings and headings[open_headings[-1]].unit.rank >= heading.unit.rank:
            open_headings.pop()
        parents.append(open_headings[-1] if open_headings else None)
        open_headings.append(index)
    return parents


def ids_of(headings: Sequence[Heading], parents: Sequence[int | None]) -> list[str]:
    """The ids of provisions: name and number of the unit, ``art_5``.

    An id that occurs more than once has its parent's in front (``chp_2__art_5``); what then still is the same gets a
    count (``art_5_2``), which no number contains.
    """
    plain = [f"{one.unit.name}_{one.label.number}" if one.label.number else one.unit.name for one in headings]
    often = Counter(plain)
    taken: Counter[str] = Counter()
    ids: list[str] = []
    for name, parent in zip(plain, parents, strict=True):
        own = f"{ids[parent]}__{name}" if often[name] > 1 and parent is not None else name
        taken[own] += 1
        ids.append(own if taken[own] == 1 else f"{own}_{taken[own]}")
    return ids


def _end(stream: Stream, index: int, loose: AbstractSet[int]) -> int:
    """The row after the text of a provision: that of the next heading, or of headings without a label before it."""
    if index + 1 == len(stream.headings):
        return len(stream.rows)
    end = stream.headings[index + 1].row
    while end > stream.headings[index].body and end - 1 in loose:
        end -= 1
    return end


def _body(stream: Stream, index: int, loose: AbstractSet[int]) -> list[Row]:
    """The rows of the text of a provision, without what its heading takes of the first."""
    heading = stream.headings[index]
    rows = list(stream.rows[heading.body : _end(stream, index, loose)])
    if rows and heading.skip:
        rows[0] = rows[0].cut(heading.skip)
    return rows


def provisions_of(stream: Stream, loose: AbstractSet[int], language_of: LanguageOf) -> list[Provision]:
    """The provisions of a stream in order; ``loose`` are rows of headings without a label."""
    parents = _parents(stream.headings)
    ids = [stream.prefix + own for own in ids_of(stream.headings, parents)]
    provisions: list[Provision] = []
    for index, heading in enumerate(stream.headings):
        body = _body(stream, index, loose)
        text = text_of(body, stream.style, stream.compounds, stream.apart)
        first = stream.rows[heading.row].page
        last = max((row.page for row in (*body, *stream.rows[heading.row : heading.body])), default=first)
        parent = parents[index]
        provisions.append(
            Provision(
                id=ids[index],
                parent=None if parent is None else ids[parent],
                level=heading.unit.level,
                label=heading.label.text,
                heading=heading.text.strip(" .:"),
                page_from=stream.numbers[first],
                page_to=stream.numbers[max(first, last)],
                language=language_of(f"{heading.text}\n{text}", stream.language),
                text=text,
            )
        )
    return provisions


def outside_of(stream: Stream, loose: AbstractSet[int], language_of: LanguageOf) -> list[PageText]:
    """The text of each page of a stream that belongs to no provision: what is before the first, headings between."""
    taken = {
        row
        for index, heading in enumerate(stream.headings)
        for row in range(heading.row, max(heading.body, _end(stream, index, loose)))
    }
    pages: defaultdict[int, list[Row]] = defaultdict(list)
    for index, row in enumerate(stream.rows):
        if index not in taken:
            pages[row.page].append(row)
    texts = ((page, text_of(rows, stream.style, stream.compounds, stream.apart)) for page, rows in pages.items())
    return [PageText(stream.numbers[page], language_of(text, stream.language), text) for page, text in texts if text]
