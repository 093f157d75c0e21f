"""The order of results and the pages they are cut into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indexer.search.answers import SORTS, SearchParameters
from portal.i18n import lazy_gettext as _
from portal.search.asking import address

SORT_NAMES: Mapping[str, str] = {
    "relevance": _("Relevance"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "country": _("Country"),
    "title": _("Title"),
}

AROUND = 2
"""Pages that are linked on either side of the current one, beside the first and the last."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of results: its number, its address, whether it is this one; number 0 stands for pages left out."""

    number: int
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in the results a page stands."""

    parameters: SearchParameters
    total: int

    @property
    def first(self) -> int:
        """The number of the first record shown, from 1."""
        return self.parameters.offset + 1

    @property
    def last(self) -> int:
        """The number of the last record shown."""
        return min(self.total, self.parameters.offset + self.parameters.limit)

    @property
    def current(self) -> int:
        """The number of this page, from 1."""
        return self.parameters.offset // self.parameters.limit + 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.parameters.limit)

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first, and on one that is past the end."""
        return self._address(self.current - 1) if 1 < self.current <= self.pages else ""

    @property
    def next(self) -> str:
        """The address of the page after; empty on the last."""
        return self._address(self.current + 1) if self.current < self.pages else ""

    @property
    def start(self) -> str:
        """The address of the first page."""
        return self._address(1)

    @property
    def links(self) -> Iterator[PageLink]:
        """The first page, those around the current one, and the last."""
        near = range(max(1, self.current - AROUND), min(self.pages, self.current + AROUND) + 1)
        before = 0
        for page in sorted({1, self.pages, *near}):
            if page > before + 1:
                yield PageLink(0)
            yield PageLink(page, self._address(page), page == self.current)
            before = page

    def _address(self, page: int) -> str:
        return address(replace(self.parameters, offset=(page - 1) * self.parameters.limit))


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
