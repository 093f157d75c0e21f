"""The library of a process: opened with the first request that needs it, so after the server has forked its workers."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

from flask import Flask, current_app

from indexer.application import Library, open_library
from indexer.settings import Settings

KEY = "palermo.library"


class OpenedOnce:
    """Holds the library of an app and opens it when it is first asked for, by one thread only."""

    def __init__(self, settings: Settings, library: Library | None) -> None:
        """``library`` is one that is open already; None opens one over ``settings``."""
        self.settings = settings
        self._library = library
        self._opening = Lock()
        self._told: list[Callable[[Library], None]] = []

    def get(self) -> Library:
        """The library; raises what ``open_library`` raises, and tries anew the next time."""
        if self._library is None:
            with self._opening:
                if self._library is None:
                    opened = open_library(self.settings)
                    for told in self._told:
                        told(opened)
                    self._library = opened
        return self._library

    def when_open(self, told: Callable[[Library], None]) -> None:
        """Have the library told once it is open; at once if it is."""
        if self._library is None:
            self._told.append(told)
        else:
            told(self._library)


def init_app(app: Flask, settings: Settings, library: Library | None) -> None:
    """Give the app its library."""
    app.extensions[KEY] = OpenedOnce(settings, library)


def on_opening(app: Flask, told: Callable[[Library], None]) -> None:
    """Have the library of an app told when it is open."""
    held: OpenedOnce = app.extensions[KEY]
    held.when_open(told)


def current_settings() -> Settings:
    """The settings of the app that answers the request."""
    held: OpenedOnce = current_app.extensions[KEY]
    return held.settings


def current_library() -> Library:
    """The library of the app that answers the request."""
    held: OpenedOnce = current_app.extensions[KEY]
    return held.get()
