"""Hits as a list of results shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Found:
    """A passage and what is marked in its text, its heading and its label."""

    passage: PassageHit
    text: Sequence[Place]
    heading: Sequence[Place]
    telling: bool
    whole: bool
    score: float

    @property
    def order(self) -> tuple[bool, bool, float]:
        """The summary comes last, whole phrases first, then the best; headings by themselves count less."""
        return (not self.passage.file, not self.whole, -self.score * (1 if self.passage.text else HEADING_ONLY))


def hit_passages_of(
    passages: Sequence[PassageHit], marks: Mapping[str, Marks], language: str, most: int
) -> list[HitPassage]:
    """At most ``most`` of the passages, those with a whole phrase first, else in their order, the summary last.

    Passages in which nothing is marked (neither in the text nor in label or heading) are shown only if all are such. Of
    a provision in several languages, and of the summary, one is shown: that in ``language`` if there is one.
    """
    found = [_found(passage, marks[passage.language]) for passage in passages]
    if not any(one.telling for one in found):
        found = _by_words(found, marks)
    telling = [one for one in found if one.telling] or found
    shown = sorted(_in_one_language(telling, language), key=lambda one: one.order)
    return [_hit_passage(one) for one in shown[:most]]


def _found(passage: PassageHit, marks: Marks) -> _Found:
    text, heading = (marks.find(part, passage.language) if part else [] for part in (passage.text, passage.heading))
    telling = bool(text or heading or (passage.label and marks.find(passage.label, passage.language)))
    return _Found(passage, text, heading, telling, marks.is_whole([*text, *heading]), passage.score)


def _by_words(found: Sequence[_Found], marks: Mapping[str, Marks]) -> list[_Found]:
    """The passages marked by the words of the names that were typed, in languages in which all the words are there."""
    loosened = [_found(one.passage, marks[one.passage.language].loosened()) for one in found]
    there = {(one.passage.language, word) for one in loosened for _, _, word in (*one.text, *one.heading)}
    complete = {language for language in marks if all((language, word) in there for word in marks[language].loose)}
    return [loose if loose.passage.language in complete else one for one, loose in zip(found, loosened, strict=True)]


def _in_one_language(found: Sequence[_Found], language: str) -> Iterator[_Found]:
    """Of a provision, or a page outside provisions, in several languages the one that is shown, as good as the best.

    Two files in one language are two texts and no translation: both stay.
    """
    places: dict[tuple[bool, str], list[_Found]] = {}
    for one in found:
        passage = one.passage
        places.setdefault((not passage.file, passage.provision or str(passage.page)), []).append(one)
    for versions in places.values():
        spoken = [one for one in versions if one.passage.language == language]
        shown = spoken or [one for one in versions if one.passage.language == versions[0].passage.language]
        yield replace(shown[0], score=versions[0].score)
        yield from shown[1:]


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
