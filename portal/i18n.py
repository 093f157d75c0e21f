"""The languages of the portal: which one a reader gets, its direction, its strings, dates and numbers.

The language of a page stands in its path (``/ar/search``). Addresses without one (``/``, ``/id/...``, an unknown path)
take the best language that the browser asks for, else English.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from babel.dates import UTC, format_date, format_skeleton, get_datetime_format
from babel.numbers import format_decimal
from babel.units import format_unit
from flask import Flask, current_app, g, request, url_for
from flask_babel import (  # type: ignore[import-untyped]
    Babel,
    get_translations,
    gettext,
    lazy_gettext,
    lazy_pgettext,
    ngettext,
)
from markupsafe import Markup

from indexer.corpus import PartialDate
from indexer.errors import SettingsError
from indexer.settings import Settings

__all__ = [
    "LANGUAGES",
    "PATH",
    "WORK",
    "WORKPLACE",
    "PortalLanguage",
    "best_language",
    "best_text",
    "day",
    "direction_of",
    "gettext",
    "init_app",
    "lazy_gettext",
    "lazy_pgettext",
    "moment",
    "negotiated_language",
    "ngettext",
    "number",
    "page_language",
    "size",
    "title_beside",
]

SOURCE_LANGUAGE = "en"
"""The language that the strings of the sources are in; it needs no catalogue."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ug", "sd", "dv", "yi", "ckb"})
"""Languages written from right to left; records may be in others than the six."""


@dataclass(frozen=True, slots=True)
class PortalLanguage:
    """A language of the portal with the name it has for itself."""

    code: str
    name: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction_of(self.code)


LANGUAGES: Mapping[str, PortalLanguage] = {
    language.code: language
    for language in (
        PortalLanguage("ar", "العربية"),
        PortalLanguage("zh", "中文"),
        PortalLanguage("en", "English"),
        PortalLanguage("fr", "Français"),
        PortalLanguage("ru", "Русский"),
        PortalLanguage("es", "Español"),
    )
}
"""The one table of the portal's languages, in the order of the United Nations."""

PATH = f"/<any({', '.join(LANGUAGES)}):language>"
"""What the addresses of pages begin with."""

WORKPLACE = "desk"
"""The part of an address behind the language by which the workplace is known."""

WORK = f"{PATH}/{WORKPLACE}"
"""What those of the workplace begin with."""

LONGEST_QUESTION = 2000
"""Bytes of a question that the links to the other languages carry, twelve on every page; a longer one stays behind."""


def init_app(app: Flask, settings: Settings) -> None:
    """Make the app speak six languages; raises SettingsError if a catalogue is not compiled."""
    for code in LANGUAGES:
        catalogue = settings.translations / code / "LC_MESSAGES" / "messages.mo"
        if code != SOURCE_LANGUAGE and not catalogue.is_file():
            raise SettingsError(
                f"{catalogue} is missing, so pages in that language would be English: "
                f"run `pybabel compile -d {settings.translations}` (`make run` does)"
            )
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(settings.translations.resolve())
    Babel(app, default_locale=SOURCE_LANGUAGE, locale_selector=page_language)
    app.jinja_env.globals.update(gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext)
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_give_language)
    app.jinja_env.globals.update(
        portal_languages=LANGUAGES,
        page_language=page_language,
        direction_of=direction_of,
        best_text=best_text,
        language_switch=language_switch,
        title_beside=title_beside,
    )
    app.jinja_env.filters.update(number=number, day=day, moment=moment, size=size)


def _gettext(text: str, /, **values: object) -> Markup:
    """A string of a template in the language of the page, as HTML; values are escaped.

    A page of results has a hundred strings: the functions of the extension of Jinja take four times as long. A string
    without values may say ``200 %``.
    """
    translated = _translated("", text, page_language())
    return translated % values if values else translated


def _pgettext(context: str, text: str, /, **values: object) -> Markup:
    """The same for a string that means different things in different places."""
    translated = _translated(context, text, page_language())
    return translated % values if values else translated


def _ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
    """The same for a number of things."""
    return Markup(get_translations().ungettext(one, many, number)) % values  # noqa: S704 - a string of ours


@lru_cache(maxsize=8192)
def _translated(context: str, text: str, _language: str) -> Markup:
    """The catalogues do not change while a process lives."""
    translations = get_translations()
    found = translations.upgettext(context, text) if context else translations.ugettext(text)
    return Markup(found)  # noqa: S704 - a string of ours


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Move the language of the path out of the arguments of the view."""
    if values and "language" in values:
        g.language = values.pop("language")


def _give_language(endpoint: str, values: dict[str, Any]) -> None:
    """Put the reader's language into every address that has one."""
    if "language" not in values and current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        values["language"] = page_language()


