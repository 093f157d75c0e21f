"""What may be meant by what is being typed into the search box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, request, url_for

from indexer.search.answers import SearchParameters, Suggestion
from portal.i18n import gettext, page_language
from portal.opening import current_library
from portal.search.asking import address as address_of
from portal.search.chips import HEADINGS
from portal.search.fragments import asked_by_htmx, rendered

SHORTEST = 2
"""Letters that are needed; a Chinese character is enough by itself."""

FIRST_HAN = "\u3005"
"""No Chinese word sorts before this by code point."""


@dataclass(frozen=True, slots=True)
class SuggestedLink:
    """A suggestion as a link: what it is called, the other name that was met, what it is, where it leads."""

    suggestion: Suggestion
    what: str
    address: str

    @property
    def met(self) -> str:
        """The name that was met, unless it is in the one that is shown."""
        suggestion = self.suggestion
        return suggestion.name if suggestion.name not in suggestion.label else ""


def suggest() -> Response:
    """Terms and records for what is being typed: a list for the box, or a page of its own without scripts."""
    typed = request.args.get("q", "").strip()
    letters = "".join(character for character in typed if character.isalnum())
    links = tuple(suggested_links(typed)) if len(letters) >= SHORTEST or letters >= FIRST_HAN else ()
    template = "search/suggested.html" if asked_by_htmx() else "search/suggestions.html"
    return rendered(template, q=typed, links=links)


def suggested_links(typed: str) -> Iterator[SuggestedLink]:
    """The suggestions with their addresses."""
    for suggestion in current_library().suggestions(typed, page_language()):
        if not suggestion.facet:
            what, address = gettext("Record"), url_for("records.record", record_id=suggestion.id)
        elif suggestion.facet == "topic":
            what, address = gettext("Topic"), address_of(SearchParameters(q=suggestion.label))
        else:
            what = str(HEADINGS[suggestion.facet])
            address = address_of(SearchParameters(filters={suggestion.facet: (suggestion.id,)}))
        yield SuggestedLink(suggestion, str(what), address)
