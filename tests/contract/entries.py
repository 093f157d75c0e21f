"""Small records and passages to build indexes of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indexer.search.types import PassageEntry, RecordAnswer, RecordEntry


def record(
    id: str,
    body: str = "x:0",
    *,
    title: str = "x:0",
    exact: str = "",
    facets: Mapping[str, tuple[str, ...]] | None = None,
    years: tuple[int, ...] = (),
    sort: Mapping[str, str] | None = None,
    stored: Mapping[str, Any] | None = None,
    passages: Sequence[PassageEntry] = (),
) -> RecordEntry:
    """A record with what a test is about, and as little else as an entry may have."""
    return RecordEntry(
        id=id,
        title=title,
        body=body,
        exact=exact or body,
        facets=facets or {},
        years=years,
        sort=sort or {},
        stored={"id": id} if stored is None else stored,
        passages=tuple(passages),
    )


def passage(id: str, record: str, tokens: str, *, language: str = "en", text: str = "") -> PassageEntry:
    """A passage of a record."""
    return PassageEntry(
        id=id,
        record=record,
        file=language,
        language=language,
        provision=f"{language}__art_{id}",
        label=f"Article {id}",
        heading="",
        page=3,
        tokens=tokens,
        text=text or tokens,
    )


def ids(answer: RecordAnswer) -> list[str]:
    """The ids of the hits, in order."""
    return [hit.id for hit in answer.hits]
