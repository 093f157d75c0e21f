"""What lies where no record is: leftovers of writers that were killed, files and folders of nobody."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from indexer.corpus.folders import RECORD, holds_record
from indexer.model import KINDS
from indexer.pipeline.verifying.difference import Difference, Mend
from indexer.readings.store import STAGES
from indexer.storing import LEFTOVER

UNFINISHED = re.compile(r"\.(?:adding|writing)-([0-9]+)-[0-9a-f]{8}")
"""The name that ``storing.unfinished_name`` gives, with the number of the process that writes."""

LONGEST = 3600
"""Seconds that no writer needs for one file or record; after that the number is that of another process."""

MAY_LIE_THERE = ("README", "LICENSE", "COPYING")
"""What the names of files begin with that tell of a whole collection."""


def leftovers(folder: Path) -> Iterator[Difference]:
    """What writers that were killed left in a folder; those that are at work have their process in the name."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(LEFTOVER) and not _is_being_written(path):
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


def _is_being_written(path: Path) -> bool:
    """Whether the process that the name speaks of is there, and may still be at it."""
    named = UNFINISHED.fullmatch(path.name)
    if not named:
        return False
    try:
        if time.time() - path.lstat().st_mtime > LONGEST:
            return False
        os.kill(int(named[1]), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except FileNotFoundError:  # it was finished at this moment
        return True
    except OSError:  # a process of somebody else
        return True
    return True
