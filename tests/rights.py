"""Tests of files and folders that may not be read, also where the tests themselves run as root."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534
"""The user without rights (nobody)."""


@contextmanager
def as_nobody() -> Iterator[None]:
    """Run a block with the rights of somebody who is not root; for others than root nothing changes."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def folder_for_all() -> Iterator[Path]:
    """A temporary folder that everybody can reach, which those of pytest are not."""
    with tempfile.TemporaryDirectory(prefix="palermo-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


def give_to_nobody(folder: Path) -> None:
    """Let whoever is nobody write below a folder; others than root own it already."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
