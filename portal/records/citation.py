"""How a record is cited: the instrument itself and where it was published, never the digest that stands here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import url_for

from indexer.corpus import Bibliography, CaseLaw, Legislation, PartialDate, Record, Strategy, Treaty
from portal.i18n import LANGUAGES, best_text, day
from portal.labels import party
from portal.opening import current_library

Part = tuple[str, str]
"""A part of a citation and the language it is in (empty: that of the page; ``und``: not known)."""


def citation(record: Record) -> tuple[Part, ...]:
    """The parts of a citation, to be joined by commas: from where, what, where published, and the date.

    The date is left out if a part tells it already.
    """
    parts = [part for part in (*_from_where(record), *_what(record)) if part[0]]
    if record.date and not _tells(parts, record.date, published(record)):
        parts.append((day(record.date), ""))
    return tuple(parts)


def permanent_address(record: Record) -> str:
    """The permanent address of a record as the world sees it."""
    path = url_for("records.permanent", record_id=record.id)
    return f"{current_library().settings.public_address}{path}"


def official_address(record: Record) -> str:
    """Where the official text stands on the web; empty if no source says so."""
    return next((source.url for source in record.sources if source.url), "")


def published(record: Record) -> str:
    """Where it was published, or how it is registered or reported, as the record says it."""
    match record:
        case Legislation():
            return record.gazette or ""
        case CaseLaw():
            return record.citation or record.docket or ""
        case Treaty():
            return record.registration or ""
        case Bibliography():
            return record.publisher or ""
        case _:
            return ""


def _from_where(record: Record) -> Iterator[Part]:
    match record:
        case CaseLaw():
            yield best_text(record.court)
        case Strategy():
            yield from _parties(record)
            yield best_text(record.body)
        case Bibliography():
            yield from ((author, "und") for author in record.authors)
        case _:
            yield from _parties(record)


def _parties(record: Record) -> Iterator[Part]:
    return ((party(code), "") for code in (*record.country, *record.organization))


def _what(record: Record) -> Iterator[Part]:
    title = record.title[record.original_language], record.original_language
    yield (record.parties, "und") if isinstance(record, CaseLaw) and record.parties else title
    yield published(record), "und"
    if isinstance(record, CaseLaw):
        yield record.ecli or "", "und"


def _tells(parts: Iterable[Part], date: PartialDate, place: str) -> bool:
    """Whether a date stands in a part in the words of any language, or its year in the place of publication."""
    forms = {str(date), *(day(date, language) for language in LANGUAGES)}
    return str(date.year) in place or any(form in text for text, _ in parts for form in forms)
