"""Vocabularies for readers, as SKOS for programs, and the permanent addresses that lead to either."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from flask import Response, make_response, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from indexer.application import vocabularies_as_skos
from indexer.settings import Settings
from portal.browse.lists import ALL_TERMS, term_address
from portal.i18n import page_language
from portal.opening import current_library
from portal.redirects import from_permanent
from portal.terms.listed import listed_terms

Form = Literal["turtle", "json-ld"]

FORMS: Mapping[str, tuple[Form, str]] = {"ttl": ("turtle", "text/turtle"), "jsonld": ("json-ld", "application/ld+json")}
"""The forms of SKOS by the ending of the address: what the form is called, and its media type."""

DOCUMENTS = {mimetype: ending for ending, (_, mimetype) in FORMS.items()}
JSON = "application/json"
WANTED = ("text/html", *DOCUMENTS, JSON)
"""What a vocabulary can be had as, by media type: a page unless the request prefers another."""


def vocabularies() -> str:
    """All vocabularies by their titles."""
    known = current_library().vocabularies
    titles = {name: known.title(name, page_language()) for name in known.names}
    return render_template("terms/vocabularies.html", titles=dict(sorted(titles.items(), key=lambda item: item[1])))


def vocabulary(name: str) -> str:
    """The terms of a vocabulary with what is said of each."""
    _require(name)
    known = current_library().vocabularies
    return render_template(
        "terms/vocabulary.html",
        name=name,
        title=known.title(name, page_language()),
        version=known.vocabulary(name).version,
        terms=listed_terms(name),
    )


def document(name: str, ending: str) -> Response:
    """A vocabulary as SKOS, in Turtle or JSON-LD."""
    _require(name)
    form, mimetype = FORMS[ending]
    response = make_response(_skos(current_library().settings, name, form))
    response.headers["Content-Type"] = f"{mimetype}; charset=utf-8"
    response.add_etag()
    response.make_conditional(request)
    return response


def permanent_vocabularies() -> AnyResponse:
    """Send the reader on to the list of vocabularies."""
    return from_permanent(url_for("terms.vocabularies"))


def permanent_vocabulary(name: str) -> AnyResponse:
    """Send the reader on to the list of the terms, a program to their SKOS or their JSON."""
    _require(name)
    page = url_for(ALL_TERMS[name][1]) if name in ALL_TERMS else url_for("terms.vocabulary", name=name)
    return from_permanent(_for_programs(name) or page)


def permanent_term(name: str, term: str) -> AnyResponse:
    """Send the reader on to the records of a term, else to its place among the terms; a program to the vocabulary."""
    _require(name)
    if not current_library().vocabularies.has(name, term):
        raise NotFound
    page = term_address(name, term) or url_for("terms.vocabulary", name=name, _anchor=f"term-{term}")
    return from_permanent(_for_programs(name) or page)


def _require(name: str) -> None:
    if name not in current_library().vocabularies.names:
        raise NotFound


def _for_programs(name: str) -> str:
    """The address of a vocabulary as SKOS or as the API has it if the request prefers that to a page, else empty."""
    wanted = request.accept_mimetypes.best_match(WANTED, default=WANTED[0])
    if wanted == JSON:
        return url_for("api.vocabulary", name=name)
    return url_for("terms.document", name=name, ending=DOCUMENTS[wanted]) if wanted in DOCUMENTS else ""


@lru_cache(maxsize=64)
def _skos(settings: Settings, name: str, form: Form) -> str:
    """The SKOS of a vocabulary; kept, as a graph takes a third of a second to make."""
    return vocabularies_as_skos(settings, [name], form)
