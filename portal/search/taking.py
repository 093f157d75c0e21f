"""Results to take away: all that answer a question as CSV and JSON, and as a feed. See ``docs/downloads.md``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from indexer.application import parameter_pairs
from indexer.search.answers import SearchParameters
from portal.browse.asking import page_asked
from portal.browse.feed import ENTRIES, feed_page
from portal.browse.feed import TYPE as ATOM
from portal.browse.taking import TYPES, content_of
from portal.downloads import to_save
from portal.i18n import gettext, page_language
from portal.opening import current_library
from portal.search.asking import question
from portal.search.chips import chips


@dataclass(frozen=True, slots=True)
class FoundList:
    """The records that answer a question, all of them, as a list with addresses of its own."""

    parameters: SearchParameters

    @property
    def titled_kind(self) -> str:
        """What it is called: the words, and what they are filtered by."""
        words = [self.parameters.q] if self.parameters.q else []
        words += [chip.heading + gettext(": ") + chip.label for chip in chips(self.parameters)]
        return str(gettext("; ").join(words) or gettext("All records"))

    def address(self, form: str = "page", **asked: Any) -> str:
        """The path of its page, ``feed``, ``csv`` or ``json``; what is ``asked`` and not None stands behind it."""
        place = {"language": asked.pop("language")} if "language" in asked else {}
        path = url_for("search.results" if form == "page" else f"search.{form}", **place)
        pairs = parameter_pairs(replace(self.parameters, limit=SearchParameters().limit, offset=0))
        pairs += [(name, str(value)) for name, value in asked.items() if value is not None]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def _asked() -> SearchParameters:
    return question(request.args.items(multi=True))


def found_csv() -> Response:
    """All records that answer the question of the address as CSV, in its order."""
    return _download("csv")


def found_json() -> Response:
    """The same as JSON."""
    return _download("json")


def found_feed() -> AnyResponse:
    """The same as an Atom feed, what was published last first."""
    asked, page, catalogue = _asked(), page_asked(), current_library().catalogue
    found = frozenset(current_library().found(asked))
    ids = [record for record in catalogue.listed_ids(order="updated") if record in found]
    start = (page - 1) * ENTRIES
    entries = tuple(catalogue.among(ids[start : start + ENTRIES + 1]))
    latest = tuple(catalogue.among(ids[:1]))
    response = _unlisted(
        Response(feed_page(FoundList(asked), page, entries, latest), content_type=f"{ATOM}; charset=utf-8")
    )
    response.add_etag()
    return response.make_conditional(request)


def _download(form: str) -> Response:
    """The ids are found before anything is sent: an engine that is away is told by a page."""
    library = current_library()
    entries = library.catalogue.among(library.found(_asked()))
    response = Response(content_of(entries, form), content_type=f"{TYPES[form]}; charset=utf-8")
    return to_save(_unlisted(response), f"search-{page_language()}.{form}")


def _unlisted(response: Response) -> Response:
    """The answer, which search engines leave out."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
