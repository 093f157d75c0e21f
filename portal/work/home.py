"""The first page of the workplace: what waits for the person, line by line, as the subjects know it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.access import Action, needs, signed_in
from portal.accounts.models import User
from portal.i18n import WORK


@dataclass(frozen=True, slots=True)
class Line:
    """Something that waits: what it says, as it stands on the page, and where it leads."""

    text: Any
    address: str


Waiting = Callable[[User], Iterable[Line]]

SOURCES: list[Waiting] = []
"""What is asked for lines, in the order of the page."""


def waiting(source: Waiting) -> Waiting:
    """Have a function asked for the lines of whoever opens the page (a decorator; once when a module is imported)."""
    SOURCES.append(source)
    return source


@needs(Action.ENTER)
def home() -> str | Response:
    """The page; whoever has no recovery codes, or none left, makes them first."""
    user = signed_in()
    if not user.mf_recovery_codes:
        return redirect(url_for("security.mf_recovery_codes"), HTTPStatus.SEE_OTHER)
    return render_template("work/home.html", lines=[line for source in SOURCES for line in source(user)])


blueprint = Blueprint("work", __name__, url_prefix=WORK)
blueprint.add_url_rule("/", "home", home)
