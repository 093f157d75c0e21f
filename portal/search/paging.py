"""The order of results and the pages they are cut into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indexer.search.answers import SORTS, SearchParameters
from portal.i18n import lazy_gettext as _
from portal.paging import Pages
from portal.search.asking import address

SORT_NAMES: Mapping[str, str] = {
    "relevance": _("Relevance"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "country": _("Country"),
    "title": _("Title"),
}

SIZES = (10, 25, 50, 100)
"""Records that a page can show."""


def paging_of(parameters: SearchParameters, total: int) -> Pages:
    """The pages of the results of a question."""

    def address_of(page: int) -> str:
        return address(replace(parameters, offset=(page - 1) * parameters.limit))

    return Pages(parameters.offset, parameters.limit, total, address_of)


@dataclass(frozen=True, slots=True)
class SortLink:
    """A way to order the results."""

    name: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class SizeLink:
    """A number of records on a page."""

    size: int
    address: str
    current: bool


def size_links(parameters: SearchParameters) -> tuple[SizeLink, ...]:
    """All sizes of a page with the address of the page that begins at or before the present one."""
    return tuple(
        SizeLink(
            size,
            address(replace(parameters, limit=size, offset=parameters.offset // size * size)),
            size == parameters.limit,
        )
        for size in SIZES
    )


def sort_links(parameters: SearchParameters) -> tuple[SortLink, ...]:
    """All orders with the address of the first page in each."""
    return tuple(
        SortLink(str(SORT_NAMES[sort]), address(replace(parameters, sort=sort, offset=0)), sort == parameters.sort)
        for sort in SORTS
    )
