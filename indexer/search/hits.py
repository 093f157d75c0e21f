"""Hits as a list of results shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indexer.search.highlighting import Marks, Place, snippet
from indexer.search.types import Hit, HitPassage, PassageHit


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
        passages=tuple(passages),
    )


def hit_passages_of(passages: Sequence[PassageHit], marks: Mapping[str, Marks], most: int) -> list[HitPassage]:
    """At most ``most`` of the passages, those with a whole phrase or name first, else in their order, the summary last.

    Passages in which nothing is marked (neither in the text nor in label or heading) are shown only if all are such. Of
    the summary, which says the same in several languages, the best one is shown.
    """
    found = [(passage, marks[passage.language].find(passage.text, passage.language)) for passage in passages]
    telling = [
        (passage, places) for passage, places in found if places or _is_in_heading(passage, marks[passage.language])
    ]
    shown = telling or found
    shown.sort(key=lambda one: (not one[0].file, not marks[one[0].language].is_whole(one[1])))
    summaries = [passage.id for passage, _ in shown if not passage.file]
    kept = [(passage, places) for passage, places in shown if passage.id not in summaries[1:]]
    return [_hit_passage(passage, places) for passage, places in kept[:most]]


def _is_in_heading(passage: PassageHit, marks: Marks) -> bool:
    return bool(marks.find(f"{passage.label} {passage.heading}", passage.language))


def _hit_passage(passage: PassageHit, places: Sequence[Place]) -> HitPassage:
    """A passage, shortened to the part where most of what was looked for stands, with its places."""
    short = snippet(passage.text, places)
    return HitPassage(
        file=passage.file,
        language=passage.language,
        provision=passage.provision,
        label=passage.label,
        heading=passage.heading,
        page=passage.page,
        text=short.text,
        highlights=short.highlights,
    )
