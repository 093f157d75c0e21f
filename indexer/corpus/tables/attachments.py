"""The folder with the files that the rows of a table name."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path, PurePosixPath

_LIKE = 0.75
"""How much the name of a file, without its suffix, has to be like the one that was perhaps meant."""


class Attachments:
    """The files of a folder and of the folders in it, by their names; hidden ones and links are left out."""

    def __init__(
        self, folder: Path | None, largest: int | None = None, unreadable: Callable[[Path], str] = lambda _: ""
    ) -> None:
        """Look through the folder once; None stands for a table without files.

        ``largest`` is how many bytes a file may have: what ``PALERMO_PDF_BYTES`` says; None is for any number.
        ``unreadable`` says in one sentence why a file cannot be read, by what it is; nothing if it can.
        """
        self._folder = folder
        self._largest = largest
        self.unreadable = unreadable
        self._paths: set[str] = set()
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        for place, folders, names in os.walk(folder) if folder else ():
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                path = Path(place, name)
                if not name.startswith(".") and path.is_file() and not path.is_symlink():
                    inside = path.relative_to(folder or "").as_posix()
                    self._paths.add(inside)
                    self._named[_composed(name)].append(inside)

    def find(self, name: str) -> Path:
        """The file with this name, or with this path below the folder; raises ValueError that says what was expected.

        A name that several files have is none: the row has to say which one.
        """
        if self._folder is None:
            raise ValueError("no file, or the folder it lies in, by --files")
        wanted = name.replace("\\", "/")
        if "/" in wanted:
            found = [wanted] if str(PurePosixPath(wanted)) in self._paths else []
        else:
            found = self._named.get(_composed(wanted), [])
        if len(found) > 1:
            raise ValueError(
                f"one file; {len(found)} have this name: {', '.join(sorted(found)[:5])}; write one of these"
            )
        if not found:
            raise ValueError(f"the name of a file in {self._folder}; there is no {name}{self._meant(wanted)}")
        path = self._folder / found[0]
        size = path.stat().st_size
        if not size:
            raise ValueError(f"a file with something in it; {name} is empty")
        if self._largest is not None and size > self._largest:
            allowed = f"a file of at most {self._largest:,} bytes, which PALERMO_PDF_BYTES allows"
            raise ValueError(f"{allowed}; {name} has {size:,}")
        return path

    def _meant(self, wanted: str) -> str:
        """Which file was perhaps meant; suffixes say nothing about that."""
        stems = {PurePosixPath(name).stem: name for name in self._named}
        near = difflib.get_close_matches(PurePosixPath(_composed(wanted)).stem, stems, n=1, cutoff=_LIKE)
        return f"; perhaps {stems[near[0]]} was meant" if near else ""


def _composed(name: str) -> str:
    """Some systems take letters and their accents apart in the names of files."""
    return unicodedata.normalize("NFC", name)
