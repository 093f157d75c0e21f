"""The step that removes the readings and page images of files that no record refers to any more."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from indexer.corpus.folders import record_folders
from indexer.corpus.revisions import REVISIONS
from indexer.pipeline.checking import SoundRecord
from indexer.pipeline.parts import Parts
from indexer.settings import BUNDLED

DAY = 24 * 60 * 60.0
"""Seconds that readings are left alone: a record that names their file may be about to be written."""

_SHA256 = re.compile(rb"[0-9a-f]{64}")


def collect_readings(parts: Parts, records: Sequence[SoundRecord]) -> int:
    """Remove the readings of files that nothing refers to and that are older than a day; how many files that were.

    A file is referred to by any text of a record, whatever its faults, and by every earlier revision of it; those of
    the bundled collection count too, served or not. Nothing is removed if one of these texts cannot be read. Only for
    builds of all collections: the readings of others lie in the same store.
    """
    unused = dict(parts.readings.kept())
    for file in (file for sound in records for file in sound.files):
        unused.pop(file.sha256, None)
    if not unused:
        return 0
    try:
        for sha256 in _named([*parts.corpora, *parts.others, BUNDLED]):
            unused.pop(sha256, None)
        old = [folders for folders in unused.values() if _age(folders) > DAY]
    except OSError:
        return 0
    for folder in (folder for folders in old for folder in folders):
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)


def _named(collections: Iterable[Path]) -> Iterator[str]:
    """All that looks like a checksum in the texts of records and their revisions. Raises OSError."""
    for collection in dict.fromkeys(collections):
        for folder in record_folders(collection):
            for text in (folder.record, *folder.path.glob(f"{REVISIONS}/*")):
                if text.is_file():
                    yield from (found.decode() for found in _SHA256.findall(text.read_bytes()))


def _age(folders: Sequence[Path]) -> float:
    """The seconds since the last of the files in the folders was written, or came or went. Raises OSError."""
    touched = (path.stat().st_mtime for folder in folders for path in (folder, *folder.iterdir()))
    return time.time() - max(touched)
