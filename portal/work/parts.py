"""The parts of the workplace that its bar leads to, each for those who may enter it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask, current_app
from flask_security import current_user

from portal.access import Action, allowed
from portal.i18n import lazy_gettext as _

PARTS: Mapping[str, tuple[Any, Action]] = {
    "work.home": (_("Workplace"), Action.ENTER),
    "submissions.own": (_("My submissions"), Action.SUBMIT),
    "review.queue": (_("Queue"), Action.REVIEW),
    "accounts.people": (_("People"), Action.ACCOUNTS),
    "trail.page": (_("Trail"), Action.TRAIL),
    "editing.proposals": (_("Proposals"), Action.REVIEW),
}
"""Endpoints in the order of the bar, with their words and what it takes; each subject adds its own."""


def init_app(app: Flask) -> None:
    """Let the frame of the workplace use these."""
    app.jinja_env.globals.update(work_parts=parts)


def parts() -> Iterator[tuple[str, Any]]:
    """Endpoints with their words for the person who is signed in; nothing for a stranger."""
    if current_user.is_authenticated:
        for endpoint, (words, action) in PARTS.items():
            if endpoint in current_app.view_functions and allowed(current_user, action):
                yield endpoint, words
