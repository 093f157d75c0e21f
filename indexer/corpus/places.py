"""Where the records of a collection lie, by id, for those who write."""

from __future__ import annotations

import time
from pathlib import Path

from indexer.corpus.folders import entry_of
from indexer.model import KINDS


class Places:
    """Finds the folder of a record by its id, in whatever folder somebody put it.

    A record that was written by us lies in a folder of its own name and is found at once. For the others the folders
    of kinds are listed, again only when one changed, and in large collections not all the time.
    """

    SHARE = 20
    """How many times as long as it took to list a folder the list is good enough: many records in a row are added."""

    QUICK = 0.005
    """Seconds that a list may take to be made anew whenever the folder changed."""

    def __init__(self, collection: Path) -> None:
        """Nothing is looked at before the first question."""
        self._collection = collection
        self._listed: dict[Path, int] = {}
        self._good_until: dict[Path, float] = {}
        self._ids: dict[Path, str] = {}

    def folder(self, id: str) -> Path | None:
        """The folder of the record with this id; None if there is none."""
        usual = (self._collection / kind / id for kind in KINDS)
        return next((path for path in usual if _id_in(path) == id), None) or self._elsewhere(id)

    def _elsewhere(self, id: str) -> Path | None:
        self._look()
        found = (path for path, known in self._ids.items() if known == id and _id_in(path) == id)
        return next(found, None)

    def _look(self) -> None:
        """List the folders of kinds that changed, and read the ids of records that were not there before."""
        for kind in (self._collection / name for name in KINDS):
            changed = kind.stat().st_mtime_ns if kind.is_dir() else 0
            begun = time.monotonic()
            if self._listed.get(kind, 0) == changed or begun < self._good_until.get(kind, 0):
                continue
            self._list(kind)
            self._listed[kind] = changed
            took = time.monotonic() - begun
            self._good_until[kind] = begun + self.SHARE * took if took > self.QUICK else 0

    def _list(self, kind: Path) -> None:
        for path in kind.iterdir() if kind.is_dir() else ():
            if path not in self._ids and not path.name.startswith(".") and (found := _id_in(path)):
                self._ids[path] = found


def _id_in(folder: Path) -> str | None:
    """The id that stands in the record.yaml of a folder; None if there is none."""
    entry = entry_of(folder)
    return entry.id if entry else None
