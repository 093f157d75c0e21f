"""What lies where no record is: leftovers of writers that were killed, files and folders of nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from indexer.corpus.folders import RECORD, holds_record
from indexer.model import KINDS
from indexer.pipeline.verifying.difference import Difference, Mend
from indexer.readings.store import STAGES
from indexer.storing import left_behind

MAY_LIE_THERE = ("README", "LICENSE", "COPYING")
"""What the names of files begin with that tell of a whole collection."""


def leftovers(folder: Path) -> Iterator[Difference]:
    """What writers that were killed left in a folder."""
    for path in left_behind(folder):
        yield Difference(
            str(path), "left behind by a writer that was killed", "it can be removed", Mend.REMOVE, str(path)
        )


def leftovers_of_readings(data: Path) -> Iterator[Difference]:
    """What they left in the folder of what is derived: at its top, and in the store of readings."""
    yield from leftovers(data)
    for stage in STAGES:
        for folder, _, _ in sorted(os.walk(data / stage)):
            yield from leftovers(Path(folder))


def strays(collection: Path) -> Iterator[Difference]:
    """Files and folders of a collection that belong to no record, and that ``check`` does not tell of."""
    for path in sorted(collection.iterdir()):
        if path.name in KINDS and path.is_dir():
            yield from (_stray(inner) for inner in sorted(path.iterdir()) if not inner.is_dir() and _is_visible(inner))
        elif _is_visible(path) and not path.name.startswith(MAY_LIE_THERE) and not _holds_record(path):
            yield _stray(path)


def _stray(path: Path) -> Difference:
    what = "no kind of records is called so" if path.is_dir() else "it belongs to no record"
    return Difference(str(path), what, "move it away")


def _is_visible(path: Path) -> bool:
    return not path.name.startswith(".")


def _holds_record(path: Path) -> bool:
    """Whether this is a record.yaml, or a folder with one in it or one level deeper: ``check`` says where it goes."""
    return path.name == RECORD or holds_record(path)
