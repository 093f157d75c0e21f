"""What holds for every form: where it may be sent from, how long its texts may be, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import abort, request

from portal.i18n import gettext
from portal.opening import current_settings

TRAP = "office_fax"
"""A field that no reader sees: what fills it in is a program."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The fields of a form as they were sent, white space at their ends taken off, and what is wrong with some."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Any] = field(default_factory=dict)


def is_own() -> bool | None:
    """Whether a page of this portal sent the request, as browsers say; None if nothing says so.

    They send ``Sec-Fetch-Site`` (Fetch Metadata; over TLS, since 2023 all of them), or else ``Origin`` with every form
    that is sent; nothing has to be stored in them for it.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    if origin is None:
        return None
    return urlsplit(origin).netloc in {request.host, urlsplit(current_settings().public_address).netloc}


def refuse_other_sites() -> None:
    """End the request with 400 if a browser says that the form is another site's.

    What says nothing is no browser that somebody could be lured with.
    """
    if is_own() is False:
        abort(HTTPStatus.BAD_REQUEST)


def take(lengths: Mapping[str, int]) -> Sent:
    """The fields of these names with the most characters that each may have."""
    values = {name: request.form.get(name, "").replace("\r\n", "\n").strip() for name in lengths}
    values = {name: "".join(map(_plain, value)) for name, value in values.items()}
    faults = {
        name: gettext("Please shorten this to at most %(count)s characters.", count=most)
        for name, most in lengths.items()
        if len(values[name]) > most
    }
    if request.form.get(TRAP):
        faults[TRAP] = gettext("Please leave this field empty.")
    return Sent(values, faults)


def _plain(character: str) -> str:
    """The character, a space for one that takes room only, nothing for one that speaks to a terminal or turns text."""
    if character.isprintable() or character in "\n\t":
        return character
    return " " if character.isspace() else ""
