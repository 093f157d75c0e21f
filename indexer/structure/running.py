"""Running heads and feet: what a page repeats above and below its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher

from indexer.model import Page, Pages
from indexer.structure.labels import BASIC, label_of
from indexer.structure.layout import same_baseline

_MARGIN = 0.12
"""The part of the page's height at its top and bottom in which running lines stand."""

_SHARE = 0.5
"""The part of all pages, or of all odd or all even pages, on which a running line stands."""

_DRIFT = 4.0
"""How much the height of a running line may differ from page to page, in points."""

_ROWS = 3
"""How many rows of running lines a margin can hold."""

_NUMBER = re.compile(r"[\d٠-٩]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ROMAN = re.compile(r"\W*[ivxlc]+\W*")


def _masked(text: str) -> str:
    """A text without what changes from page to page: numbers, and a page number in Roman numerals."""
    masked = _NUMBER.sub("#", " ".join(text.lower().split()))
    return "#" if _ROMAN.fullmatch(masked) else masked


def _printed_area(pages: Pages) -> tuple[float, float]:
    """Where on the pages the highest line begins and the lowest ends: scans often stand in wide white margins."""
    boxes = [line.box for page in pages.pages for line in page.lines]
    return min((box[1] for box in boxes), default=0.0), max((box[3] for box in boxes), default=0.0)


def _outermost(page: Page, area: tuple[float, float], taken: set[int], *, top: bool) -> list[int]:
    """The lines of the outermost row of a margin that is not taken yet; a row may have a left and a right part."""
    margin = _MARGIN * (area[1] - area[0])
    upper = max(_MARGIN * page.height, area[0] + margin)
    lower = min((1 - _MARGIN) * page.height, area[1] - margin)
    inside = [
        index
        for index, line in enumerate(page.lines)
        if index not in taken and (line.box[3] <= upper if top else line.box[1] >= lower)
    ]
    if not inside:
        return []
    first = min(inside, key=lambda index: page.lines[index].box[1] if top else -page.lines[index].box[3])
    beside = [index for index in inside if same_baseline(page.lines[first], page.lines[index])]
    return sorted({first, *beside})


def _alike(first: str, second: str, *, roughly: bool) -> bool:
    """Whether two masked lines are the same; of OCR, most letters or half of the words must be."""
    if first == second:
        return True
    if not roughly:
        return False
    words, others = set(_WORD.findall(first)), set(_WORD.findall(second))
    shared = len(words & others)
    return (shared >= 3 and 2 * shared >= min(len(words), len(others))) or (
        SequenceMatcher(None, first, second).ratio() >= 0.8
    )


def _is_article(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.unit.rank >= BASIC


def _repeated(pages: Pages, rows: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those of the lines (page, index) that enough other pages have at the same height."""
    heights: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for number, index in rows:
        page = pages.pages[number]
        text = _masked(page.lines[index].text)
        heights[round(page.lines[index].box[1] / _DRIFT)].append((number, index, text))
    found: set[tuple[int, int]] = set()
    for band in sorted(heights):
        near = heights[band] + heights.get(band + 1, [])
        for number, index, text in heights[band] + heights.get(band + 1, []):
            roughly = pages.pages[number].source == "ocr"
            alike = {other for other, _, mask in near if _alike(text, mask, roughly=roughly)}
            if _enough(alike, len(pages.pages)):
                found.add((number, index))
    return found


def _enough(having: set[int], total: int) -> bool:
    """Whether a line stands on enough pages: half of all, or of those on one side of an open book."""
    if len(having) < 2:
        return False
    if len(having) >= _SHARE * total:
        return True
    sides = [{page for page in having if page % 2 == side} for side in (0, 1)]
    counts = [(total + 1) // 2, total // 2]
    return any(len(side) >= 3 and len(side) > _SHARE * count for side, count in zip(sides, counts, strict=True))


def running_lines(pages: Pages) -> set[tuple[int, int]]:
    """The running lines as (page, index), both from 0.

    A line runs if it is in the outermost row of the top or bottom twelve hundredths of its page, or of what is printed
    on the pages, and the same, digits masked, stands at the same height on half of the pages. The next row is looked at
    only where the outer one runs. The heading of an article never runs: those stand at the top of many pages, too.
    """
    found: set[tuple[int, int]] = set()
    area = _printed_area(pages)
    for top in (True, False):
        for _ in range(_ROWS):
            rows: list[tuple[int, int]] = []
            for number, page in enumerate(pages.pages):
                taken = {index for other, index in found if other == number}
                rows.extend((number, index) for index in _outermost(page, area, taken, top=top))
            new = {place for place in _repeated(pages, rows) if not _is_article(_text(pages, place))}
            if not new:
                break
            found |= new
    return found


def _text(pages: Pages, place: tuple[int, int]) -> str:
    return pages.pages[place[0]].lines[place[1]].text
