"""Home, and the choice of a language."""

from __future__ import annotations

from http import HTTPStatus

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from indexer.errors import EngineError
from indexer.model import KINDS
from indexer.search.answers import SearchParameters, SearchResults
from portal.i18n import negotiated_language, page_language
from portal.opening import current_library
from portal.search.facets import region_panels

COUNTED = ("kind", "crime", "country", "region")
NEWEST = 5
"""Records that home shows."""


def choose_language() -> AnyResponse:
    """Send the reader to home in the best language for their browser."""
    response = redirect(url_for("browse.home", language=negotiated_language()), HTTPStatus.SEE_OTHER)
    response.vary.add("Accept-Language")
    return response


def home() -> str:
    """What there is, and where to begin; without an engine the same page without counts."""
    found = _overview()
    facets = found.facets if found else {}
    counts = {value.value: value.count for value in facets.get("kind", ())}
    return render_template(
        "browse/home.html",
        found=found,
        kinds=[(kind, counts.get(kind, 0)) for kind in KINDS],
        crimes=facets.get("crime", ()),
        regions=region_panels(facets.get("region", ()), facets.get("country", ())),
    )


def _overview() -> SearchResults | None:
    question = SearchParameters(sort="newest", limit=NEWEST, display_language=page_language(), facets=COUNTED)
    try:
        return current_library().search(question)
    except EngineError as error:
        current_app.logger.error("home without search: %s", error)  # noqa: TRY400 - the message says all
        return None
