"""Lists cut into pages: where in the list a page stands, and the ways to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

AROUND = 2
"""Pages that are linked on either side of the current one, beside the first and the last."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a list: its number, its address, whether it is this one; number 0 stands for pages left out."""

    number: int
    address: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a list a page stands: after ``offset`` of ``total`` records; ``address_of`` gives that of page n."""

    offset: int
    size: int
    total: int
    address_of: Callable[[int], str]

    @property
    def first(self) -> int:
        """The number of the first record shown, from 1."""
        return self.offset + 1

    @property
    def last(self) -> int:
        """The number of the last record shown."""
        return min(self.total, self.offset + self.size)

    @property
    def current(self) -> int:
        """The number of this page, from 1."""
        return self.offset // self.size + 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.size)

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first, and on one that is past the end."""
        return self.address_of(self.current - 1) if 1 < self.current <= self.pages else ""

    @property
    def next(self) -> str:
        """The address of the page after; empty on the last."""
        return self.address_of(self.current + 1) if self.current < self.pages else ""

    @property
    def start(self) -> str:
        """The address of the first page."""
        return self.address_of(1)

    @property
    def links(self) -> Iterator[PageLink]:
        """The first page, those around the current one, and the last."""
        near = range(max(1, self.current - AROUND), min(self.pages, self.current + AROUND) + 1)
        before = 0
        for page in sorted({1, self.pages, *near}):
            if page > before + 1:
                yield PageLink(0)
            yield PageLink(page, self.address_of(page), page == self.current)
            before = page
