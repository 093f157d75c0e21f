"""The paragraphs of one page: its lines joined as the text of the file joins them, each line traceable in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from indexer.model import LineKind, Pages
from indexer.structure.assembly import compounds_of, is_divided, joint
from indexer.structure.columns import same_baseline
from indexer.structure.layout import Place, Row, Style, rows_of, style_of

NEARBY = 3
"""So many pages before and after one are looked at to tell its paragraphs."""


@dataclass(frozen=True, slots=True)
class LinePart:
    """What a paragraph has of a line: ``text[start:end]`` of the paragraph is the line ``index`` (from 0) of its page.

    It begins where the line begins; a hyphen that divides the last word is not in it.
    """

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Following lines of one kind that are one text: divided words whole, Chinese without spaces between lines."""

    kind: LineKind
    text: str
    lines: tuple[LinePart, ...]


@dataclass(slots=True)
class _Draft:
    kind: LineKind
    text: str = ""
    lines: list[LinePart] = field(default_factory=list)

    def add(self, index: int, line: str, joined: str = "", space: str = "") -> None:
        """Take in one more line after ``joined``, which is what it leaves of the text so far, and a space or none."""
        if self.lines:
            last = self.lines[-1]
            self.lines[-1] = LinePart(last.index, last.start, min(last.end, len(joined)))
        start = len(joined) + len(space)
        self.text = joined + space + line
        self.lines.append(LinePart(index, start, len(self.text)))


def paragraphs_of(pages: Pages, kinds: Sequence[Sequence[LineKind]], number: int) -> tuple[Paragraph, ...]:
    """The paragraphs of page ``number`` (from 1) in reading order; ``kinds`` are those of all lines of the file.

    Lines written in opposite directions are never in one paragraph, nor are the cells of a table; a running line is one
    by itself. What the body looks like is learned from the pages nearby: a page may have nothing but headings.
    """
    first = max(0, number - 1 - NEARBY)
    nearby, kinds = pages.pages[first : number + NEARBY], kinds[first : number + NEARBY]
    own = number - 1 - first
    running = {
        (page, at) for page, line_kinds in enumerate(kinds) for at, kind in enumerate(line_kinds) if kind == "running"
    }
    rows = rows_of(replace(pages, pages=nearby), running)
    apart = {row.place: kinds[row.page][row.index] for row in rows if kinds[row.page][row.index] != "body"}
    drafts = _drafts([row for row in rows if row.page == own], style_of(rows), compounds_of(rows), apart)
    paragraphs = [Paragraph(draft.kind, draft.text, tuple(draft.lines)) for draft in drafts]
    paragraphs += [_alone(index, nearby[own].lines[index].text) for page, index in running if page == own]
    return tuple(sorted(paragraphs, key=lambda paragraph: paragraph.lines[0].index))


def _drafts(
    rows: Sequence[Row], style: Style, compounds: AbstractSet[str], apart: Mapping[Place, LineKind]
) -> list[_Draft]:
    """The rows of a page joined."""
    drafts: list[_Draft] = []
    for before, row in zip((None, *rows), rows, strict=False):
        if before is None or _turns(before, row) or is_divided(before, row, style, apart):
            drafts.append(_Draft(apart.get(row.place, "body")))
            drafts[-1].add(row.index, row.text)
        elif same_baseline(before.line, row.line):
            drafts[-1].add(row.index, row.text, drafts[-1].text, " ")
        else:
            drafts[-1].add(row.index, row.text, *joint(drafts[-1].text, row.text, compounds))
    return drafts


def _alone(index: int, line: str) -> Paragraph:
    return Paragraph("running", line, (LinePart(index, 0, len(line)),))


def _turns(before: Row, row: Row) -> bool:
    """Whether two rows with letters are written in opposite directions."""
    lettered = all(any(map(str.isalpha, one.text)) for one in (before, row))
    return lettered and before.rightward != row.rightward
