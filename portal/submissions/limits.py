"""How long a request may be: a few views take more than the forms of readers, from those who are signed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import request
from flask_security import current_user

from indexer.settings import Settings

View = TypeVar("View", bound=Callable[..., Any])

TAKES = "palermo_takes"
"""The attribute of a view that says how many bytes it takes."""


def takes(most: Callable[[Settings], int]) -> Callable[[View], View]:
    """Let a view take requests of as many bytes as ``most`` says, beside what the frame of a form needs."""

    def mark(view: View) -> View:
        setattr(view, TAKES, most)
        return view

    return mark


def apply(view: Callable[..., Any], settings: Settings) -> None:
    """Let the request be as long as its view takes, if somebody is signed in; to be called before it is read."""
    most: Callable[[Settings], int] | None = getattr(view, TAKES, None)
    if most is not None and current_user.is_authenticated:
        request.max_content_length = most(settings)
