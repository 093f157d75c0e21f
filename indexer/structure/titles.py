"""The title of a document, and headings that have no label."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from indexer.structure.assembly import text_of
from indexer.structure.columns import same_baseline
from indexer.structure.layout import Row, Style, begins_paragraph

_LONGEST_RUN = 5
_TITLE_LENGTH = 400
_TITLE_ROWS = 12
_SCANNED = 1.4
"""How many times larger than the usual line of a scan its title is."""
_NO_HEADING = tuple(".;,。;،؛")


def styled_headings(rows: Sequence[Row], style: Style, barred: AbstractSet[int]) -> set[int]:
    """The rows that stand out and stand by themselves: headings, whether or not they have a label.

    A run of more than five such rows is emphasis; so is a line that ends as a sentence or has a neighbour beside it.
    """
    found: set[int] = set()
    run: list[int] = []
    for index, row in enumerate((*rows, None)):
        if row is not None and index not in barred and style.stands_out(row.line):
            run.append(index)
            continue
        if run and len(run) <= _LONGEST_RUN and _by_itself(rows, run, style):
            found.update(run)
        run = []
    return found


def _by_itself(rows: Sequence[Row], run: Sequence[int], style: Style) -> bool:
    """Whether a run of rows that stand out is a paragraph of its own."""
    first, last = rows[run[0]], rows[run[-1]]
    before = rows[run[0] - 1] if run[0] else None
    after = rows[run[-1] + 1] if run[-1] + 1 < len(rows) else None
    if any(same_baseline(row.line, end.line) for row, end in ((before, first), (after, last)) if row):
        return False
    if style.larger(first.line):
        return True
    ended = last.text.rstrip().endswith(_NO_HEADING)
    begins = before is None or before.ended or begins_paragraph(before, first, style)
    ends = after is None or begins_paragraph(last, after, style) or not after.text[:1].islower()
    return begins and ends and not ended


def title_rows(rows: Sequence[Row], style: Style, barred: AbstractSet[int], first_heading: int) -> list[int]:
    """The rows of the title: the largest lines that stand out on the first page with text, above the first provision.

    Where nothing stands out, the first paragraph if it is short and no sentence.
    """
    end = min(first_heading, len(rows))
    front = [index for index in range(end) if index not in barred and rows[index].page == rows[0].page]
    if rows and not rows[0].line.font:
        return _large_rows(rows, style, front)
    outstanding = [index for index in front if style.stands_out(rows[index].line)]
    if outstanding:
        largest = max(rows[index].line.size for index in outstanding)
        start = next(index for index in outstanding if rows[index].line.size > largest - 0.6)
        found = [start]
        for index in range(start + 1, end):
            if index in barred or abs(rows[index].line.size - largest) > 0.6 or len(found) >= _TITLE_ROWS:
                break
            if not style.stands_out(rows[index].line):
                break
            found.append(index)
        return found
    return _first_paragraph(rows, style, front)


def _large_rows(rows: Sequence[Row], style: Style, front: Sequence[int]) -> list[int]:
    """The first large lines of a scan, whose sizes OCR can only guess, and which belong together if they touch."""
    found: list[int] = []
    for index in front:
        if rows[index].line.size >= _SCANNED * style.size:
            found.append(index)
        elif found:
            break
    return found[:_TITLE_ROWS]


def _first_paragraph(rows: Sequence[Row], style: Style, front: Sequence[int]) -> list[int]:
    found = list(front[:1])
    for index in front[1:]:
        if index != found[-1] + 1 or begins_paragraph(rows[index - 1], rows[index], style):
            break
        found.append(index)
    too_long = sum(len(rows[index].text) for index in found) > _TITLE_LENGTH / 2
    return [] if not found or too_long or rows[found[-1]].text.rstrip().endswith(_NO_HEADING) else found


def title_of(rows: Sequence[Row], title: Sequence[int], style: Style) -> str:
    """The text of the title on one line."""
    text = text_of([rows[index] for index in title], style, frozenset())
    return " ".join(text.split())[:_TITLE_LENGTH]
