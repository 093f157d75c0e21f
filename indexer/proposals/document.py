"""A reading as proposals look at it: passages with their pages, put together to zones in which facts are looked for.

Where a law says what it is does not change from country to country: title, number and date stand before the first
article, the formula of promulgation before it or at the very end, the gazette at the head or foot of the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from indexer.model import LineKind, Reading
from indexer.proposals.data import Evidence
from indexer.structure import paragraphs_of
from indexer.structure.folding import Folded, fold

LONGEST = 2000
"""Code points of a passage; longer paragraphs are taken in parts, so that no rule ever sees more at once."""

FRONT, FRONT_WITHOUT_ARTICLES, BODY, BACK, RUNNING = 6000, 2500, 4000, 1500, 800
"""How many code points of each zone are looked at."""

FRONT_PAGES, BACK_PAGES, ALL_PAGES = 12, 3, 400
ALL = 200_000
"""How many code points, from the first page on, are looked through for what a file is about."""

ZoneName = Literal["front", "body", "back", "running"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a page (from 1), or a part of a long one; ``kind`` is what its lines are."""

    page: int
    text: str
    kind: LineKind

    def evidence(self, start: int = 0, end: int | None = None) -> Evidence:
        """The passage as evidence for what was read in ``text[start:end]``."""
        return Evidence(self.page, self.text, start, len(self.text) if end is None else end)


class Zone:
    """Passages folded and put below each other: ``text`` has one a line, so that a rule can read on over its end.

    ``text`` is folded as headings are (``indexer.structure.folding``): small letters without accents, ASCII digits.
    """

    def __init__(self, name: ZoneName, passages: Iterable[Passage]) -> None:
        """Fold the passages."""
        self.name = name
        self.passages = tuple(passages)
        self._folded: list[Folded] = [fold(passage.text) for passage in self.passages]
        self._starts: list[int] = []
        at = 0
        for folded in self._folded:
            self._starts.append(at)
            at += len(folded.text) + 1
        self.text = "\n".join(folded.text for folded in self._folded)

    def at(self, place: int) -> int:
        """The index of the passage that a place of ``text`` is in."""
        return bisect_right(self._starts, place) - 1

    def start_of(self, index: int) -> int:
        """Where in ``text`` a passage begins."""
        return self._starts[index]

    def evidence(self, start: int, end: int) -> Evidence:
        """The passage of ``text[start:end]``; of several the first, to its end."""
        index = self.at(start)
        folded, begin = self._folded[index], self._starts[index]
        last = min(end - begin, len(folded.text))
        return self.passages[index].evidence(folded.places[start - begin], folded.original(last))

    def original(self, start: int, end: int) -> str:
        """What was printed where ``text[start:end]`` stands now, the ends of passages as spaces."""
        parts = []
        for index in range(self.at(start), self.at(max(start, end - 1)) + 1):
            folded, begin = self._folded[index], self._starts[index]
            low, high = max(start - begin, 0), min(end - begin, len(folded.text))
            parts.append(self.passages[index].text[folded.places[low] : folded.original(high)])
        return " ".join(" ".join(parts).split())


class Document:
    """A reading with its passages and zones, each made when it is first asked for."""

    def __init__(self, reading: Reading) -> None:
        """Look at ``reading``."""
        self.reading = reading
        self._pages: dict[int, tuple[Passage, ...]] = {}

    @property
    def languages(self) -> Mapping[str, float]:
        """The languages of the file and their shares, largest first."""
        return self.reading.structure.languages

    def passages(self, most: int = ALL) -> Iterator[Passage]:
        """The passages without running heads from the first page on, until ``most`` code points are reached."""
        seen = 0
        for number in range(1, min(len(self.reading.pages.pages), ALL_PAGES) + 1):
            for passage in self._page(number):
                if passage.kind != "running":
                    yield passage
                    seen += len(passage.text)
                if seen > most:
                    return

    @cached_property
    def zones(self) -> tuple[Zone, ...]:
        """The zones in the order of their weight: front, back, body, running."""
        opening = list(self.passages(FRONT + BODY))
        articles = self._first_provision(opening)
        front, _ = _taken(opening[:articles], FRONT)
        back = _without(self._last(), front)
        body, _ = _taken(_without(opening, [*front, *back]), BODY)
        return Zone("front", front), Zone("back", back), Zone("body", body), Zone("running", self._running())

    @property
    def front(self) -> Zone:
        """What stands before the first article."""
        return self.zones[0]

    def _first_provision(self, passages: list[Passage]) -> int:
        """The index of the passage that begins the first provision; without any, what is no longer the front."""
        provisions = self.reading.structure.provisions
        if not provisions:
            return len(_taken(passages, FRONT_WITHOUT_ARTICLES)[0])
        first = provisions[0]
        label = fold(f"{first.label}").text
        for index, passage in enumerate(passages):
            if passage.page >= first.page_from and fold(passage.text[: len(label) + 20]).text.startswith(label):
                return index
        return len(_taken(passages, FRONT_WITHOUT_ARTICLES)[0])

    def _last(self) -> list[Passage]:
        """The last passages of the file, in its order."""
        last: list[Passage] = []
        seen = 0
        count = len(self.reading.pages.pages)
        for number in range(count, max(count - BACK_PAGES, 0), -1):
            for passage in reversed(self._page(number)):
                if passage.kind == "running":
                    continue
                seen += len(passage.text)
                if seen > BACK:
                    return last[::-1]
                last.append(passage)
        return last[::-1]

    def _running(self) -> list[Passage]:
        """The different running heads and feet of the first pages."""
        lines: dict[str, Passage] = {}
        for number in range(1, min(len(self.reading.pages.pages), 3) + 1):
            for passage in self._page(number):
                if passage.kind == "running":
                    lines.setdefault(passage.text, passage)
        return _taken(list(lines.values()), RUNNING)[0]

    def _page(self, number: int) -> tuple[Passage, ...]:
        if number not in self._pages:
            paragraphs = paragraphs_of(self.reading.pages, self.reading.structure.kinds, number)
            self._pages[number] = tuple(
                Passage(number, part, paragraph.kind) for paragraph in paragraphs for part in _parts(paragraph.text)
            )
        return self._pages[number]


def _parts(text: str) -> Iterator[str]:
    """A text in parts of at most LONGEST code points, cut at a space if there is one near the end."""
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = end if end > 0 else start + LONGEST
        yield text[start:end]
        start = end
    if text[start:].strip():
        yield text[start:]


def _without(passages: list[Passage], others: list[Passage]) -> list[Passage]:
    """The passages that are not among the others: the same places of the file, not only the same words."""
    known = set(map(id, others))
    return [passage for passage in passages if id(passage) not in known]


def _taken(passages: list[Passage], most: int) -> tuple[list[Passage], list[Passage]]:
    """The first passages that have at most so many code points together, one at least; and those that are left."""
    seen = 0
    for index, passage in enumerate(passages):
        seen += len(passage.text)
        if seen > most and index:
            return passages[:index], passages[index:]
    return passages, []
