"""A list of records as an Atom feed (RFC 4287), paged as RFC 5005 says."""

from __future__ import annotations

import re

from flask import render_template
from werkzeug.exceptions import NotFound

from portal.browse.lists import RecordList
from portal.i18n import LANGUAGES, page_language
from portal.opening import current_library

TYPE = "application/atom+xml"

ENTRIES = 50
"""Entries on a page of a feed."""

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document can hold."""


def feed(found: RecordList, page: int) -> str:
    """A page (from 1) of the feed of a list, what was published last first. Raises NotFound past the last one."""
    catalogue = current_library().catalogue
    offset = (page - 1) * ENTRIES
    entries = catalogue.entries(order="updated", offset=offset, limit=ENTRIES + 1, **found.terms)
    if offset and not entries:
        raise NotFound
    latest = catalogue.entries(order="updated", limit=1, **found.terms) if offset else entries[:1]
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
