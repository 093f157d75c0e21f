"""The citation of a record for programs that keep references: BibTeX and RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, make_response

from indexer.corpus import Bibliography, CaseLaw, Legislation, PartialDate, Record, Strategy
from portal.downloads import to_save
from portal.opening import current_library
from portal.records.citation import official_address, permanent_address, published

BIBTEX_TYPES = {"book": "book", "article": "article", "report": "techreport", "guide": "manual"}
"""The entry types of publications by their type; everything else is ``misc``, as BibTeX knows no law."""

BIBTEX_PLACES = {
    "book": "publisher",
    "article": "journal",
    "techreport": "institution",
    "manual": "organization",
    "misc": "howpublished",
}
"""The field that says where an entry of a type was published."""

RIS_TYPES = {"legislation": "STAT", "case_law": "CASE", "strategy": "GOVDOC", "treaty": "STAT"}
RIS_PUBLICATIONS = {"book": "BOOK", "article": "JOUR"}
"""The types of RIS by kind of record and by type of publication; other publications are ``RPRT``."""

_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_ESCAPED = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What both forms say, in the language of the original; names of States and organizations are English."""

    authors: tuple[str, ...]
    title: str
    published: str
    number: str
    date: PartialDate | None
    language: str
    url: str
    isbn: str
    doi: str
    address: str


def bibtex(record_id: str) -> Response:
    """The reference of a record as BibTeX."""
    record = current_library().corpus.record(record_id)
    kind = BIBTEX_TYPES.get(record.type, "misc") if isinstance(record, Bibliography) else "misc"
    fields = "".join(
        f",\n  {name} = {{{value}}}" for name, value in _bibtex_fields(reference_of(record), kind) if value
    )
    return _download(f"@{kind}{{{record.id}{fields}\n}}\n", "application/x-bibtex", f"{record.id}.bib")


def ris(record_id: str) -> Response:
    """The reference of a record as RIS."""
    record = current_library().corpus.record(record_id)
    kind = RIS_TYPES.get(record.kind, "RPRT")
    if isinstance(record, Bibliography):
        kind = RIS_PUBLICATIONS.get(record.type, "RPRT")
    lines = "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_fields(reference_of(record), kind) if value)
    text = f"TY  - {kind}\r\nID  - {record.id}\r\n{lines}ER  - \r\n"
    return _download(text, "application/x-research-info-systems", f"{record.id}.ris")


def reference_of(record: Record) -> Reference:
    """What is said of a record to such programs."""
    return Reference(
        authors=tuple(_authors(record)),
        title=record.title[record.original_language],
        published=published(record),
        number=(record.number or "") if isinstance(record, Legislation) else "",
        date=record.date,
        language=record.original_language,
        url=official_address(record),
        isbn=(record.isbn or "") if isinstance(record, Bibliography) else "",
        doi=(record.doi or "") if isinstance(record, Bibliography) else "",
        address=permanent_address(record),
    )


def _authors(record: Record) -> Iterator[str]:
    match record:
        case Bibliography():
            yield from record.authors
        case CaseLaw():
            yield record.court.get(record.original_language) or next(iter(record.court.values()))
        case Strategy():
            yield record.body.get(record.original_language) or next(iter(record.body.values()))
        case _:
            name_of = current_library().vocabularies.facet_label
            yield from (name_of("participant", party, "en") for party in (*record.country, *record.organization))


def _bibtex_fields(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(f"{{{_escaped(author)}}}" for author in reference.authors)
    yield "title", f"{{{_escaped(reference.title)}}}"
    yield BIBTEX_PLACES[kind], _escaped(reference.published)
    yield "number", _escaped(reference.number)
    yield "year", str(reference.date.year) if reference.date else ""
    yield "date", str(reference.date) if reference.date else ""
    yield "language", reference.language
    yield "isbn", reference.isbn
    yield "doi", reference.doi
    yield "url", reference.url
    yield "note", rf"\url{{{reference.address}}}"


def _ris_fields(reference: Reference, kind: str) -> Iterator[tuple[str, str]]:
    yield from (("AU", author) for author in reference.authors)
    yield "TI", reference.title
    yield "T2" if kind == "JOUR" else "PB", reference.published
    yield "M1", reference.number
    if reference.date:
        yield "PY", str(reference.date.year)
        yield "DA", "/".join([*str(reference.date).split("-"), "", "", ""][:3]) + "/"
    yield "LA", reference.language
    yield "SN", reference.isbn
    yield "DO", reference.doi
    yield "UR", reference.url
    yield "N1", reference.address


def _escaped(text: str) -> str:
    """A text without what TeX takes for commands."""
    return _SPECIAL.sub(lambda found: _ESCAPED.get(found[0], "\\" + found[0]), text)


def _download(text: str, mimetype: str, name: str) -> Response:
    response = make_response(text)
    response.mimetype = mimetype
    response.headers["Content-Type"] = f"{mimetype}; charset=utf-8"
    return to_save(response, name)
