"""What search robots are told: where they may go, and which pages there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.sax.saxutils import escape

from flask import Response, current_app, url_for
from werkzeug.exceptions import NotFound

from portal.headers import FOR_AN_HOUR
from portal.i18n import LANGUAGES
from portal.opening import current_library, current_settings

MOST = 50_000
"""Addresses that one file may have (sitemaps.org)."""

KEY = "palermo.sitemap"
_NAMES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

ROBOTS = """\
User-agent: *
Disallow: /api/
Disallow: /*/search
Disallow: /*/suggest
Disallow: /*/report
Sitemap: {sitemap}
"""
"""Pages are for robots too; the countless combinations of filters are not, and the API is for programs that ask."""

NOT_LISTED = frozenset({"search", "suggest", "report", "thanks"})
"""Last parts of the addresses that are not for robots."""


def robots() -> Response:
    """Where robots may go."""
    return _answer(ROBOTS.format(sitemap=_world(url_for("operations.sitemap"))), "text/plain")


def sitemap() -> Response:
    """The addresses for robots; where they are more than one file may have, the addresses of the files."""
    count = len(list(_pages())) + len(LANGUAGES) * len(_names())
    if count <= MOST:
        return _urls(addresses())
    numbers = range(1, -(-count // MOST) + 1)
    files = (_world(url_for("operations.sitemap_part", number=number)) for number in numbers)
    return _xml("sitemapindex", "".join(f"<sitemap><loc>{escape(file)}</loc></sitemap>\n" for file in files))


def part(number: int) -> Response:
    """One of the files, from 1."""
    found = list(islice(addresses(), (number - 1) * MOST, number * MOST)) if number else []
    if not found:
        raise NotFound
    return _urls(found)


def addresses() -> Iterator[str]:
    """The paths of all pages for robots in all languages: those of the portal itself, then records.

    Demonstration records are left out: what is found by a robot is taken for law.
    """
    yield from _pages()
    records = [url_for("records.record", language=code, record_id="x").removesuffix("x") for code in LANGUAGES]
    yield from (record + name for name in _names() for record in records)


def _names() -> tuple[str, ...]:
    """The ids of the records, kept as long as nothing changes in the collections: robots come for every part."""
    catalogue = current_library().catalogue
    state = catalogue.state()
    kept = current_app.extensions.get(KEY)
    if kept is None or kept[0] != state:
        kept = current_app.extensions[KEY] = (state, catalogue.ids_without_demonstration())
    names: tuple[str, ...] = kept[1]
    return names


def _pages() -> Iterator[str]:
    """The pages that are there whatever the records are: their addresses have a language and nothing else to choose."""
    rules = current_app.url_map.iter_rules()
    for rule in sorted(rules, key=lambda rule: rule.rule):
        chosen = rule.defaults or {}
        one = rule.arguments - set(chosen) == {"language"} and "GET" in (rule.methods or ()) and "." not in rule.rule
        if one and rule.rule.rsplit("/", 1)[1] not in NOT_LISTED:
            yield from (url_for(rule.endpoint, language=code, **chosen) for code in LANGUAGES)


def _world(path: str) -> str:
    return current_settings().public_address + path


def _urls(paths: Iterable[str]) -> Response:
    return _xml("urlset", "".join(f"<url><loc>{escape(_world(path))}</loc></url>\n" for path in paths))


def _xml(root: str, entries: str) -> Response:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMES}>\n{entries}</{root}>\n'
    return _answer(text, "application/xml")


def _answer(text: str, mimetype: str) -> Response:
    response = Response(text, mimetype=mimetype)
    response.headers["Cache-Control"] = FOR_AN_HOUR
    return response
