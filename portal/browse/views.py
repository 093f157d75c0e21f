"""Home, the lists of terms, the lists of records and what is taken away from them; all of it from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from indexer.model import KINDS
from portal.browse import feed, taking
from portal.browse.asking import ORDERS, Asked, asked
from portal.browse.beside import beside, compared
from portal.browse.counted import Counted, all_counted
from portal.browse.describing import described, steps_to
from portal.browse.lists import ALL_TERMS, RecordList, record_list
from portal.browse.participation import participation_of, treaty_record
from portal.browse.regions import counted_regions
from portal.browse.treaties import articles_of, listed_treaties, neighbours
from portal.i18n import negotiated_language, page_language
from portal.opening import current_library
from portal.paging import Pages
from portal.redirects import see_other

LATEST = 5
"""Records that home shows."""

PAGE = 25
"""Records on a page of a list."""


def choose_language() -> AnyResponse:
    """Send the reader to home in the best language for their browser."""
    return see_other(url_for("browse.home", language=negotiated_language()), "Accept-Language")


def home() -> str:
    """What there is, and where to begin."""
    catalogue = current_library().catalogue
    counts = catalogue.counts("kind")
    return render_template(
        "browse/home.html",
        kinds=[(RecordList("kind", kind), counts.get(kind, 0)) for kind in KINDS],
        crimes=[crime for crime in all_counted("crime") if crime.count],
        regions=counted_regions(),
        latest=catalogue.entries(order="updated", limit=LATEST),
        everything=RecordList("all"),
    )


def countries() -> str:
    """All countries by region with the number of their records, as a list and as tiles."""
    return render_template("browse/countries.html", regions=counted_regions())


def terms(facet: str) -> str:
    """All terms of a facet with the number of records that have each."""
    return render_template("browse/terms.html", heading=ALL_TERMS[facet][0], terms=all_counted(facet))


def treaties() -> str:
    """The treaties with their articles."""
    return render_template("browse/treaties.html", treaties=listed_treaties())


def treaty(treaty: str) -> str:
    """The articles of a treaty with the number of records that are relevant to each."""
    if not current_library().vocabularies.has("treaty", treaty):
        raise NotFound
    return render_template(
        "browse/treaty.html",
        treaty=treaty,
        described=described("treaty", treaty),
        record=treaty_record(treaty),
        articles=articles_of(treaty),
    )


def records(facet: str, **place: str) -> str:
    """A page of a list of records, with what there is to know of its term."""
    asking = asked()
    found = record_list(facet, place, asking.kind)
    library = current_library()
    kinds = _kinds(found)
    total = sum(kind.count for kind in kinds if kind.term == (found.terms.get("kind") or kind.term))
    offset = (asking.page - 1) * PAGE
    if offset and offset >= total:
        raise NotFound
    return render_template(
        "browse/records.html",
        found=found,
        described=described(facet, found.term) if found.term else None,
        steps=steps_to(found),
        kinds=kinds,
        entries=library.catalogue.entries(
            order=asking.order, language=page_language(), offset=offset, limit=PAGE, **found.terms
        ),
        paging=Pages(
            offset, PAGE, total, lambda page: found.address(sort=asking.sort, page=page if page > 1 else None)
        ),
        sorts=[(str(name), Asked(order=order)) for order, name in ORDERS.items()],
        asking=asking,
        beside=beside(found),
        compared=compared(found),
        neighbours=neighbours(found),
        participation=participation_of(found.term) if facet in ("country", "organization") else (),
    )


def _kinds(found: RecordList) -> tuple[Counted, ...]:
    """The kinds of the records of a list, in the order of the kinds."""
    counts = current_library().catalogue.counts("kind", **found.of_kind("").terms)
    of_kind = [(kind, found.of_kind(kind)) for kind in KINDS if kind in counts]
    return tuple(Counted(kind, RecordList("kind", kind).title, counts[kind], one.address()) for kind, one in of_kind)


def record_feed(facet: str, **place: str) -> Response:
    """The list as an Atom feed, what was published last first."""
    asking = asked()
    found = record_list(facet, place, asking.kind)
    return taking.kept_answer(lambda: feed.feed(found, asking.page), feed.TYPE)


def record_csv(facet: str, **place: str) -> Response:
    """The whole list as CSV."""
    return _download(facet, place, "csv")


def record_json(facet: str, **place: str) -> Response:
    """The whole list as JSON."""
    return _download(facet, place, "json")


def _download(facet: str, place: Mapping[str, str], form: str) -> Response:
    asking = asked()
    return taking.download(record_list(facet, place, asking.kind), asking.order, form)
