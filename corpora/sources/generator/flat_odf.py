"""A digest as a flat OpenDocument text: the one XML file that LibreOffice opens."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape

from .band import NOTICE
from .blocks import Heading, Paragraph, Part, Table, parts
from .odf_styles import styles
from .source import Digest

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "meta": "meta",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)


def document(digest: Digest) -> str:
    """The whole document: its information, its styles and its text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>{escape(digest.text[digest.languages[0]]['title'])}</dc:title>"
        "<dc:creator>Palermo, demonstration collection</dc:creator>"
        "<meta:initial-creator>Palermo, demonstration collection</meta:initial-creator></office:meta>"
        f"{styles(digest)}<office:body><office:text>{''.join(_Text(digest).written())}</office:text></office:body>"
        "</office:document>"
    )


class _Text:
    """The text of one digest; its tables and footnotes are numbered as they come."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._tables, self._notes = count(1), count(1)

    def written(self) -> Iterator[str]:
        """The elements of the text in their order."""
        if len(self._digest.languages) > 1:
            yield self._side_by_side()
            return
        (language,) = self._digest.languages
        yield self._front(language)
        body = "".join(self._block(block, language) for block in self._digest.body)
        yield f'<text:section text:name="Body" text:style-name="Columns">{body}</text:section>'

    def _front(self, language: str, suffix: str = "") -> str:
        words, cover = self._digest.text[language], self._digest.cover
        return (
            f'<text:h text:outline-level="1" text:style-name="{"Cover" if cover else "Title" + suffix}">'
            f"{escape(words['title'])}</text:h>"
            f'<text:p text:style-name="Subtitle{suffix}">{escape(words["subtitle"])}</text:p>'
            f'<text:p text:style-name="{"AfterCover" if cover else "Notice" + suffix}">{NOTICE[language]}</text:p>'
        )

    def _block(self, block: dict[str, object], language: str, suffix: str = "") -> str:
        return "".join(self._part(part, suffix) for part in parts(block, language))

    def _part(self, part: Part, suffix: str) -> str:
        if isinstance(part, Heading):
            style = "Division" if part.level == 2 else "Article"
            level = f'text:outline-level="{part.level}" text:style-name="{style}{suffix}"'
            return f"<text:h {level}>{escape(part.words)}</text:h>"
        if isinstance(part, Table):
            return self._table(part, suffix)
        return f'<text:p text:style-name="Body{suffix}">{self._runs(part, suffix)}</text:p>'

    def _runs(self, paragraph: Paragraph, suffix: str) -> str:
        return "".join(self._note(piece, suffix) if is_note else escape(piece) for piece, is_note in paragraph.runs)

    def _note(self, words: str, suffix: str) -> str:
        number = next(self._notes)
        return (
            f'<text:note text:id="note{number}" text:note-class="footnote">'
            f"<text:note-citation>{number}</text:note-citation><text:note-body>"
            f'<text:p text:style-name="Footnote{suffix}">{escape(words)}</text:p></text:note-body></text:note>'
        )

    def _table(self, table: Table, suffix: str) -> str:
        head = self._row([_cell(cell, f"CellHead{suffix}") for cell in table.head])
        rows = "".join(self._row([_cell(cell, f"Cell{suffix}") for cell in row]) for row in table.rows)
        return (
            f'<text:p text:style-name="Caption{suffix}">{escape(table.caption)}</text:p>'
            f'<table:table table:name="Table{next(self._tables)}" table:style-name="Whole">'
            f'<table:table-column table:number-columns-repeated="{len(table.head)}"/>'
            f"<table:table-header-rows>{head}</table:table-header-rows>{rows}</table:table>"
        )

    def _row(self, cells: list[str], style: str = "Boxed") -> str:
        written = (
            f'<table:table-cell table:style-name="{style}" office:value-type="string">{cell}</table:table-cell>'
            for cell in cells
        )
        return f"<table:table-row>{''.join(written)}</table:table-row>"

    def _side_by_side(self) -> str:
        languages = self._digest.languages
        rows = [self._row([self._front(each, f"-{each}") for each in languages], "Open")]
        rows += [
            self._row([self._block(block[each], each, f"-{each}") for each in languages], "Open")
            for block in self._digest.body
        ]
        return (
            '<table:table table:name="Sides" table:style-name="Table">'
            f'<table:table-column table:number-columns-repeated="{len(languages)}"/>{"".join(rows)}</table:table>'
        )


def _cell(words: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{escape(words)}</text:p>'
