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


def sort_links(parameters: SearchParameters) -> tuple[SortLink, ...]:
    """All orders with the address of the first page in each."""
    return tuple(
        SortLink(str(SORT_NAMES[sort]), address(replace(parameters, sort=sort, offset=0)), sort == parameters.sort)
        for sort in SORTS
    )
