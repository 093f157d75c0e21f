"""The pages whose text is the same for all: about, terms, privacy, contact, accessibility; filled from the settings."""

from __future__ import annotations

from flask import render_template

from portal.opening import current_settings

PAGES = ("about", "terms", "privacy", "contact", "accessibility")


def page(name: str) -> str:
    """One of ``PAGES``."""
    return render_template(f"institution/{name}.html", settings=current_settings())