def page_language() -> str:
    """The language of the answer: that of the path, else the best one for the browser."""
    language: str | None = g.get("language")
    if language is None:
        first = request.path.split("/", 2)[1]
        language = g.language = first if first in LANGUAGES else negotiated_language()
    return language


def best_language(texts: Mapping[str, object]) -> str:
    """Of the languages of ``texts``, which has any, that of the page, else English, else the first."""
    return next((language for language in (page_language(), "en") if language in texts), next(iter(texts)))


def best_text(texts: Mapping[str, str]) -> tuple[str, str]:
    """The one of ``texts``, of which there is any, in their best language; and that language."""
    language = best_language(texts)
    return texts[language], language


def title_beside(titles: Mapping[str, str], original: str) -> tuple[str, str] | None:
    """What stands beside the title that a reader gets, and its language; None if that title says enough.

    Beside a title in the reader's language the original one; beside an original in another language the English one.
    """
    language = original if page_language() in titles else "en"
    shown = page_language() if page_language() in titles else original
    return (titles[language], language) if language in titles and language != shown else None


def negotiated_language() -> str:
    """The best of the six for the ``Accept-Language`` of the request; English if it names none of them.

    Whoever asks for ``fr-CA`` before ``en`` reads French before English; werkzeug's own choice would be English.
    """
    for tag, quality in request.accept_languages:
        primary = tag.replace("_", "-").split("-")[0].lower()
        if quality > 0 and primary in LANGUAGES:
            return primary
    return SOURCE_LANGUAGE


def language_switch() -> Iterator[tuple[PortalLanguage, str]]:
    """Each language with the address of this page in it, its search and all; where there is no such page, of home."""
    endpoint = request.endpoint
    if endpoint is None or not current_app.url_map.is_endpoint_expecting(endpoint, "language"):
        yield from ((language, url_for("browse.home", language=code)) for code, language in LANGUAGES.items())
        return
    kept = len(request.query_string) <= LONGEST_QUESTION
    asked = urlencode(list(request.args.items(multi=True))) if kept else ""
    for code, language in LANGUAGES.items():
        address = url_for(endpoint, **{**(request.view_args or {}), "language": code})
        yield language, f"{address}?{asked}" if asked else address


def direction_of(language: str) -> str:
    """The direction in which a language is written: ``rtl`` or ``ltr``."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


CLDR = {"en": "en_001"}
"""Where the conventions are not those of the language's first country: English dates are ``14 May 2010``."""


@lru_cache(maxsize=4096)
def _day(text: str, language: str) -> str:
    try:
        known = PartialDate.parse(text)
    except ValueError:
        return text
    locale = CLDR.get(language, language)
    if known.month and known.day:
        return format_date(known.first_day, "long", locale=locale)
    return format_skeleton("yMMMM" if known.month else "y", known.first_day, locale=locale)


def day(date: PartialDate | str, language: str = "") -> str:
    """A date in ``language`` or that of the page (CLDR), as precise as it is known: ``14 mai 2010``, ``mai 2010``."""
    return _day(str(date), language or page_language())


def moment(at: dt.datetime) -> str:
    """A day and a time of it in UTC, in the language of the page (CLDR): ``21 Nov 2026, 14:05``."""
    locale = CLDR.get(page_language(), page_language())
    time = format_skeleton("Hm", at, tzinfo=UTC, locale=locale)
    together = str(get_datetime_format("medium", locale=locale)).replace("'", "")
    return together.format(time, format_date(at.astimezone(UTC), "medium", locale=locale))


@lru_cache(maxsize=4096)
def _number(value: int, language: str) -> str:
    return format_decimal(value, locale=language)


def number(value: int) -> str:
    """A whole number in the language of the page (CLDR), its thousands grouped."""
    return _number(value, page_language())


@lru_cache(maxsize=4096)
def _size(kilobytes: int, language: str) -> str:
    if kilobytes < 1000:
        return format_unit(kilobytes, "kilobyte", length="short", locale=language)
    return format_unit(round(kilobytes / 1000, 1), "megabyte", length="short", locale=language)


def size(bytes: int) -> str:
    """The size of a file in the language of the page (CLDR): ``12 kB``, ``12 ko``, ``1,2 Mo``."""
    return _size(max(1, round(bytes / 1000)), page_language())
