"""What the catalogue answers, as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Changes:
    """What a catalogue found changed in the folders: ids, each in one of the three, in order."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.changed or self.gone)


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """Which state of the folders the catalogue shows: another ``mark`` after every change, and when that was (UTC)."""

    mark: str
    changed: dt.datetime


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A record as lists show it.

    ``date`` is the main one with its precision (``2010-05``; empty if nobody knows); ``terms`` are those of
    ``subjects.py``; ``checksum`` is the SHA-256 of the record.yaml it was made of. ``updated`` is the day of its last
    revision (``2026-11-21``); of a record without one that of its verification, or else on which its file was written.
    """

    id: str
    kind: str
    folder: Path
    revision: int
    checksum: str
    demonstration: bool
    date: str
    updated: str
    original_language: str
    titles: Mapping[str, str]
    terms: Mapping[str, tuple[str, ...]]

    def title_in(self, language: str) -> tuple[str, str]:
        """The title in ``language`` if there is one, else in the original language; and the language it is in."""
        chosen = language if language in self.titles else self.original_language
        return self.titles[chosen], chosen


State = Literal["shown", "withdrawn", "faulty", "unknown"]
"""How a record stands in the catalogue: public, withdrawn, left out for its faults, or in no collection."""


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """Another record and how the one that was asked about stands to it: ``amends``, ``amended_by``...

    ``titles`` are empty unless it is ``shown`` or ``withdrawn``.
    """

    type: str
    id: str
    state: State
    original_language: str
    titles: Mapping[str, str]

    def title_in(self, language: str) -> tuple[str, str]:
        """The title in ``language``, else in the original language, and the language it is in; empty if unknown."""
        chosen = language if language in self.titles else self.original_language
        return self.titles.get(chosen, ""), chosen


@dataclass(frozen=True, slots=True)
class FaultyRecord:
    """A record that is left out of all lists, and every fault of it, one a line; the id is empty if it has none."""

    id: str
    folder: Path
    faults: str


@dataclass(frozen=True, slots=True, order=True)
class CatalogueDifference:
    """Where catalogue and folders differ.

    A record.yaml (``place`` is its folder) that the catalogue does not have, has with other content, or has although
    it is not there; or the catalogue itself (``place`` is its file) is ``absent`` or ``damaged``.
    """

    place: Path
    what: Literal["missing", "stale", "extra", "absent", "damaged"]
