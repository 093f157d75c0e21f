"""From candidates to headings: what the label is, what the heading says, where the text begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from indexer.structure.assembly import text_of
from indexer.structure.candidates import Candidate, candidates_of, chosen
from indexer.structure.columns import same_baseline
from indexer.structure.contents import listed
from indexer.structure.labels import ARTICLE, BASIC, CHAPTER, DIVISION, SECTION, Label, Unit
from indexer.structure.layout import Row, Style, begins_paragraph

_HEADING_ROWS = 6
_HEADING_LENGTH = 300
_PLAIN_ROWS = 3
_ROOM = 0.08
"""The part of the column that a line of a heading leaves free where body text would have gone on."""
_BRACKETED = re.compile(r"\s*[\[【(]([^\])】]{2,60})[\])】]\s*")
_TEXT_LETTERS = 100
_ENDS_NO_HEADING = tuple(".;,。;,،؛")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a provision: ``row`` holds the label, its text begins in row ``body`` at character ``skip``."""

    row: int
    body: int
    skip: int
    unit: Unit
    label: Label
    text: str


def headings_of(
    rows: Sequence[Row], style: Style, barred: AbstractSet[int], language: str
) -> tuple[list[Heading], set[int]]:
    """The headings of the provisions among rows of one language, and the rows that only list them (contents)."""
    candidates = candidates_of(rows, style, barred)
    contents = _contents(rows, candidates)
    accepted = chosen([one for one in candidates if one.row not in contents], rows)
    units = _units(accepted, language)
    labels = {one.row for one in accepted}
    headings = [heading_of(rows, style, one, units[place], labels | set(barred)) for place, one in enumerate(accepted)]
    return headings, contents


def _contents(rows: Sequence[Row], candidates: Sequence[Candidate]) -> set[int]:
    """The rows of candidates that are entries of a table of contents."""
    marks = []
    for place, one in enumerate(candidates):
        end = candidates[place + 1].row if place + 1 < len(candidates) else len(rows)
        letters = sum(len(row.text) for row in rows[one.row + 1 : end])
        tail = rows[one.row].text[one.start :]
        marks.append(
            (f"{one.label.unit.name}_{one.label.number}", letters > _TEXT_LETTERS or len(tail) > _TEXT_LETTERS)
        )
    return {candidates[index].row for index in listed(marks)}


def _units(accepted: Sequence[Candidate], language: str) -> list[Unit]:
    """The unit of each heading, with ``Section`` understood.

    It divides a chapter; in English, where there are fewer articles than sections, it is the basic unit, and the
    articles, if any, hold sections. In the Maghreb ``الفصل`` is the article: there are more of them than of others.
    """
    articles = sum(one.label.unit is ARTICLE for one in accepted)
    sections = sum(one.label.unit is SECTION for one in accepted)
    chapters = sum(one.label.unit is CHAPTER for one in accepted)
    units: list[Unit] = []
    for one in accepted:
        unit = one.label.unit
        if unit is SECTION and (language == "fr" or articles >= sections):
            unit = DIVISION
        elif unit is ARTICLE and sections > articles and "en" in one.label.languages and language == "en":
            unit = replace(ARTICLE, rank=BASIC - 5)
        elif unit is CHAPTER and "ar" in one.label.languages and chapters > articles:
            unit = ARTICLE
        units.append(unit)
    return units


def heading_of(rows: Sequence[Row], style: Style, one: Candidate, unit: Unit, stops: AbstractSet[int]) -> Heading:
    """The heading that a candidate begins."""
    row, label = rows[one.row], one.label
    tail = row.text[one.start :].strip()
    if not tail:
        end = _rows_after(rows, style, one, unit, stops)
        text = text_of(rows[one.row + 1 : end], style, frozenset()).replace("\n", " ")
        return Heading(one.row, end, 0, unit, label, text)
    bracketed = _BRACKETED.match(row.text, one.start) if "zh" in label.languages and unit.rank >= BASIC else None
    if bracketed:
        return Heading(one.row, one.row, bracketed.end(), unit, label, bracketed[1])
    if not _is_heading(rows, style, one, unit, stops):
        return Heading(one.row, one.row, one.start, unit, label, "")
    end = _continued(rows, style, one.row, stops)
    text = text_of([row.cut(one.start), *rows[one.row + 1 : end]], style, frozenset()).replace("\n", " ")
    return Heading(one.row, end, 0, unit, label, text)


