"""Lines that begin with a label, and how surely each is a heading and not a sentence about another provision."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import IntEnum

from indexer.structure.columns import same_baseline
from indexer.structure.contents import has_leaders
from indexer.structure.folding import fold
from indexer.structure.labels import ANNEX, BASIC, Label, label_of
from indexer.structure.layout import Row, Style, begins_paragraph, row_before

_SEPARATOR = re.compile(r"\s*[.:\-–—−](?:\s*[.:\-–—−])*\s*")
_LONG_HEADING = 200
_ARABIC_ABOUT = frozenset({"في", "بشان"})
_ARABIC_REFERENCE = _ARABIC_ABOUT | {
    "من", "الي", "علي", "عن", "او", "هذا", "هذه", "المذكوره", "المشار", "اعلاه", "السابقه", "السابق", "التي", "الذي",
    "بان", "ان", "لا",
}  # fmt: skip
_HAN_REFERENCE = re.compile(r"[、,至第规款项的和及或所中以]|[一二三四五六七八九十]+款")
_QUOTED = re.compile(r"\s*[\"»”']")


class Evidence(IntEnum):
    """How surely a line with a label is a heading."""

    NONE = 0
    WEAK = 1  # only if its number is the one that must come next
    STRONG = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that begins with a label; ``start`` is where the rest of the line begins, after the separator."""

    row: int
    label: Label
    start: int
    separated: bool
    evidence: Evidence
    styled: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class _Tail:
    """What follows a label on its line: with or without a separator, and whether it ends as a sentence does."""

    text: str
    separated: bool
    ended: bool
    container: bool


def _of_chinese_tail(tail: _Tail) -> Evidence:
    """A space, a separator or a bracket after the number makes a heading; words that refer to it make a sentence."""
    if tail.separated or tail.text.startswith((" ", "[", "【")):
        return Evidence.STRONG
    if _HAN_REFERENCE.match(tail.text) or (tail.container and tail.ended):
        return Evidence.NONE
    return Evidence.STRONG if tail.container else Evidence.WEAK


def _of_arabic_tail(tail: _Tail) -> Evidence:
    """A separator makes a heading; without one a preposition or a comma makes a sentence."""
    if tail.separated:
        return Evidence.STRONG
    first = fold(tail.text.split(maxsplit=1)[0]).text.strip("(),.:")
    reference = first in _ARABIC_REFERENCE and not (tail.container and first in _ARABIC_ABOUT)
    if reference or tail.text.lstrip().startswith(("،", ",")):
        return Evidence.NONE
    return Evidence.STRONG if tail.container and not tail.ended else Evidence.WEAK


def _of_cased_tail(tail: _Tail) -> Evidence:
    """A capital after a separator makes a heading, a small letter or a comma a sentence."""
    text = tail.text.lstrip()
    letter = next((character for character in text if character.isalpha()), "")
    if letter.islower() or text.startswith((",", ";", ")", "/")):
        return Evidence.WEAK if tail.separated and text[:1].islower() else Evidence.NONE
    return Evidence.STRONG if tail.separated or (tail.container and not tail.ended) else Evidence.WEAK


def _of_tail(label: Label, tail: _Tail) -> Evidence:
    """The evidence of what follows the label on its line."""
    if "zh" in label.languages:
        return _of_chinese_tail(tail)
    return _of_arabic_tail(tail) if "ar" in label.languages else _of_cased_tail(tail)


def _candidate(rows: Sequence[Row], index: int, style: Style, barred: AbstractSet[int]) -> Candidate | None:
    """The candidate that a row is; None if it has no label or can be no heading."""
    row = rows[index]
    label = label_of(row.text)
    if label is None or has_leaders(rows, index) or (label.unit.rank < BASIC and len(row.text) > _LONG_HEADING):
        return None
    before = row_before(rows, index, barred)
    if before and before.page == row.page and same_baseline(before.line, row.line):
        return None  # a cell of a table, or a reference after a wide space
    rest = row.text[label.end :]
    separator = _SEPARATOR.match(rest)
    separated = separator is not None
    start = label.end + (separator.end() if separator else 0)
    alone = not row.text[start:].strip()
    styled = style.differs(row.line)
    beginning = before is None or before.ended or begins_paragraph(before, row, style)
    beginning = beginning or (before is not None and style.differs(before.line) != styled)
    if alone:
        evidence = Evidence.STRONG
    elif _QUOTED.match(row.text[start:]) and not separated and not _is_misread_space(label, row):
        return None
    else:
        tail = _Tail(row.text[start:] if separated else rest, separated, row.ended, label.unit.rank < BASIC)
        evidence = _of_tail(label, tail)
        if styled and evidence is Evidence.WEAK and not row.ended:
            evidence = Evidence.STRONG
    if not beginning or _continues_sentence(before, row):
        sure = evidence is Evidence.STRONG and (alone or separated) and not _begins_small(row)
        sure = sure and not _ends_heading(before, label)
        evidence = Evidence.WEAK if sure else Evidence.NONE
    return Candidate(index, label, start, separated, evidence, styled, alone) if evidence else None


