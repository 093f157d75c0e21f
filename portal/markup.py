"""Small pieces of HTML that templates need often: marked words, and the language of a text where it is another one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from flask import Flask
from markupsafe import Markup, escape

from portal.i18n import direction_of, page_language


def init_app(app: Flask) -> None:
    """Let the templates of the app use these."""
    app.jinja_env.globals.update(in_language=in_language, marked=marked)


def in_language(language: str) -> Markup:
    """The attributes ``lang`` and ``dir`` of an element whose text is in ``language``; nothing if the page's is.

    ``und`` is a language that nobody named: the direction is left to the text.
    """
    return _in_language(language, page_language())


@cache
def _in_language(language: str, around: str) -> Markup:
    if not language or language == around:
        return Markup()
    if language == "und":
        return Markup(' lang="und" dir="auto"')
    return Markup(' lang="{}" dir="{}"').format(language, direction_of(language))


def marked(text: str, highlights: Iterable[Sequence[int]]) -> Markup:
    """The text, escaped, with ``<mark>`` around the highlights: pairs of code point offsets, in order."""
    parts: list[str] = []
    at = 0
    for start, end in highlights:
        if start < at:
            continue
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    parts.append(escape(text[at:]))
    return Markup("".join(parts))  # noqa: S704 - all that comes from texts is escaped above
