"""Provisions that have a number and no word: ``12 (1) ...``, ``3. Short title``, the paragraphs of a resolution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from indexer.structure.assembly import text_of
from indexer.structure.headings import Heading
from indexer.structure.labels import ARTICLE, PARAGRAPH, SECTION, Label, Unit
from indexer.structure.layout import Row, Style, begins_paragraph

_NUMBER = re.compile(r"(\d{1,4})((?:[.-]\d{1,2})?[A-Z]?)(?: (?:to|and|à|et) \d{1,4})?(?=[.)\s]|$)")
_DOT = re.compile(r"\s*[.)]\s*")
_LEAST = 3
_SKIPPED = 10
_ALIGNED = 8.0


@dataclass(frozen=True, slots=True)
class _Numbered:
    row: int
    number: int
    label: Label
    start: int
    dotted: bool
    styled: bool


def _numbered(rows: Sequence[Row], index: int, style: Style) -> _Numbered | None:
    """The numbered row that may begin a provision; None if it has no number or does not begin a paragraph."""
    row = rows[index]
    match = _NUMBER.match(row.text)
    before = rows[index - 1] if index else None
    if not match or not (begins_paragraph(before, row, style) or (before and style.stands_out(before.line))):
        return None
    dot = _DOT.match(row.text, match.end())
    start = dot.end() if dot else match.end()
    number = match[1] + match[2].lower().replace(".", "-")
    key = tuple(int(part) for part in re.findall(r"\d+", number))
    label = Label(PARAGRAPH, number, key, match[0], match.end(), ())
    return _Numbered(index, int(match[1]), label, start, dot is not None, style.differs(row.line))


def _chain(found: Sequence[_Numbered], rows: Sequence[Row]) -> list[_Numbered]:
    """The numbers that count up from 1 at one indent, each the next or little later."""
    chain: list[_Numbered] = []
    for one in found:
        if not chain:
            if one.number == 1:
                chain.append(one)
            continue
        step = one.number - chain[-1].number
        level = abs(rows[one.row].indent - rows[chain[0].row].indent) <= _ALIGNED
        more = step == 0 and one.label.key > chain[-1].label.key
        if level and (step == 1 or more or (one.styled and 1 < step <= _SKIPPED)):
            chain.append(one)
    return chain if len(chain) >= _LEAST else []


def _unit(chain: Sequence[_Numbered], language: str) -> Unit:
    """Numbers with a dot and the look of the body count paragraphs; others count the sections or articles of a law."""
    plain = sum(one.dotted and not one.styled for one in chain)
    if plain * 2 > len(chain):
        return PARAGRAPH
    return SECTION if language == "en" else ARTICLE


def numbered_headings(rows: Sequence[Row], style: Style, barred: AbstractSet[int], language: str) -> list[Heading]:
    """The provisions of a text whose provisions have bare numbers; for a text that has no articles with a word.

    The heading is the rest of a line that stands out or, as in the laws of Canada, the line that stands out before the
    number.
    """
    found = [_numbered(rows, index, style) for index in range(len(rows)) if index not in barred]
    chain = _chain([one for one in found if one], rows)
    unit = _unit(chain, language)
    headings: list[Heading] = []
    stops = {one.row for one in chain}
    for one in chain:
        tail = rows[one.row].text[one.start :].strip()
        if style.stands_out(rows[one.row].line) and tail:
            end = _end_of_heading(rows, style, one.row, stops)
            text = text_of([rows[one.row].cut(one.start), *rows[one.row + 1 : end]], style, frozenset())
            headings.append(Heading(one.row, end, 0, unit, one.label, text.replace("\n", " ")))
        elif not tail and one.row + 1 < len(rows) and style.stands_out(rows[one.row + 1].line):
            end = _end_of_heading(rows, style, one.row + 1, stops)
            text = text_of(rows[one.row + 1 : end], style, frozenset())
            headings.append(Heading(one.row, end, 0, unit, one.label, text.replace("\n", " ")))
        else:
            before = _heading_before(rows, style, one.row) if unit is not PARAGRAPH else ""
            headings.append(Heading(one.row, one.row, one.start, unit, one.label, before))
    return headings


def _end_of_heading(rows: Sequence[Row], style: Style, start: int, stops: AbstractSet[int]) -> int:
    end = start + 1
    while end < len(rows) and end - start < _LEAST and end not in stops and style.stands_out(rows[end].line):
        end += 1
    return end


def _heading_before(rows: Sequence[Row], style: Style, index: int) -> str:
    """The line that stands out right before a row; nothing if there is none."""
    row = rows[index - 1] if index else None
    return row.text.strip() if row and style.stands_out(row.line) and not style.larger(row.line) else ""