def _is_misread_space(label: Label, row: Row) -> bool:
    """Whether a quotation mark may be what OCR made of the wide space after a Chinese number."""
    after = _QUOTED.sub("", row.text[label.end :], count=1)
    return "zh" in label.languages and not row.line.font and not _HAN_REFERENCE.match(after)


def _continues_sentence(before: Row | None, row: Row) -> bool:
    """Whether a label in lower case goes on with the sentence before it, as in ``under article 5``."""
    return _begins_small(row) and before is not None and not before.ended


def _ends_heading(before: Row | None, label: Label) -> bool:
    """Whether a chapter or an annex is named at the end of an article's heading, which runs over two lines."""
    heading = label_of(before.text) if before else None
    return heading is not None and heading.unit.rank >= BASIC > label.unit.rank


def _begins_small(row: Row) -> bool:
    """Whether the first letter is a small one; ``(article 5)`` refers as ``article 5`` does."""
    return row.text.lstrip("([")[:1].islower()


def candidates_of(rows: Sequence[Row], style: Style, barred: AbstractSet[int]) -> list[Candidate]:
    """All candidates among the rows but those in ``barred`` (tables and notes), in order."""
    found = [_candidate(rows, index, style, barred) for index in range(len(rows)) if index not in barred]
    return _by_style([candidate for candidate in found if candidate], rows)


def _by_style(candidates: Sequence[Candidate], rows: Sequence[Row]) -> list[Candidate]:
    """Where most articles have headings that stand out, one that does not needs the right number, too.

    OCR knows no fonts, and sizes only by the marks on a line: there a label alone on its line stands out enough.
    """
    articles = [one for one in candidates if one.label.unit.rank == BASIC and one.evidence is Evidence.STRONG]
    styled = sum(one.styled for one in articles)
    if styled * 2 <= len(articles):
        return list(candidates)
    return [
        Candidate(one.row, one.label, one.start, one.separated, Evidence.WEAK, one.styled, one.alone)
        if one.label.unit.rank >= BASIC and not one.styled and (rows[one.row].line.font or not one.alone)
        else one
        for one in candidates
    ]


def follows(before: tuple[int, ...] | None, key: tuple[int, ...]) -> bool:
    """Whether a number is one that may come next: 1 at first, 6 or 5bis after 5, 6 after 5bis, 123-5 after 123-4."""
    if before is None:
        return key[:1] in ((1,), (0,)) and len(key) <= 2
    for length in range(1, len(before) + 1):
        if key[:length] == (*before[: length - 1], before[length - 1] + 1) and len(key) <= length + 1:
            return True
    return len(key) == len(before) + 1 and key[:-1] == before and key[-1] <= 2


def chosen(candidates: Sequence[Candidate], rows: Sequence[Row]) -> list[Candidate]:
    """The candidates that are headings: the strong ones, and the weak ones whose number comes next.

    A strong one that is neither styled nor alone on its line is dropped if the two around it follow each other without
    it: a law that amends another quotes its articles. One that only says again, at the top of a page, which article is
    being read is dropped, too.
    """
    kept: list[Candidate] = []
    upcoming = _upcoming(candidates)
    current: dict[str, tuple[int, ...] | None] = {}
    for place, one in enumerate(candidates):
        name, key = one.label.unit.name, one.label.key
        before = current.get(name)
        if one.evidence is Evidence.WEAK and (not key or not follows(before, key)):
            continue
        if before and before == key and one.alone and _is_first_of_page(rows, one.row):
            continue
        if one.evidence is Evidence.STRONG and not one.styled and not one.alone:
            after = upcoming[place]
            if before and after and follows(before, after) and not follows(before, key) and key != before:
                continue
        kept.append(one)
        current[name] = key
        if one.label.unit is ANNEX:
            current = {}
    return kept


def _upcoming(candidates: Sequence[Candidate]) -> list[tuple[int, ...] | None]:
    """For each candidate the key of the next one of its kind; None for the last."""
    last: dict[str, tuple[int, ...]] = {}
    keys: list[tuple[int, ...] | None] = []
    for one in reversed(candidates):
        keys.append(last.get(one.label.unit.name))
        last[one.label.unit.name] = one.label.key
    return keys[::-1]


def _is_first_of_page(rows: Sequence[Row], index: int) -> bool:
    return index > 0 and rows[index - 1].page != rows[index].page
