"""Hits as a list of results shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indexer.search.highlighting import Marks, snippet
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


def hit_passage_of(passage: PassageHit, marks: Marks) -> HitPassage:
    """A passage, shortened to the part where most of what was looked for stands, with its places."""
    short = snippet(passage.text, marks.find(passage.text, passage.language))
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
