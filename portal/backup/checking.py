"""Whether a backup is as it was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from portal.backup import manifest as manifests
from portal.backup.files import entry_of


def faults(backup: Path) -> Iterator[str]:
    """Every file of a backup that is missing or not as it was; none if it is whole.

    Raises PalermoError if the folder is no backup.
    """
    for path, entry in manifests.read(backup).files.items():
        file = backup / path
        if file.is_symlink() or not file.is_file():
            yield f"{path}: missing"
        elif entry_of(file) != entry:
            yield f"{path}: not the {entry.bytes:,} bytes that were copied"
