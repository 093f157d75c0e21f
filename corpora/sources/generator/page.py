"""HTML of a digest: title, notice, articles, tables and footnotes, in one or two columns or side by side."""

from __future__ import annotations

from html import escape
from typing import Any

from .band import NOTICE
from .blocks import Heading, Paragraph, Part, Table, parts
from .script import direction, tag
from .source import Digest
from .stylesheet import stylesheet


def html_of(digest: Digest) -> str:
    """The whole document, ready for either producer."""
    language = digest.languages[0]
    body = _side_by_side(digest) if len(digest.languages) > 1 else _single(digest, language)
    return (
        f'<!doctype html><html lang="{tag(language)}" dir="{direction(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(digest.text[language]['title'])}</title>"
        '<meta name="author" content="Palermo, demonstration collection">'
        '<meta name="dcterms.created" content="2026-11-21"><meta name="dcterms.modified" content="2026-11-21">'
        f"<style>{stylesheet(digest)}</style></head><body>{body}</body></html>"
    )


def _single(digest: Digest, language: str) -> str:
    blocks = "".join(_block(block, language) for block in digest.body)
    kind = "cover" if digest.cover else "head"
    return f'<header class="{kind}">{_front(digest, language)}</header><main>{blocks}</main>'


def _side_by_side(digest: Digest) -> str:
    rows = [_row(digest, {each: _front(digest, each) for each in digest.languages})]
    rows += [_row(digest, {each: _block(block[each], each) for each in digest.languages}) for block in digest.body]
    return f'<table class="side">{"".join(rows)}</table>'


def _row(digest: Digest, cells: dict[str, str]) -> str:
    written = "".join(f'<td lang="{tag(each)}" dir="{direction(each)}">{cells[each]}</td>' for each in digest.languages)
    return f"<tr>{written}</tr>"


def _front(digest: Digest, language: str) -> str:
    words = digest.text[language]
    return (
        f'<h1>{escape(words["title"])}</h1><p class="subtitle">{escape(words["subtitle"])}</p>'
        f'<p class="notice">{NOTICE[language]}</p>'
    )


def _block(block: dict[str, Any], language: str) -> str:
    return "".join(_part(part) for part in parts(block, language))


def _part(part: Part) -> str:
    if isinstance(part, Heading):
        return f"<h{part.level}>{escape(part.words)}</h{part.level}>"
    return _table(part) if isinstance(part, Table) else f"<p>{_text(part)}</p>"


def _text(paragraph: Paragraph) -> str:
    """The text of a paragraph, escaped, with its footnotes where they belong."""
    written = ((escape(piece, quote=False), is_note) for piece, is_note in paragraph.runs)
    return "".join(f'<span class="footnote">{piece}</span>' if is_note else piece for piece, is_note in written)


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    caption = f"<caption>{escape(table.caption)}</caption>"
    return f'<table class="data">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
