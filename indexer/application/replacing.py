"""Files that are written for somebody else: whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from indexer.storing import LEFTOVER, unfinished_name


@contextmanager
def in_the_place_of(file: Path) -> Iterator[Path]:
    """A path beside ``file`` to write to: what stands there at the end takes the place of ``file``.

    If the block raises, the earlier file stays, and nothing of the new one is left. What is no ordinary file
    (/dev/null) is written to itself. An OSError names ``file``.
    """
    target = file.resolve()
    unfinished = unfinished_name(target.parent, LEFTOVER[0])
    try:
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, f"there is no folder {file.parent}", str(file))
        if target.exists() and not target.is_file():
            yield target
            return
        yield unfinished
        unfinished.replace(target)
    except OSError as error:
        if error.filename is None or str(error.filename) == str(unfinished):
            raise OSError(error.errno, error.strerror or str(error), str(file)) from error
        raise
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
