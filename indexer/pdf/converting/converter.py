"""Files that are no PDF, made into one: in a child behind walls, and by LibreOffice behind its own."""

from __future__ import annotations

import math
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from threading import Semaphore
from typing import Any, BinaryIO, Protocol

from indexer.errors import FileRefused, ReadingError
from indexer.pdf.children import Ending, Template
from indexer.pdf.converting.media import Media
from indexer.pdf.converting.office import RESTART, document_in, pdf_in, prepare, program
from indexer.pdf.converting.version import CONVERTER
from indexer.pdf.opening import HEADER
from indexer.settings import Settings

_TRIES = 3  # LibreOffice asks once for a second start; another one is for a child that was interrupted
_OWN = frozenset({Media.TEXT, Media.HTML})  # what is written anew before LibreOffice sees it


class Renditions(Protocol):
    """Where PDFs that were made of files are kept, by the SHA-256 of the file and the version of the converter."""

    def rendition(self, sha256: str, converter: str) -> Path | None:
        """The PDF that was kept; None if there is none."""

    def keep_rendition(self, sha256: str, converter: str, pdf: Path) -> Path:
        """Keep a PDF; where it lies then."""


def refuse_archive(media: Media, name: str) -> None:
    """Raise FileRefused where a file is an archive: what is in it are files of their own."""
    if media is Media.ZIP:
        raise FileRefused(name, "is a ZIP archive: give the files in it one by one")


class Converter:
    """Makes PDFs of files; threads may share it. No more are made at a time than files are read."""

    def __init__(self, settings: Settings, template: Template, renditions: Renditions | None = None) -> None:
        """Without ``renditions`` every PDF is made anew and kept nowhere."""
        self._settings = settings
        self._template = template
        self._renditions = renditions
        self._turn = Semaphore(settings.workers or os.cpu_count() or 1)

    def pdf_of(self, name: str, original: BinaryIO, media: Media, sha256: str) -> BinaryIO:
        """The PDF of an open file, open, to be closed by the caller.

        Raises FileRefused if none can be made of it, ToolMissing where LibreOffice is needed and not installed,
        ReadingError if the machine is to blame.
        """
        refuse_archive(media, name)
        if kept := self._kept(sha256):
            return kept.open("rb")
        with self._turn:
            if kept := self._kept(sha256):  # made while this waited
                return kept.open("rb")
            with tempfile.TemporaryDirectory(prefix="palermo-", ignore_cleanup_errors=True) as folder:
                pdf = self._made(name, original, media, Path(folder))
                if self._renditions:
                    pdf = self._renditions.keep_rendition(sha256, CONVERTER, pdf)
                return pdf.open("rb")

    def _kept(self, sha256: str) -> Path | None:
        return self._renditions.rendition(sha256, CONVERTER) if self._renditions else None

    def _made(self, name: str, original: BinaryIO, media: Media, folder: Path) -> Path:
        """Make the PDF in an empty folder; where it lies."""
        if media.is_image:
            pdf = folder / "images.pdf"
            self._by_child(name, original, media, pdf)
            return pdf
        binary = program()
        given = Media.HTML if media in _OWN else media
        prepare(folder)
        document = document_in(folder, given)
        if media in _OWN:
            self._by_child(name, original, media, document)
        else:
            with document.open("wb") as copy:
                shutil.copyfileobj(original, copy)
        self._by_office(name, original, given, folder, binary)
        return self._checked(name, pdf_in(folder))

    def _by_child(self, name: str, original: BinaryIO, media: Media, target: Path) -> None:
        """Let a child that can write nothing send what is to be written into ``target``."""
        task = {"do": "convert", "media": media.name, "offset": 0, "bytes": _size_of(original)}
        task |= {"most_pages": self._settings.pdf_pages, "most_characters": self._settings.pdf_text}
        for _ in range(_TRIES):
            ending, is_made = self._received(name, task, original, target)
            if not ending.interrupted:
                break
        if ending.fault or not is_made:
            self._give_up(name, ending)

    def _received(self, name: str, task: Mapping[str, Any], original: BinaryIO, target: Path) -> tuple[Ending, bool]:
        """What a child sent, written into ``target``: how it ended, and whether it said that this was all."""
        is_made, written = False, 0
        with target.open("wb") as stream, self._template.child(self._within_limits(task), original.fileno()) as child:
            for message in child.messages(self._patience):
                if "refused" in message.content:
                    raise FileRefused(name, str(message.content["refused"]))
                if "error" in message.content:
                    raise ReadingError(f"{name} cannot be converted: {message.content['error']}")
                written += len(message.attachment)
                if written > self._settings.pdf_bytes:
                    self._refuse_size(name, written)
                stream.write(message.attachment)
                is_made = is_made or "made" in message.content
            return child.ending(), is_made

    def _by_office(self, name: str, original: BinaryIO, media: Media, folder: Path, binary: Path) -> None:
        """Let LibreOffice make the PDF of the document in the folder."""
        task: dict[str, Any] = {"do": "program", "program": str(binary), "folder": str(folder), "media": media.name}
        task |= {"bytes": self._settings.pdf_bytes}
        for _ in range(_TRIES):
            with self._template.child(self._within_limits(task), original.fileno()) as child:
                for message in child.messages(self._patience):
                    if "error" in message.content:
                        raise ReadingError(f"{name} cannot be converted: {message.content['error']}")
                ending = child.ending()
            if ending.status != RESTART and not ending.interrupted:
                break
        if ending.fault:
            self._give_up(name, ending)

    def _within_limits(self, task: Mapping[str, Any]) -> dict[str, Any]:
        seconds = self._settings.conversion_seconds
        return {**task, "memory": self._settings.conversion_memory, "seconds": seconds, "open_seconds": seconds}

    @property
    def _patience(self) -> float:
        """Seconds by the clock: another program may have the processor."""
        return 4.0 * self._settings.conversion_seconds

    def _give_up(self, name: str, ending: Ending) -> None:
        reason = f"cannot be converted: making a PDF of it {ending.fault or 'stopped too early'}"
        if ending.passing or ending.interrupted:
            raise ReadingError(f"{name} {reason}")
        raise FileRefused(name, reason, self._limits("conversion_memory", "conversion_seconds"))

    def _checked(self, name: str, pdf: Path) -> Path:
        """The PDF that LibreOffice made, if it is one: a file of its own, no link."""
        try:
            with closing(os.fdopen(os.open(pdf, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")) as made:
                size, begins = _size_of(made), made.read(len(HEADER))
        except OSError:
            size, begins = 0, b""
        if begins != HEADER:
            raise FileRefused(name, "cannot be converted: LibreOffice makes no PDF of it; it may be damaged")
        if size > self._settings.pdf_bytes:
            self._refuse_size(name, size)
        return pdf

    def _refuse_size(self, name: str, size: int) -> None:
        most = self._settings.pdf_bytes
        reason = f"would make a PDF of {size:,} bytes or more; PALERMO_PDF_BYTES allows {most:,}"
        raise FileRefused(name, reason, self._limits("pdf_bytes"))

    def _limits(self, *names: str) -> tuple[tuple[str, int], ...]:
        return tuple((name, math.ceil(getattr(self._settings, name))) for name in names)


def _size_of(stream: BinaryIO) -> int:
    return os.fstat(stream.fileno()).st_size
