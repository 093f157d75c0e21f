"""Running heads and feet: what a page repeats above and below its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from statistics import median

from indexer.model import Page, Pages
from indexer.structure.columns import same_baseline
from indexer.structure.labels import BASIC, label_of
from indexer.structure.layout import Place

_MARGIN = 0.12
"""The part of the page's height at its top and bottom in which running lines stand."""

_SHARE = 0.5
"""The part of all pages, or of all odd or all even pages, on which a running line stands."""

_DRIFT = 4.0
"""How much the height of a running line may differ from page to page, in points."""

_ROWS = 3
"""How many rows of running lines a margin can hold."""

_EDGE = 0.07
_SMALL = 0.9

_SPELLINGS = 20
"""How many of the spellings that OCR gave the lines at one height are each compared with all others."""

_NUMBER = re.compile(r"[\d٠-٩]+")
_WORD = re.compile(r"[^\W\d_]{3,}")
_ONLY_NUMBER = re.compile(r"\W*(\d{1,5})\W*")
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


def _alike(first: str, second: str) -> bool:
    """Whether two masked lines that OCR read are the same: most of their letters are, or half of their words."""
    words, others = set(_WORD.findall(first)), set(_WORD.findall(second))
    shared = len(words & others)
    if shared >= 3 and 2 * shared >= min(len(words), len(others)):
        return True
    return first == second or SequenceMatcher(None, first, second).ratio() >= 0.8


def _is_page_number(pages: Pages, place: Place) -> bool:
    """Whether a line says nothing but the number of its page; a file of one page repeats nothing."""
    found = _ONLY_NUMBER.fullmatch(_text(pages, place))
    return found is not None and int(found[1]) == pages.pages[place[0]].number


def _is_article(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.unit.rank >= BASIC


def _repeated(pages: Pages, places: Sequence[Place]) -> set[Place]:
    """Those of the lines that enough other pages have at the same height."""
    bands: defaultdict[int, list[Place]] = defaultdict(list)
    for number, index in places:
        band = round(pages.pages[number].lines[index].box[1] / _DRIFT)
        bands[band].append((number, index))
        bands[band + 1].append((number, index))
    found: set[Place] = set()
    for near in bands.values():
        masks = {place: _masked(_text(pages, place)) for place in near}
        having: defaultdict[str, set[int]] = defaultdict(set)
        for (number, _), mask in masks.items():
            having[mask].add(number)
        scanned = any(pages.pages[number].source == "ocr" for number, _ in near)
        running = _running_masks(having, len(pages.pages), roughly=scanned)
        found.update(place for place, mask in masks.items() if mask in running)
    return found


def _running_masks(having: Mapping[str, set[int]], total: int, *, roughly: bool) -> set[str]:
    """The masked texts that enough pages have; OCR spells one text in many ways, which count together."""
    if not roughly:
        return {mask for mask, numbers in having.items() if _enough(numbers, total)}
    frequent = sorted(having, key=lambda mask: -len(having[mask]))[:_SPELLINGS]
    together = {mask: {other for other in having if _alike(mask, other)} for mask in frequent}
    return set().union(
        *(alike for alike in together.values() if _enough(set().union(*(having[mask] for mask in alike)), total))
    )


def _enough(having: set[int], total: int) -> bool:
    """Whether a line stands on enough pages: half of all, or of those on one side of an open book."""
    if len(having) < 2:
        return False
    if len(having) >= _SHARE * total:
        return True
    sides = [{page for page in having if page % 2 == side} for side in (0, 1)]
    counts = [(total + 1) // 2, total // 2]
    return any(len(side) >= 3 and len(side) > _SHARE * count for side, count in zip(sides, counts, strict=True))


def _stands_in_edge(pages: Pages, place: Place) -> bool:
    """Whether a line of a file of one page, which repeats nothing, is small and in the outer edge of the page."""
    if len(pages.pages) > 1:
        return False
    page = pages.pages[0]
    line = page.lines[place[1]]
    small = line.size < _SMALL * median(other.size for other in page.lines)
    return small and (line.box[3] <= _EDGE * page.height or line.box[1] >= (1 - _EDGE) * page.height)


def running_lines(pages: Pages) -> set[Place]:
    """The running lines as (page, index), both from 0.

    A line runs if it is in the outermost row of the top or bottom twelve hundredths of its page, or of what is printed
    on the pages, and the same, digits masked, stands at the same height on half of the pages. The next row is looked at
    only where the outer one runs. The number of the page at its foot runs, and on a single page a small line in the
    edge. The heading of an article never runs: those stand at the top of many pages, too.
    """
    found: set[Place] = set()
    taken: defaultdict[int, set[int]] = defaultdict(set)
    area = _printed_area(pages)
    for top in (True, False):
        for _ in range(_ROWS):
            rows: list[Place] = []
            for number, page in enumerate(pages.pages):
                rows.extend((number, index) for index in _outermost(page, area, taken[number], top=top))
            new = _repeated(pages, rows) | {place for place in rows if _stands_in_edge(pages, place)}
            new = {place for place in new if not _is_article(_text(pages, place))}
            if not top:
                new |= {place for place in rows if _is_page_number(pages, place)}
            if not new:
                break
            found |= new
            for number, index in new:
                taken[number].add(index)
    return found


def _text(pages: Pages, place: Place) -> str:
    return pages.pages[place[0]].lines[place[1]].text
