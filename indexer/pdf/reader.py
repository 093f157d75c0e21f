"""The reader: files in, pages out, whatever the files are."""

from __future__ import annotations

import hashlib
import math
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from PIL import Image

from indexer.errors import FileRefused, ReadingError
from indexer.model import Pages
from indexer.pdf.children import Template
from indexer.pdf.drawing import MOST_PIXELS
from indexer.pdf.encoding import webp
from indexer.pdf.opening import HEADER, HEADER_WITHIN
from indexer.pdf.reading import FileReading
from indexer.pdf.recognition import Tesseract
from indexer.pdf.version import READER
from indexer.settings import Settings

WIDEST = 4000
"""The most pixels a page image may be wide."""

_OTHERS = {
    b"pk": "it is a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "it is an office document of an old kind",
    b"{\\rtf": "it is a text document (RTF)",
    b"\x89png": "it is an image (PNG)",
    b"\xff\xd8\xff": "it is an image (JPEG)",
    b"gif8": "it is an image (GIF)",
    b"ii*\x00": "it is an image (TIFF)",
    b"mm\x00*": "it is an image (TIFF)",
    b"%!ps": "it is a PostScript file",
    b"\x1f\x8b": "it is a compressed file (gzip)",
}
"""What other files begin with, in small letters."""


class Reader:
    """Reads and draws PDFs, each in a child process of its own behind walls; a context manager.

    Threads may share it. It holds the template process that children are forked from, and as many threads for OCR as
    files are read at a time.
    """

    def __init__(self, settings: Settings) -> None:
        """Look for tesseract; processes are started when the first file is read."""
        self._settings = settings
        self._template = Template()
        self._tesseract = Tesseract() if settings.ocr else None
        self._pool = ThreadPoolExecutor(settings.workers or os.cpu_count() or 1, thread_name_prefix="ocr")

    def read(self, file: Path, *, progress: Callable[[int, int], None] | None = None) -> Pages:
        """The pages of a file; ``progress`` hears how many pages are done, and of how many.

        A page that cannot be read has the source "failed" and a problem that says why. Raises ReadingError with one
        clear reason if nothing at all can be read: FileRefused where another try would end in the same.
        """
        with _open(file) as stream:
            task = self._task(file, stream, do="read")
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            reading = FileReading(file.name, self._settings, self._template, self._tesseract, self._pool, progress)
            outcomes = reading.outcomes(task, stream.fileno())
        problems = [problem for _, problem in outcomes if problem]
        problems += reading.file_problems
        return Pages(sha256, READER, tuple(page for page, _ in outcomes), tuple(problems))

    def draw(self, file: Path, page: int, width: int, most_bytes: int | None = None) -> bytes:
        """A page as a WebP image ``width`` pixels wide (1 to WIDEST; less if the page is extremely long).

        It has ``most_bytes`` at most if any quality makes it so small.

        Raises ReadingError if the file has no such page or it cannot be drawn.
        """
        if not 1 <= width <= WIDEST:
            raise ReadingError(f"{file.name}: a page image can be 1 to {WIDEST} pixels wide, not {width}")
        with _open(file) as stream:
            task = self._task(file, stream, do="draw") | {"page": page, "width": width}
            image = self._drawn(file, page, task, stream.fileno()) or self._drawn(file, page, task, stream.fileno())
        if image is None:
            raise ReadingError(f"{file.name}: page {page} cannot be drawn: drawing it was interrupted twice")
        return webp(image, most_bytes)

    def _drawn(self, file: Path, page: int, task: dict[str, Any], descriptor: int) -> Image.Image | None:
        """The image of a page; None if the template process died meanwhile."""
        image: Image.Image | None = None
        with self._template.child(task, descriptor) as child:
            for message in child.messages(4.0 * self._settings.pdf_seconds):
                if "refused" in message.content:
                    raise ReadingError(f"{file.name} {message.content['refused']}")
                if "error" in message.content:
                    raise ReadingError(f"{file.name}: page {page} cannot be drawn: {message.content['error']}")
                image = _picture(message.content.get("drawn"), message.attachment) or image
            ending = child.ending()
        if image is None and not ending.interrupted:
            raise ReadingError(f"{file.name}: page {page} cannot be drawn: it {ending.fault or 'makes no image'}")
        return image

    def _task(self, file: Path, stream: BinaryIO, do: str) -> dict[str, Any]:
        """What every task says: which part of the file is the PDF, and the limits of the child."""
        size = os.fstat(stream.fileno()).st_size
        if size == 0:
            raise FileRefused(file.name, "is empty")
        most = self._settings.pdf_bytes
        if size > most:
            raise FileRefused(
                file.name, f"has {size:,} bytes; PALERMO_PDF_BYTES allows {most:,}", (("pdf_bytes", most),)
            )
        head = stream.read(HEADER_WITHIN + len(HEADER))
        stream.seek(0)
        offset = head.find(HEADER)
        if offset < 0:
            raise FileRefused(file.name, f"is not a PDF: {_what_is(head)}")
        limits = {"memory": self._settings.pdf_memory, "seconds": self._settings.pdf_seconds}
        limits["open_seconds"] = self._settings.pdf_seconds
        return {"do": do, "offset": offset, "bytes": size - offset, **limits}

    def close(self) -> None:
        """End the processes and threads; a reading that still runs in another thread ends with ReadingError."""
        self._pool.shutdown(cancel_futures=True)
        self._template.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_pages(file: Path, settings: Settings) -> Pages:
    """The pages of one file; opens and closes a Reader. Raises ReadingError as it does."""
    with Reader(settings) as reader:
        return reader.read(file)


def _open(file: Path) -> BufferedReader:
    """A regular file, open; opening a pipe or a device would wait for somebody to write to it."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        raise ReadingError(f"{file} cannot be opened: {error.strerror}") from None
    except ValueError:  # it has a NUL in it
        raise ReadingError(f"{str(file)!r} cannot be opened: no file can have this name") from None
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise ReadingError(f"{file} is not a file but a folder, a pipe, a device or a socket")


def _what_is(head: bytes) -> str:
    """In words, what a file begins with that is no PDF."""
    start = head.lstrip()[:16].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "it is a web page, perhaps the error page of the site it came from"
    return next((what for magic, what in _OTHERS.items() if start.startswith(magic)), "it does not begin with %PDF-")


def _picture(shape: Any, pixels: bytes) -> Image.Image | None:
    """The image that a child sent, if its size is that of its pixels."""
    if not (isinstance(shape, list) and len(shape) == 3 and all(isinstance(number, int) for number in shape)):
        return None
    if min(shape) < 1 or math.prod(shape) != len(pixels) or shape[0] * shape[1] > 2 * MOST_PIXELS or shape[2] != 3:
        return None
    return Image.frombytes("RGB", (shape[0], shape[1]), pixels)
