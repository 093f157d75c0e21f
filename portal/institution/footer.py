"""What the foot of every page leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask, current_app, request, url_for

from portal.i18n import lazy_gettext as _

LINKS: Mapping[str, Any] = {
    "institution.about": _("About this portal"),
    "institution.terms": _("Terms of use"),
    "institution.privacy": _("Privacy"),
    "institution.accessibility": _("Accessibility"),
    "institution.contact": _("Contact"),
    "institution.survey": _("Short survey"),
    "api.page": _("API for programs"),
    "browse.all_feed": _("Atom feed"),
    "security.login": _("Sign in"),
}
"""The pages that every page leads to, by their endpoints; where nobody can sign in there is no such page."""

PARTS = {"record_id": "record", "file_id": "file", "provision_id": "provision"}
"""The arguments of the addresses of records, and what the form for reports calls them."""


def init_app(app: Flask) -> None:
    """Let the frame of the pages use these."""
    app.jinja_env.globals.update(footer_links=footer_links, report_address=report_address)


def footer_links() -> Iterator[tuple[str, Any]]:
    """Endpoints with their words."""
    yield from ((endpoint, words) for endpoint, words in LINKS.items() if endpoint in current_app.view_functions)


def report_address() -> str:
    """The address of the form for reports, about the record that the page shows if it is one of a record."""
    given = request.view_args or {}
    return url_for("institution.report", **{name: given[part] for part, name in PARTS.items() if part in given})
