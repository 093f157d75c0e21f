"""The steps from pages to structure, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from indexer.model import LineKind, Pages, Structure
from indexer.structure.assembly import compounds_of, text_of
from indexer.structure.columns import same_baseline
from indexer.structure.headings import Heading, headings_of
from indexer.structure.labels import BASIC
from indexer.structure.layout import Place, Row, Style, rows_of, style_of
from indexer.structure.numbering import numbered_headings
from indexer.structure.provisions import LanguageOf, Stream, outside_of, provisions_of
from indexer.structure.running import running_lines
from indexer.structure.streams import Detect, main_language, split_by_language
from indexer.structure.tables import note_lines, table_lines
from indexer.structure.titles import styled_headings, title_of, title_rows

STRUCTURE = "4"
"""The version of the rules; it is part of the key under which structures are kept: raise it when a rule changes."""

_ONE_LANGUAGE = 0.97


@dataclass(frozen=True, slots=True)
class _Body:
    """The rows of a file without running lines, and what is known of them; sets hold indices of rows."""

    rows: Sequence[Row]
    style: Style
    tables: AbstractSet[int]
    notes: AbstractSet[int]
    compounds: AbstractSet[str]

    @property
    def barred(self) -> frozenset[int]:
        """The rows that cannot be headings."""
        return frozenset({*self.tables, *self.notes})


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found in the rows of one language: headings count those rows, the rest counts the rows of the file."""

    language: str
    indices: Sequence[int]
    headings: Sequence[Heading]
    contents: frozenset[int]


def structure_of(pages: Pages, detect: Detect) -> Structure:
    """The structure of a file: title, languages, kinds of lines, text and provisions.

    ``detect`` tells the shares of the languages of a text, ``{"fr": 0.97}``. The same pages give the same structure.
    A file without lines has an empty structure.
    """
    running = running_lines(pages)
    rows = rows_of(pages, running)
    style = style_of(rows)
    tables = table_lines(rows, style)
    notes = note_lines(rows, style) - tables
    body = _Body(rows, style, tables, notes, compounds_of(rows))
    shares = detect(text_of(rows, style, body.compounds))
    streams = split_by_language(rows, style, body.barred, shares, detect)
    found = [_found_in(body, language, indices) for language, indices in streams]
    title = _title(body, found)
    kinds = _kinds(body, found, title)
    parts = _streams(pages, body, found, kinds)
    language_of = _teller(shares, detect)
    return Structure(
        sha256=pages.sha256,
        version=STRUCTURE,
        title=title_of(rows, title, style),
        languages=dict(shares),
        kinds=_kinds_of_lines(pages, running, rows, kinds),
        text=text_of(rows, style, body.compounds, _apart(rows, kinds)),
        provisions=tuple(one for part in parts for one in provisions_of(*part, language_of)),
        outside=tuple(one for part in parts for one in outside_of(*part, language_of)),
    )


def _found_in(body: _Body, language: str, indices: Sequence[int]) -> _Found:
    """The headings among the rows of one language, and the entries of its table of contents."""
    rows = [body.rows[index] for index in indices]
    barred = {place for place, index in enumerate(indices) if index in body.barred}
    headings, listing = headings_of(rows, body.style, barred, language)
    if not any(one.unit.rank >= BASIC - 5 for one in headings):
        numbered = numbered_headings(rows, body.style, barred | listing, language)
        headings = sorted((*headings, *numbered), key=lambda one: one.row)
    return _Found(language, indices, headings, frozenset(indices[place] for place in listing))


def _kinds(body: _Body, found: Sequence[_Found], title: Sequence[int]) -> list[LineKind]:
    """The kind of each row; the line of a label is a heading if no text begins on it."""
    kinds: list[LineKind] = ["body"] * len(body.rows)
    contents = frozenset[int]().union(*(one.contents for one in found))
    for index in styled_headings(body.rows, body.style, body.barred | contents):
        kinds[index] = "heading"
    for one in found:
        for heading in one.headings:
            kinds[one.indices[heading.row]] = "body"
            if not _is_hanging(body, one, heading):
                for place in range(heading.row, heading.body):
                    kinds[one.indices[place]] = "heading"
    named: tuple[tuple[LineKind, Iterable[int]], ...] = (("title", title), ("note", body.notes), ("table", body.tables))
    for kind, indices in named:
        for index in indices:
            kinds[index] = kind
    return kinds


def _is_hanging(body: _Body, found: _Found, heading: Heading) -> bool:
    """Whether the text of a provision begins beside its label, which then is no line of its own."""
    if heading.body != heading.row + 1 or heading.body >= len(found.indices):
        return False
    label, text = (body.rows[found.indices[place]] for place in (heading.row, heading.body))
    return label.page == text.page and same_baseline(label.line, text.line)


def _title(body: _Body, found: Sequence[_Found]) -> list[int]:
    """The rows of the title; it stands before the first provision."""
    firsts = [one.indices[one.headings[0].row] for one in found if one.headings]
    contents = frozenset[int]().union(*(one.contents for one in found))
    return title_rows(body.rows, body.style, body.barred | contents, min(firsts, default=len(body.rows)))


def _apart(rows: Sequence[Row], kinds: Sequence[LineKind]) -> dict[Place, LineKind]:
    """The kinds of the rows that do not join with the body, by their place: of all that is not body."""
    return {row.place: kind for row, kind in zip(rows, kinds, strict=True) if kind != "body"}


def _kinds_of_lines(
    pages: Pages, running: AbstractSet[tuple[int, int]], rows: Sequence[Row], kinds: Sequence[LineKind]
) -> tuple[tuple[LineKind, ...], ...]:
    """The kinds of all lines, page by page."""
    of_row: dict[tuple[int, int], LineKind] = {row.place: kind for row, kind in zip(rows, kinds, strict=True)}
    of_row.update(dict.fromkeys(running, "running"))
    return tuple(
        tuple(of_row[number, index] for index in range(len(page.lines))) for number, page in enumerate(pages.pages)
    )


def _streams(
    pages: Pages, body: _Body, found: Sequence[_Found], kinds: Sequence[LineKind]
) -> list[tuple[Stream, frozenset[int]]]:
    """The streams with their rows that are headings without a label or with one; the first has ids without language."""
    streams: list[tuple[Stream, frozenset[int]]] = []
    for number, one in enumerate(found):
        own = [kinds[index] for index in one.indices]
        rows = [body.rows[index] for index in one.indices]
        stream = Stream(
            language=one.language,
            prefix=f"{one.language}__" if number else "",
            rows=rows,
            headings=one.headings,
            apart=_apart(rows, own),
            style=body.style,
            compounds=body.compounds,
            numbers=[page.number for page in pages.pages],
        )
        streams.append((stream, frozenset(place for place, kind in enumerate(own) if kind == "heading")))
    return streams


def _teller(shares: Mapping[str, float], detect: Detect) -> LanguageOf:
    """Tells the language of a provision; in a file of one language there is nothing to ask."""
    if all(share >= _ONE_LANGUAGE for share in shares.values()):
        return lambda _, probable: probable
    return lambda text, probable: main_language(detect(text), otherwise=probable)
