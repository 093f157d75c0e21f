"""Which records a build looks at: all of them, some by their ids, or those that were touched lately."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.corpus.folders import RecordFolder


@dataclass(frozen=True, slots=True)
class Choice:
    """The records of ``only`` if there are any; and of these the ones touched ``since`` (seconds since 1970).

    A record is touched when its record.yaml is written, or a file in its folder comes or goes, by the time that the
    file system keeps. What is not chosen stays in the index as it is.
    """

    only: frozenset[str] = frozenset()
    since: float | None = None

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return not self.only and self.since is None

    def takes(self, folder: RecordFolder) -> bool:
        """Whether the record in this folder is chosen."""
        return self._is_named(folder) and self._is_recent(folder)

    def _is_named(self, folder: RecordFolder) -> bool:
        return not self.only or (folder.entry is not None and folder.entry.id in self.only)

    def _is_recent(self, folder: RecordFolder) -> bool:
        if self.since is None:
            return True
        try:
            touched = max(folder.path.stat().st_mtime, folder.record.stat().st_mtime)
        except OSError:  # it goes away at this moment, or has no record.yaml: the check says which
            return True
        return touched >= self.since


EVERYTHING = Choice()
"""All records."""
