"""HTML of a digest: title, notice, articles, tables and footnotes, in one or two columns or side by side."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from .band import NOTICE
from .source import Digest
from .stylesheet import stylesheet

_NOTE = re.compile(r"\[\[(.+?)\]\]")

_BETWEEN = {"ar": ": ", "zh": "\u3000", "en": ". ", "fr": " – ", "ru": ". ", "es": ". "}
"""What stands between the number of an article and its heading, by the custom of each language."""


def html_of(digest: Digest) -> str:
    """The whole document, ready for either producer."""
    language = digest.languages[0]
    body = _side_by_side(digest) if len(digest.languages) > 1 else _single(digest, language)
    return (
        f'<!doctype html><html lang="{_tag(language)}" dir="{direction(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(digest.text[language]['title'])}</title>"
        '<meta name="author" content="Palermo, demonstration collection">'
        '<meta name="dcterms.created" content="2026-11-21"><meta name="dcterms.modified" content="2026-11-21">'
        f"<style>{stylesheet(digest)}</style></head><body>{body}</body></html>"
    )


def direction(language: str) -> str:
    """The writing direction of a language, as HTML names it."""
    return "rtl" if language == "ar" else "ltr"


def _tag(language: str) -> str:
    return "zh-Hans" if language == "zh" else language


def _single(digest: Digest, language: str) -> str:
    blocks = "".join(_block(block, language) for block in digest.body)
    kind = "cover" if digest.cover else "head"
    return f'<header class="{kind}">{_front(digest, language)}</header><main>{blocks}</main>'


def _side_by_side(digest: Digest) -> str:
    rows = [_row(digest, {each: _front(digest, each) for each in digest.languages})]
    rows += [_row(digest, {each: _block(block[each], each) for each in digest.languages}) for block in digest.body]
    return f'<table class="side">{"".join(rows)}</table>'


def _row(digest: Digest, cells: dict[str, str]) -> str:
    written = "".join(
        f'<td lang="{_tag(each)}" dir="{direction(each)}">{cells[each]}</td>' for each in digest.languages
    )
    return f"<tr>{written}</tr>"


def _front(digest: Digest, language: str) -> str:
    words = digest.text[language]
    return (
        f'<h1>{escape(words["title"])}</h1><p class="subtitle">{escape(words["subtitle"])}</p>'
        f'<p class="notice">{NOTICE[language]}</p>'
    )


def _block(block: dict[str, Any], language: str) -> str:
    if "division" in block:
        return f"<h2>{_heading(block['division'], block, language)}</h2>"
    if "article" in block:
        return f"<h3>{_heading(block['article'], block, language)}</h3>{_paragraphs(block.get('text', []))}"
    if "table" in block:
        return _table(block["table"])
    return _paragraphs(block["text"])


def _heading(label: str, block: dict[str, Any], language: str) -> str:
    heading = block.get("heading")
    return escape(str(label) + (_BETWEEN[language] + heading if heading else ""))


def _paragraphs(text: str | list[str]) -> str:
    written = [text] if isinstance(text, str) else text
    return "".join(f"<p>{_with_notes(paragraph)}</p>" for paragraph in written)


def _with_notes(paragraph: str) -> str:
    """Escape a paragraph; what stands in double square brackets becomes a footnote."""
    return _NOTE.sub(r'<span class="footnote">\1</span>', escape(paragraph, quote=False))


def _table(table: dict[str, Any]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table["head"])
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table["rows"])
    caption = f"<caption>{escape(table['caption'])}</caption>"
    return f'<table class="data">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
