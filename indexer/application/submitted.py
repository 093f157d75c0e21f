"""Files that were submitted: told by their content, read in the sandbox, kept apart from those that are published."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from indexer.application.library import PAGE_WIDTHS
from indexer.errors import FileRefused, ReadingError
from indexer.language.detection import shares
from indexer.model import Pages, Problem, Reading
from indexer.pdf import READER, Media, Reader, converter_for, is_current, media_of, unpacked
from indexer.readings import Readings
from indexer.settings import Settings
from indexer.structure import STRUCTURE, structure_of

ARCHIVE = Media.ZIP.media_type
"""The media type of files that are only taken apart."""


def media_type_of(stream: BinaryIO, name: str) -> str:
    """The media type of an open file, told by its content; its place is at the beginning again.

    Raises FileRefused, with ``name`` in the message, for what is not accepted.
    """
    return media_of(stream, name).media_type


def files_in(path: Path, name: str, settings: Settings) -> Iterator[tuple[str, BinaryIO]]:
    """The files in an archive, each with its name in it; each is closed when the next is asked for.

    Raises FileRefused, where the archive is made to break out, to flood or to deceive, before any file of it or behind
    some of them.
    """
    try:
        yield from unpacked(path, settings)
    except FileRefused as refusal:
        raise FileRefused(name, refusal.reason, refusal.limits) from None


def suffix_of(media_type: str) -> str:
    """What the name of a file of this type ends in, ``.pdf``; ``.bin`` for a type that is not accepted."""
    return next((media.suffixes[0] for media in Media if media.media_type == media_type), ".bin")


def submitted_readings(settings: Settings) -> Readings:
    """The store of what submitted files say, below ``readings`` of ``PALERMO_STATE``.

    Nothing of an unpublished file is in ``PALERMO_DATA``, from which strangers are answered.
    """
    return Readings(settings.state / "readings")


class SubmittedFiles:
    """Reads and draws files that are kept for submissions; threads may share it.

    The reader's process starts with the first file that has to be read or drawn.
    """

    def __init__(self, settings: Settings) -> None:
        """Open the store; nothing is started yet."""
        self._settings = settings
        self._readings = submitted_readings(settings)
        self._reader: Reader | None = None
        self._opening = Lock()

    def prepare(self, path: Path, sha256: str, media_type: str, progress: Callable[[int, int], None]) -> Reading:
        """Both stages of the reading of a kept file, from the store or made now; in the store when this returns.

        ``progress`` hears how many pages are done, and of how many; what it raises breaks the reading off. A file that
        is refused has no page, and its only problem says why. Raises ReadingError where another try may end better.
        """
        pages = self._readings.pages(sha256, READER)
        if pages is None or self._may_end_better(pages):
            with called_by_type(path, media_type) as named:
                pages = self._read(named, sha256, progress)
            self._readings.keep_pages(pages)
        structure = structure_of(pages, shares)
        self._readings.keep_structure(structure, READER)
        self._readings.keep_outcome(pages, structure)
        return Reading(pages, structure)

    def reading(self, sha256: str) -> Reading | None:
        """What a file says; None if it was not read, or nothing in it could be."""
        pages, structure = self._readings.pages(sha256, READER), self._readings.structure(sha256, READER, STRUCTURE)
        return Reading(pages, structure) if pages and pages.pages and structure else None

    def is_final(self, sha256: str) -> bool:
        """Whether a file was read, and another reading would end in the same: what lacks then, lacks in the file."""
        pages = self._readings.pages(sha256, READER)
        return pages is not None and not self._may_end_better(pages)

    def page_image(self, path: Path, sha256: str, media_type: str, page: int, width: int) -> bytes:
        """The image of a page (from 1) of a kept file in one of PAGE_WIDTHS, from the store or drawn and kept.

        Raises ReadingError if there is no such page or width, or it cannot be drawn.
        """
        if width not in PAGE_WIDTHS:
            raise ReadingError(f"page images are {', '.join(map(str, PAGE_WIDTHS))} pixels wide, not {width}")
        image = self._readings.image(sha256, page, width)
        if image is None:
            with called_by_type(path, media_type) as named:
                image = self._opened_reader().draw(named, page, width, PAGE_WIDTHS[width])
            self._readings.keep_image(sha256, page, width, image)
        return image

    def close(self) -> None:
        """End the reader's process; what is being read in another thread ends with ReadingError."""
        if self._reader:
            self._reader.close()

    def _may_end_better(self, pages: Pages) -> bool:
        """Whether another converter would be used, or something else than the file was to blame."""
        return not is_current(pages.converter) or any(problem.passing or problem.limits for problem in pages.problems)

    def _read(self, path: Path, sha256: str, progress: Callable[[int, int], None]) -> Pages:
        try:
            return self._opened_reader().read(path, progress=progress)
        except FileRefused as refusal:
            problem = Problem(f"it {refusal.reason}", limits=refusal.limits)
            return Pages(sha256, READER, (), (problem,), converter_for(path))

    def _opened_reader(self) -> Reader:
        with self._opening:
            if self._reader is None:
                self._reader = Reader(self._settings, self._readings)
            return self._reader


@contextmanager
def called_by_type(path: Path, media_type: str) -> Iterator[Path]:
    """A kept file under a name that the reader takes: a web page is told by its name, and kept files have none."""
    if media_type != Media.HTML.media_type:
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="palermo-") as folder:
        named = Path(folder, f"{path.name}{Media.HTML.suffixes[0]}")
        named.symlink_to(path.resolve())
        yield named
