"""What the address of a list asks for: the page, the order, one kind of record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from indexer.corpus import Order
from indexer.errors import ParameterError
from indexer.model import KINDS
from portal.i18n import lazy_gettext as _

ORDERS: Mapping[Order, str] = {
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "title": _("Title"),
    "updated": _("Latest additions"),
}
"""The orders of a list with their names."""

USUAL: Order = "newest"
"""The order of a list that nobody put in another one."""

PAGE_DIGITS = 9
"""Digits that the number of a page may have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list: the page from 1, the order, and the kind; empty for all kinds."""

    page: int = 1
    order: Order = USUAL
    kind: str = ""

    @property
    def sort(self) -> Order | None:
        """The order as addresses have it: None for the usual one."""
        return self.order if self.order != USUAL else None


def asked() -> Asked:
    """What the address of the request asks for; parameters that a list does not know are passed over.

    Raises ParameterError for a value that cannot be.
    """
    return Asked(page_asked(), _order(request.args.get("sort")), _kind(request.args.get("kind")))


def page_asked() -> int:
    """The page that the address of the request asks for, from 1; raises ParameterError."""
    value = request.args.get("page", "1")
    if not value.isdecimal() or len(value) > PAGE_DIGITS or int(value) < 1:
        raise ParameterError("page", value, "the number of a page, from 1")
    return int(value)


def _order(value: str | None) -> Order:
    if not value:
        return USUAL
    found: Order | None = next((order for order in ORDERS if order == value), None)
    if found is None:
        raise ParameterError("sort", value, f"one of {', '.join(ORDERS)}")
    return found


def _kind(value: str | None) -> str:
    if value and value not in KINDS:
        raise ParameterError("kind", value, f"one of {', '.join(KINDS)}")
    return value or ""
