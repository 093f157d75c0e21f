"""Search results as JSON (``/api/v1/search`` and ``indexer search --json``) and as lines for a terminal."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from indexer.search.answers import Hit, HitPassage, NamedConcept, QueryReport, SearchResults
from indexer.search.highlighting import Span
from indexer.search.planning import NOTES


def results_as_json(results: SearchResults) -> dict[str, Any]:
    """The results as plain data; highlights are pairs of code point offsets.

    ``highlights`` count in the ``text`` of their passage, ``heading_highlights`` in its ``heading``. The text of a
    provision that has a heading only, or whose text stands in the provisions below it, is empty.
    """
    return {
        "total": results.total,
        "incomplete": results.incomplete,
        "query": _report(results.query),
        "hits": [_hit(hit) for hit in results.hits],
        "facets": {name: [dataclasses.asdict(value) for value in values] for name, values in results.facets.items()},
    }


def _report(report: QueryReport) -> dict[str, Any]:
    return {
        "notes": list(report.notes),
        "concepts": [_named(concept) for concept in report.concepts],
        "countries": [_named(country) for country in report.countries],
        "relaxed": dataclasses.asdict(report.relaxed) if report.relaxed else None,
    }


def _named(concept: NamedConcept) -> dict[str, Any]:
    return {"vocabulary": concept.vocabulary, "id": concept.id, "labels": dict(concept.labels)}


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "kind": hit.kind,
        "title": hit.title,
        "title_language": hit.title_language,
        "titles": dict(hit.titles),
        "original_title": hit.original_title,
        "original_language": hit.original_language,
        "country": list(hit.country),
        "organization": list(hit.organization),
        "languages": list(hit.languages),
        "date": hit.date,
        "crime": list(hit.crime),
        "in_force": hit.in_force,
        "demonstration": hit.demonstration,
        "files": dict(hit.files),
        "score": round(hit.score, 6),
        "passages": [_passage(passage) for passage in hit.passages if passage.file],
        "summary": next((_summary(passage) for passage in hit.passages if not passage.file), None),
    }


def _passage(passage: HitPassage) -> dict[str, Any]:
    return {
        "file": passage.file,
        "language": passage.language,
        "provision": passage.provision,
        "label": passage.label,
        "heading": passage.heading,
        "heading_highlights": [list(highlight) for highlight in passage.heading_highlights],
        "page": passage.page,
        "text": passage.text,
        "highlights": [list(highlight) for highlight in passage.highlights],
    }


def _summary(passage: HitPassage) -> dict[str, Any]:
    """The summary, where something was found in it: it is no place in a file."""
    return {
        "language": passage.language,
        "text": passage.text,
        "highlights": [list(highlight) for highlight in passage.highlights],
    }


def results_as_lines(results: SearchResults) -> Iterator[str]:
    """The results for a terminal: a line a record, its passages below it, what was found between ``[`` and ``]``."""
    yield f"{results.total} record{'' if results.total == 1 else 's'}"
    yield from (f"  {NOTES[note]}" for note in results.query.notes)
    if results.query.relaxed:
        relaxed = results.query.relaxed
        yield f"  {relaxed.exact} have all {relaxed.words} words; shown are those with at least {relaxed.required}"
    for concept in results.query.concepts:
        yield f"  also searched: {', '.join(concept.labels.values())}"
    for number, hit in enumerate(results.hits, 1):
        facts = [hit.id, *hit.country, *hit.organization, hit.date, *(["demonstration"] if hit.demonstration else [])]
        yield f"{number:>3}. {hit.title} ({', '.join(fact for fact in facts if fact)})"
        for passage in hit.passages:
            yield f"     {_place(passage)}: {_marked(passage.text, passage.highlights)}"


def _place(passage: HitPassage) -> str:
    if not passage.file:
        return "summary"
    heading = _marked(passage.heading, passage.heading_highlights)
    named = " ".join(part for part in (passage.label, heading) if part)
    return f"{passage.file}, {named or f'page {passage.page}'}"


def _marked(text: str, highlights: Sequence[Span]) -> str:
    parts, at = [], 0
    for start, end in highlights:
        parts += [text[at:start], "[", text[start:end], "]"]
        at = end
    return " ".join("".join([*parts, text[at:]]).split())
