"""Provisions that have a number and no word: ``12 (1) ...``, ``3. Short title``, the paragraphs of a resolution."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from indexer.structure.candidates import Candidate, Evidence
from indexer.structure.columns import same_baseline
from indexer.structure.headings import Heading, heading_of
from indexer.structure.labels import ARTICLE, PARAGRAPH, SECTION, Label, Unit
from indexer.structure.layout import Row, Style, begins_paragraph, row_before

_NUMBER = re.compile(r"(\d{1,4})((?:[.-]\d{1,2})*[A-Z]?)(?: (?:to|and|à|et|a|y) (\d{1,4}))?(?=[.)\s]|$)")
_DOT = re.compile(r"\s*[.)]\s*(?:[-–—]\s*)?")
_LAW = re.compile(
    r"\b(?:act|law|code|ordinance|decree|regulations?|statute|bill|loi|décret|ordonnance|arrêté|ley|código|decreto|"
    r"reglamento)\b|закон|кодекс|указ|постановление|قانون|نظام|مرسوم|لائحة|法|条例|办法|规定",
    re.IGNORECASE,
)
_NO_LAW = re.compile(
    r"resolution|résolution|resolución|резолюци|قرار الجمعية|决议|judge?ment|arrêt de|sentencia|решение|判决",
    re.IGNORECASE,
)
_YEARS = range(1800, 2100)
"""Numbers that a title may end with on a line of its own."""
_FRONT = 20
_LEAST = 3
_ALIGNED = 8.0


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A row that begins with a number; ``last`` is the end of a range (``12 to 14``), else the number itself."""

    row: int
    number: int
    last: int
    label: Label
    start: int
    dotted: bool
    styled: bool
    alone: bool

    @property
    def surely(self) -> bool:
        """Whether its look alone tells that it is the number of a provision."""
        return self.styled or self.alone


def _numbered(rows: Sequence[Row], index: int, style: Style, barred: AbstractSet[int]) -> _Numbered | None:
    """The numbered row that may begin a provision; None if it has no number or does not begin a paragraph."""
    row = rows[index]
    match = _NUMBER.match(row.text)
    before = row_before(rows, index, barred)
    if not match:
        return None
    dot = _DOT.match(row.text, match.end())
    start = dot.end() if dot else match.end()
    number = match[1] + re.sub(r"[.-]", "-", match[2].lower())
    key = tuple(int(part) for part in re.findall(r"\d+", number))
    label = Label(PARAGRAPH, number, key, match[0], match.end(), ())
    following = rows[index + 1] if index + 1 < len(rows) else None
    hanging = following is not None and following.page == row.page and same_baseline(row.line, following.line)
    alone = not row.text[start:].strip() and not hanging
    styled = style.differs(row.line)
    apart = before is None or style.differs(before.line) != styled or style.stands_out(before.line)
    if not (alone or apart or begins_paragraph(before, row, style)):
        return None
    last = int(match[3] or match[1])
    return _Numbered(index, key[0], last, label, start, dot is not None, styled, alone)


def _goes_on(one: _Numbered, last: _Numbered) -> bool:
    """Whether a number may stand after another: the next one, or any later one, or 1 again, that surely is one."""
    if one.number == last.last + 1 or (one.number == last.last and one.label.key > last.label.key):
        return True
    later = one.number == 1 or one.number > last.last or (one.number == last.last and one.label.key != last.label.key)
    return one.surely and later and one.number not in _YEARS


def _aligned(rows: Sequence[Row], first: _Numbered, second: _Numbered) -> bool:
    return abs(rows[first.row].indent - rows[second.row].indent) <= _ALIGNED


def _chain(found: Sequence[_Numbered], rows: Sequence[Row]) -> list[_Numbered]:
    """The numbers that count up at one indent, from 1 or from one that surely is the number of a provision."""
    chain: list[_Numbered] = []
    for one in found:
        level = one.alone or not chain or _aligned(rows, one, chain[0]) or _aligned(rows, one, chain[-1])
        begins = not chain and (one.number == 1 or (one.alone and one.styled and one.number not in _YEARS))
        if begins or (chain and level and _goes_on(one, chain[-1])):
            chain.append(one)
    return chain if len(chain) >= _LEAST else []


def _unit(chain: Sequence[_Numbered], rows: Sequence[Row], language: str) -> Unit:
    """Sections or articles in a law; paragraphs where numbers with a dot stand before plain text of anything else."""
    plain = sum(one.dotted and not one.surely for one in chain)
    front = " ".join(row.text for row in rows[: min(chain[0].row, _FRONT)])
    law = _LAW.search(front) and not _NO_LAW.search(front)
    if plain * 2 > len(chain) and not law:
        return PARAGRAPH
    return SECTION if language == "en" else ARTICLE


def numbered_rows(rows: Sequence[Row], style: Style, barred: AbstractSet[int]) -> list[int]:
    """The rows whose numbers surely, by their look, are those of provisions."""
    found = (_numbered(rows, index, style, barred) for index in range(len(rows)) if index not in barred)
    return [one.row for one in found if one and one.surely]


def numbered_headings(rows: Sequence[Row], style: Style, barred: AbstractSet[int], language: str) -> list[Heading]:
    """The provisions of a text whose provisions have bare numbers; for a text that has no articles with a word.

    The heading is found as that of a label with a word, or, as in the laws of Canada, is the line that stands out
    before the number.
    """
    found = [_numbered(rows, index, style, barred) for index in range(len(rows)) if index not in barred]
    numbers = [one for one in found if one]
    chain = _chain(numbers, rows)
    if not chain:
        return []
    unit = _unit(chain, rows, language)
    if unit is PARAGRAPH and any(one.number == 1 and one not in chain for one in numbers):
        return []  # lists that each begin with 1 divide nothing
    stops = barred | {one.row for one in chain}
    headings: list[Heading] = []
    for one in chain:
        candidate = Candidate(one.row, one.label, one.start, one.dotted, Evidence.STRONG, one.styled, one.alone)
        heading = heading_of(rows, style, candidate, unit, stops)
        if not heading.text and unit is not PARAGRAPH:
            heading = replace(heading, text=_heading_before(rows, style, one.row))
        headings.append(heading)
    return headings


def _heading_before(rows: Sequence[Row], style: Style, index: int) -> str:
    """The line that stands out right before a row, as a marginal note does; nothing if there is none."""
    row = rows[index - 1] if index else None
    return row.text.strip() if row and style.stands_out(row.line) and not style.larger(row.line) else ""
