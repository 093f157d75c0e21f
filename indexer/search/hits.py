"""Hits as a list of results shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappop, heappush
from itertools import chain, islice
from typing import Any

from indexer.search.answers import Hit, HitPassage
from indexer.search.highlighting import Marks, Place, joined, snippet
from indexer.search.types import PassageHit

HEADING_ONLY = 0.5
"""How much a heading without a text counts beside a text: it is short, so that its words weigh much."""


def hit_of(
    id: str, score: float, stored: Mapping[str, Any], passages: Sequence[HitPassage], display_language: str
) -> Hit:
    """A hit, made of what ``search.entries`` stored with the record."""
    titles: Mapping[str, str] = stored["titles"]
    original = stored["original_language"]
    language = display_language if display_language in titles else original
    if language not in titles:
        language = next(iter(titles), original)
    return Hit(
        id=id,
        kind=stored["kind"],
        title=titles.get(language, id),
        title_language=language,
        titles=titles,
        original_title=titles.get(original, ""),
        original_language=original,
        country=tuple(stored["country"]),
        organization=tuple(stored["organization"]),
        languages=tuple(stored["languages"]),
        date=stored["date"],
        score=score,
        crime=tuple(stored["crime"]),
        in_force=stored["in_force"],
        demonstration=stored["demonstration"],
        files=stored["files"],
        passages=tuple(passages),
    )


Order = tuple[bool, bool, float, int, int]
"""What places are sorted by: whether it is the summary, whether it has no whole phrase, its score, less first, and
where equal ones stood."""


@dataclass(frozen=True)
class _Found:
    """A passage and what is marked in it, looked for when it is asked; ``at`` is where it stood among the others."""

    passage: PassageHit
    marks: Marks
    at: int

    @cached_property
    def text(self) -> Sequence[Place]:
        return self.marks.find(self.passage.text, self.passage.language) if self.passage.text else ()

    @cached_property
    def heading(self) -> Sequence[Place]:
        return self.marks.find(self.passage.heading, self.passage.language) if self.passage.heading else ()

    @property
    def telling(self) -> bool:
        """Whether anything is marked, be it in the label only."""
        label = self.passage.label
        return bool(self.text or self.heading or (label and self.marks.find(label, self.passage.language)))

    @property
    def best_order(self) -> Order:
        """The order that it cannot come before, known without marking it."""
        return (not self.passage.file, not self.marks.rows, -self.passage.score, self.at, 0)

    def order(self, score: float, at: int, number: int) -> Order:
        """The summary comes last, whole phrases first, then the best; headings by themselves count less."""
        whole = self.marks.is_whole([*self.text, *self.heading])
        return (not self.passage.file, not whole, -score * (1 if self.passage.text else HEADING_ONLY), at, number)


def hit_passages_of(
    passages: Sequence[PassageHit], marks: Mapping[str, Marks], language: str, most: int
) -> list[HitPassage]:
    """At most ``most`` of the passages, which come best first: those with a whole phrase first, the summary last.

    Passages in which nothing is marked (neither in the text nor in label or heading) are shown only if all are such. Of
    a provision in several languages, and of the summary, one is shown: that in ``language`` if there is one.
    """
    found = [_Found(passage, marks[passage.language], at) for at, passage in enumerate(passages)]
    shown = list(islice(_best_first(found, language), most))
    if not shown:
        found = _by_words(found, marks)
        telling = [one for one in found if one.telling] or found
        all_of_them = chain.from_iterable(_in_one_language(versions, language) for versions in _places(telling))
        shown = [one for _, one in sorted(all_of_them)[:most]]
    return [_hit_passage(one) for one in shown]


def _best_first(found: Sequence[_Found], language: str) -> Iterator[_Found]:
    """The passages in which something is marked. Few are asked for: a place is marked once it may be the next."""
    ready: list[tuple[Order, _Found]] = []
    for place in sorted(_places(found), key=lambda versions: versions[0].best_order):
        while ready and ready[0][0] < place[0].best_order:
            yield heappop(ready)[1]
        telling = [one for one in place if one.telling]
        for one in _in_one_language(telling, language):
            heappush(ready, one)
    yield from (one for _, one in sorted(ready))


def _by_words(found: Sequence[_Found], marks: Mapping[str, Marks]) -> list[_Found]:
    """The passages marked by the words of the names that were typed, in languages in which all the words are there."""
    loosened = [replace(one, marks=one.marks.loosened()) for one in found]
    there = {(one.passage.language, word) for one in loosened for _, _, word in (*one.text, *one.heading)}
    complete = {language for language in marks if all((language, word) in there for word in marks[language].loose)}
    return [loose if loose.passage.language in complete else one for one, loose in zip(found, loosened, strict=True)]


def _places(found: Sequence[_Found]) -> Iterable[list[_Found]]:
    """The versions of each provision, or of each page outside provisions, and of the summary; their order kept."""
    places: dict[tuple[bool, str], list[_Found]] = {}
    for one in found:
        passage = one.passage
        places.setdefault((not passage.file, passage.provision or str(passage.page)), []).append(one)
    return places.values()


def _in_one_language(versions: Sequence[_Found], language: str) -> Iterator[tuple[Order, _Found]]:
    """Of the versions of a place those that are shown, with their order: in one language, as good as the best.

    Two files in one language are two texts and no translation: both stay.
    """
    spoken = [one for one in versions if one.passage.language == language]
    shown = spoken or [one for one in versions if one.passage.language == versions[0].passage.language]
    for number, one in enumerate(shown):
        best = one if number else versions[0]
        yield one.order(best.passage.score, versions[0].at, number), one


def _hit_passage(found: _Found) -> HitPassage:
    """A passage, shortened to the part where most of what was looked for stands, with its places."""
    passage = found.passage
    short = snippet(passage.text, found.text)
    return HitPassage(
        file=passage.file,
        language=passage.language,
        provision=passage.provision,
        label=passage.label,
        heading=passage.heading,
        page=passage.page,
        text=short.text,
        highlights=short.highlights,
        heading_highlights=joined((start, end) for start, end, _ in found.heading),
    )
