"""From the facts and texts of a record to the entry that an engine writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.language import written
from indexer.model import LANGUAGES
from indexer.search.types import PassageEntry, RecordEntry
from indexer.vocabularies import sort_form

BREAK = "¶"
"""Stands between texts in the field of exact words, so that no phrase crosses from one into the next."""

TAGS = ("crime", "issue")
"""The facets whose values are tokens of the body too (``crime:fraud``): questions that name a concept find them."""


@dataclass(frozen=True, slots=True)
class PassageText:
    """A text that is found and shown by itself: a provision, a part of a page, or (``file`` empty) a summary."""

    file: str
    language: str
    provision: str
    label: str
    heading: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What is known of a record, as plain data.

    ``titles``, ``summary``, ``keywords`` and ``country_sort`` are by language; ``keywords`` has all other words that
    should find the record: keywords, numbers, courts, parties. ``country_sort`` is what records are sorted by when
    they are sorted by country. ``date`` keeps its precision (``2010-05``). ``facets`` is without ``year``.
    ``files`` are the statuses of the files by their id.
    ``checksum`` is that of the record.yaml that the facts come from, ``made_of`` a mark of all that the entry is made
    of, the readings of its files too: they tell whether the index is up to date.
    """

    id: str
    kind: str
    titles: Mapping[str, str]
    original_language: str
    languages: tuple[str, ...] = ()
    date: str = ""
    years: tuple[int, ...] = ()
    country: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    in_force: str = ""
    demonstration: bool = False
    summary: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    country_sort: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    checksum: str = ""
    made_of: str = ""


def entry_of(facts: RecordFacts, texts: Sequence[PassageText]) -> RecordEntry:
    """The entry of a record; its passages are the texts in their order, then each summary as a text without a file."""
    summaries = [PassageText("", language, "", "", "", 0, text) for language, text in facts.summary.items() if text]
    numbered = list(enumerate([*texts, *summaries]))
    of_titles = [written(text, language) for language, text in facts.titles.items()]
    of_words = [written(text, language) for language, words in facts.keywords.items() for text in words]
    found = [(number, text, written(_whole_text(text), text.language)) for number, text in numbered]
    of_passages = [(number, text, words) for number, text, words in found if words.stems]
    tags = [f"{facet}:{value}" for facet in TAGS for value in facts.facets.get(facet, ())]
    title = _joined(words.prefixed for words in of_titles)
    body = [words.prefixed for words in (*of_titles, *of_words, *(words for *_, words in of_passages))]
    exact = [words.exact for words in (*of_titles, *of_words, *(words for *_, words in of_passages))]
    return RecordEntry(
        id=facts.id,
        title=title or f"x:{facts.id}",
        body=_joined((*body, *tags)) or f"x:{facts.id}",
        exact=f" {BREAK} ".join(exact).strip() or BREAK,
        facets=facts.facets,
        years=facts.years,
        sort=_sort(facts),
        stored=_stored(facts),
        passages=tuple(_passage(facts.id, number, text, words.stems) for number, text, words in of_passages),
    )


def _joined(texts: Iterable[str]) -> str:
    return " ".join(text for text in texts if text)


def _passage(record: str, number: int, text: PassageText, tokens: str) -> PassageEntry:
    """A passage that has words; the ids sort in the order of the texts."""
    return PassageEntry(
        id=f"{record}/{number:06}",
        record=record,
        file=text.file,
        language=text.language,
        provision=text.provision,
        label=text.label,
        heading=text.heading,
        page=text.page,
        tokens=tokens,
        text=text.text,
    )


def _whole_text(passage: PassageText) -> str:
    return "\n".join(part for part in (passage.label, passage.heading, passage.text) if part)


def _sort(facts: RecordFacts) -> dict[str, str]:
    original = facts.titles.get(facts.original_language) or next(iter(facts.titles.values()), "")
    titles = {language: facts.titles.get(language) or original for language in LANGUAGES} if original else {}
    keys = {f"title_{language}": sort_form(title, language) for language, title in titles.items()}
    keys |= {f"country_{language}": text for language, text in facts.country_sort.items()}
    if facts.date:
        keys["date"] = facts.date.replace("-", "").ljust(8, "0")
    return {key: text for key, text in keys.items() if text}


def _stored(facts: RecordFacts) -> dict[str, object]:
    """What a list of results shows of a record, read again by ``search.hits``; and what it was made of."""
    return {
        "kind": facts.kind,
        "titles": dict(facts.titles),
        "original_language": facts.original_language,
        "languages": list(facts.languages),
        "date": facts.date,
        "country": list(facts.country),
        "organization": list(facts.organization),
        "crime": list(facts.facets.get("crime", ())),
        "in_force": facts.in_force,
        "demonstration": facts.demonstration,
        "files": dict(facts.files),
        "checksum": facts.checksum,
        "made_of": facts.made_of,
    }
