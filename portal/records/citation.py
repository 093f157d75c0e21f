"""The line by which a record is cited: the instrument itself, never the digest that stands here."""

from __future__ import annotations

from indexer.corpus import Bibliography, CaseLaw, Legislation, Record, Treaty
from portal.i18n import day
from portal.labels import party


def citation(record: Record) -> tuple[str, ...]:
    """The parts of a citation, to be joined by commas: from where, what, number or place of publication, date."""
    where = [party(code) for code in (*record.country, *record.organization)]
    date = [day(record.date)] if record.date else []
    return tuple(part for part in (*where, *_what(record), *date) if part)


def _what(record: Record) -> list[str]:
    title = record.title[record.original_language]
    match record:
        case Legislation():
            return [title, record.gazette or ""]
        case CaseLaw():
            return [record.parties or title, record.citation or record.docket or "", record.ecli or ""]
        case Treaty():
            return [title, record.registration or ""]
        case Bibliography():
            return [*record.authors, title, record.publisher or ""]
        case _:
            return [title]
