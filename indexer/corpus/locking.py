"""One writer a record at a time, over all processes of a machine."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from indexer.errors import RecordBusy

LOCKS = ".locks"
"""The folder of a collection that holds the locks; its files are empty and may be deleted when nobody writes."""

WAIT = 10.0
"""Seconds to wait for another writer: none needs as long for one record."""

_PAUSE = 0.02


@contextmanager
def locked(collection: Path, name: str, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock ``name`` of a collection; the system lets go of it when the process ends, however it ends.

    Raises RecordBusy if another writer holds it for longer than ``wait`` seconds.
    """
    folder = collection / LOCKS
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")
    with (folder / f"{name}.lock").open("a") as stream:
        _take(stream, name, time.monotonic() + wait)
        yield


def _take(stream: IO[str], name: str, until: float) -> None:
    while True:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise RecordBusy(f"{name}: another process is writing this record; try again in a moment") from None
            time.sleep(_PAUSE)
        else:
            return
