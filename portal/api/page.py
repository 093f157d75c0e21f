"""The description of the API: as OpenAPI 3.1 for programs, and as a page for people, made of the same table."""

from __future__ import annotations

from flask import Response, render_template

from portal.api.addresses import BASE, OPERATIONS
from portal.api.openapi import document
from portal.api.views import kept
from portal.i18n import gettext, number
from portal.opening import current_settings


def description() -> Response:
    """The description of the API as OpenAPI 3.1."""
    return kept(document(current_settings().site_name))


def page() -> str:
    """The page that shows what the API can be asked, and what it answers."""
    settings = current_settings()
    described = document(settings.site_name)
    return render_template(
        "api/api.html",
        operations=[(operation, described["paths"][operation.path]["get"]) for operation in OPERATIONS],
        base=BASE,
        address=settings.public_address,
        rate=_rate(settings.rate_limit),
    )


def _rate(text: str) -> str:
    """A limit of the settings in the language of the page; empty for none."""
    count, _, period = text.partition(" per ")
    if not period:
        return ""
    words = {
        "second": gettext("%(count)s a second", count=number(int(count))),
        "minute": gettext("%(count)s a minute", count=number(int(count))),
        "hour": gettext("%(count)s an hour", count=number(int(count))),
        "day": gettext("%(count)s a day", count=number(int(count))),
    }
    return str(words[period])
