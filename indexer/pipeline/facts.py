"""From a record to the plain facts that are searched, filtered and counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from indexer.corpus import Bibliography, CaseLaw, Legislation, Record, Strategy, Treaty, subjects_of
from indexer.model import LANGUAGES
from indexer.search.entries import RecordFacts
from indexer.vocabularies import Vocabularies


def facts_of(record: Record, vocabularies: Vocabularies, checksum: str = "") -> RecordFacts:
    """The facts of a record whose record.yaml has this checksum.

    Raises VocabularyError for a country that is not in the vocabulary.
    """
    return RecordFacts(
        id=record.id,
        kind=record.kind,
        titles=record.title,
        original_language=record.original_language,
        languages=record.languages,
        date=str(record.date or ""),
        years=(record.year,) if record.year else (),
        country=record.country,
        organization=record.organization,
        in_force=record.in_force.value if isinstance(record, Legislation) else "",
        demonstration=record.demonstration,
        summary=record.summary or {},
        keywords=_words(record),
        facets=_facets(record, vocabularies),
        country_sort=_country_sort(record, vocabularies),
        files={file.id: file.status for file in record.files},
        checksum=checksum,
    )


def _facets(record: Record, vocabularies: Vocabularies) -> Mapping[str, tuple[str, ...]]:
    """The values of each facet: the lists that a record stands in, and the regions of its countries."""
    subjects = {name: terms for name, terms in subjects_of(record).items() if name != "year"}
    regions = [region for code in subjects.get("country", ()) for region in vocabularies.regions_of(code)]
    return {**subjects, **({"region": tuple(dict.fromkeys(regions))} if regions else {})}


def _country_sort(record: Record, vocabularies: Vocabularies) -> Mapping[str, str]:
    """What records are sorted by country by: the name of the first country, else of the first organization."""
    for name, terms in (("country", record.country), ("organization", record.organization)):
        for term in terms[:1]:
            concept = vocabularies.concept(name, term)
            return {language: concept.sort_label(language) for language in LANGUAGES}
    return {}


def _words(record: Record) -> Mapping[str, list[str]]:
    """All other words that should find the record, by language: keywords, numbers, courts, parties, authors."""
    words = {language: list(texts) for language, texts in (record.keywords or {}).items()}
    for text in _plain_words(record):
        words.setdefault(record.original_language, []).append(text)
    for texts in _translated_words(record):
        for language, text in texts.items():
            words.setdefault(language, []).append(text)
    return words


def _plain_words(record: Record) -> Iterator[str]:
    """Words that are in no language in particular."""
    found: tuple[str | None, ...] = ()
    match record:
        case Legislation():
            found = (record.number, record.gazette)
        case CaseLaw():
            found = (record.parties, record.citation, record.ecli, record.docket, *record.legislation_applied)
        case Bibliography():
            found = (*record.authors, record.publisher, record.isbn, record.doi)
        case Treaty():
            found = (record.registration,)
    yield from (text for text in found if text)


def _translated_words(record: Record) -> Iterator[Mapping[str, str]]:
    """Texts that the record has in several languages, beside titles and summary."""
    match record:
        case CaseLaw():
            yield record.court
            yield record.sentence or {}
            yield {language: "; ".join(issues) for language, issues in (record.legal_issues or {}).items()}
        case Strategy():
            yield record.body
        case Bibliography():
            yield record.abstract or {}
