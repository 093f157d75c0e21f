"""A list of records as an Atom feed (RFC 4287), paged as RFC 5005 says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

from flask import render_template
from werkzeug.exceptions import NotFound

from indexer.corpus import CatalogueEntry
from portal.browse.lists import RecordList
from portal.i18n import LANGUAGES, page_language
from portal.opening import current_library

TYPE = "application/atom+xml"

ENTRIES = 50
"""Entries on a page of a feed."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can hold."""


class Followed(Protocol):
    """A list that can be followed: what it is called, and where its page and its feed are."""

    @property
    def titled_kind(self) -> str:
        """What it is called, in the language of the page."""

    def address(self, form: str = "page", **asked: Any) -> str:
        """The path of its page or ``feed``; what is ``asked`` and not None stands behind it."""


def feed(found: RecordList, page: int) -> str:
    """A page (from 1) of the feed of a list, what was published last first. Raises NotFound past the last one."""
    catalogue = current_library().catalogue
    offset = (page - 1) * ENTRIES
    entries = catalogue.entries(order="updated", offset=offset, limit=ENTRIES + 1, **found.terms)
    latest = catalogue.entries(order="updated", limit=1, **found.terms) if offset else entries[:1]
    return feed_page(found, page, entries, latest)


def feed_page(found: Followed, page: int, entries: Sequence[CatalogueEntry], latest: Sequence[CatalogueEntry]) -> str:
    """A page of a feed: its entries and one more if there is a next page, and the first entry of all.

    Raises NotFound for a page behind the first without any.
    """
    if page > 1 and not entries:
        raise NotFound
    catalogue = current_library().catalogue
    text = render_template(
        "browse/feed.xml",
        found=found,
        page=page,
        entries=entries[:ENTRIES],
        more=len(entries) > ENTRIES,
        updated=latest[0].updated if latest else catalogue.state().changed.date().isoformat(),
        others=[language for language in LANGUAGES if language != page_language()],
        address=current_library().settings.public_address,
    )
    return _NO_XML.sub("\ufffd", text)