def _is_heading(rows: Sequence[Row], style: Style, one: Candidate, unit: Unit, stops: AbstractSet[int]) -> bool:
    """Whether the rest of the label's line is its heading and not the beginning of the text."""
    row = rows[one.row]
    if unit.rank < BASIC:
        return True
    if style.stands_out(row.line):
        return True
    if "zh" in one.label.languages:
        return False
    end = _end_of_plain_heading(rows, style, one.row, stops)
    if end >= len(rows) or end in stops or end - one.row > _PLAIN_ROWS:
        return False
    return not rows[end - 1].text.rstrip().endswith((*_ENDS_NO_HEADING, ":")) and not rows[end].text[:1].islower()


def _end_of_plain_heading(rows: Sequence[Row], style: Style, start: int, stops: AbstractSet[int]) -> int:
    """The row after a heading set like the body: the paragraph's end, or a line with room before a capital."""
    end = start + 1
    while end < len(rows) and end not in stops and end - start <= _PLAIN_ROWS:
        before, row = rows[end - 1], rows[end]
        capital = row.text[:1].isupper() and before.slack > _ROOM * (before.right - before.left)
        if begins_paragraph(before, row, style) or (capital and not before.ended):
            break
        end += 1
    return end


def _alike(style: Style, first: Row, second: Row) -> bool:
    """Whether two rows are set alike, as the lines of one heading are."""
    a, b = first.line, second.line
    return abs(a.size - b.size) < 0.6 and a.font == b.font and style.stands_out(a) == style.stands_out(b)


def _continued(rows: Sequence[Row], style: Style, start: int, stops: AbstractSet[int]) -> int:
    """The row after the last line of a heading that begins in row ``start``."""
    end = start + 1
    if not style.stands_out(rows[start].line):
        return _end_of_plain_heading(rows, style, start, stops)
    while end < len(rows) and end - start < _HEADING_ROWS and end not in stops:
        before, row = rows[end - 1], rows[end]
        if not (_alike(style, before, row) and row.page == before.page):
            break
        end += 1
    return end


def _rows_after(rows: Sequence[Row], style: Style, one: Candidate, unit: Unit, stops: AbstractSet[int]) -> int:
    """The row after the heading that stands below a label alone on its line; the next row if there is no heading."""
    first = one.row + 1
    if first >= len(rows) or first in stops:
        return first
    if style.stands_out(rows[first].line):
        end = _continued(rows, style, first, stops)
        return end if sum(len(row.text) for row in rows[first:end]) <= _HEADING_LENGTH else first
    return _plain_rows_after(rows, style, one, unit, stops)


def _plain_rows_after(rows: Sequence[Row], style: Style, one: Candidate, unit: Unit, stops: AbstractSet[int]) -> int:
    """The same for a heading that is set like the body: what its end and its length say must do."""
    first = one.row + 1
    end = first + 1
    while end < len(rows) and end not in stops and not begins_paragraph(rows[end - 1], rows[end], style):
        end += 1
    last = rows[end - 1]
    ended = last.text.rstrip().endswith((*_ENDS_NO_HEADING, ":"))
    if ended or rows[first].enumerated or rows[first].text[:1].islower() or end - first > 3:
        return first
    if unit.rank < BASIC:
        return end
    if "zh" in one.label.languages or end >= len(rows) or end in stops or rows[end].text[:1].islower():
        return first
    beside = same_baseline(rows[one.row].line, rows[first].line)
    return first if beside or end - first > 2 else end
