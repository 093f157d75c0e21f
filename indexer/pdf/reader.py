"""The reader: files in, pages out, whatever the files are."""

from __future__ import annotations

import hashlib
import math
import os
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from PIL import Image

from indexer.errors import FileRefused, ReadingError
from indexer.model import Pages
from indexer.pdf.children import Template
from indexer.pdf.converting.converter import Converter, Renditions, refuse_archive
from indexer.pdf.converting.media import Media, media_of, pdf_offset
from indexer.pdf.converting.version import CONVERTER
from indexer.pdf.drawing import MOST_PIXELS
from indexer.pdf.encoding import webp
from indexer.pdf.reading import FileReading
from indexer.pdf.recognition import Tesseract
from indexer.pdf.version import READER
from indexer.settings import Settings

WIDEST = 4000
"""The most pixels a page image may be wide."""


class Reader:
    """Reads and draws files, each in a child process of its own behind walls; a context manager.

    What is no PDF is made into one first (``converting``); then that is read and drawn.

    Threads may share it. It holds the template process that children are forked from, and as many threads for OCR as
    files are read at a time.
    """

    def __init__(self, settings: Settings, renditions: Renditions | None = None) -> None:
        """Look for tesseract; processes are started when the first file is read.

        ``renditions`` keeps the PDFs that are made of other files; without it they are made anew each time.
        """
        self._settings = settings
        self._template = Template()
        self._converter = Converter(settings, self._template, renditions)
        self._tesseract = Tesseract() if settings.ocr else None
        self._pool = ThreadPoolExecutor(settings.workers or os.cpu_count() or 1, thread_name_prefix="ocr")

    def read(self, file: Path, *, progress: Callable[[int, int], None] | None = None) -> Pages:
        """The pages of a file; ``progress`` hears how many pages are done, and of how many.

        A page that cannot be read has the source "failed" and a problem that says why. Raises ReadingError with one
        clear reason if nothing at all can be read: FileRefused where another try would end in the same.
        """
        with _open(file) as original:
            media = self._media(file, original)
            sha256 = _sha256_of(original)
            with self._pdf(file, original, media) as stream:
                reading = FileReading(file.name, self._settings, self._template, self._tesseract, self._pool, progress)
                outcomes = reading.outcomes(self._task(stream, do="read"), stream.fileno())
        problems = [problem for _, problem in outcomes if problem]
        problems += reading.file_problems
        converter = "" if media is Media.PDF else CONVERTER
        return Pages(sha256, READER, tuple(page for page, _ in outcomes), tuple(problems), converter)

    def draw(self, file: Path, page: int, width: int, most_bytes: int | None = None) -> bytes:
        """A page as a WebP image ``width`` pixels wide (1 to WIDEST; less if the page is extremely long).

        It has ``most_bytes`` at most if any quality makes it so small.

        Raises ReadingError if the file has no such page or it cannot be drawn.
        """
        if not 1 <= width <= WIDEST:
            raise ReadingError(f"{file.name}: a page image can be 1 to {WIDEST} pixels wide, not {width}")
        with _open(file) as original, self._pdf(file, original, self._media(file, original)) as stream:
            task = self._task(stream, do="draw") | {"page": page, "width": width}
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

    def _media(self, file: Path, stream: BinaryIO) -> Media:
        """What the file is; raises FileRefused if it is nothing that is read, or too large."""
        size, most = os.fstat(stream.fileno()).st_size, self._settings.pdf_bytes
        if size > most:
            raise FileRefused(
                file.name, f"has {size:,} bytes; PALERMO_PDF_BYTES allows {most:,}", (("pdf_bytes", most),)
            )
        return media_of(stream, file.name)

    @contextmanager
    def _pdf(self, file: Path, original: BufferedReader, media: Media) -> Iterator[BinaryIO]:
        """The file itself if it is a PDF, else that which is made of it."""
        if media is Media.PDF:
            yield original
        else:
            with closing(self._converter.pdf_of(file.name, original, media, _sha256_of(original))) as made:
                yield made

    def _task(self, stream: BinaryIO, do: str) -> dict[str, Any]:
        """What every task says: which part of the file is the PDF, and the limits of the child."""
        offset, size = pdf_offset(stream), os.fstat(stream.fileno()).st_size
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


def converter_for(file: Path) -> str:
    """The version of the converter that it depends on whether a file can be read; empty for a PDF."""
    try:
        with _open(file) as stream:
            return "" if media_of(stream, file.name) is Media.PDF else CONVERTER
    except ReadingError:
        return CONVERTER


def unreadable(file: Path) -> str:
    """Why no reader can read a file, by what it is: one sentence that begins with its name; empty if one may."""
    try:
        with _open(file) as stream:
            refuse_archive(media_of(stream, file.name), file.name)
    except ReadingError as error:
        return str(error)
    return ""


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


def _sha256_of(stream: BufferedReader) -> str:
    stream.seek(0)
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    return sha256


def _picture(shape: Any, pixels: bytes) -> Image.Image | None:
    """The image that a child sent, if its size is that of its pixels."""
    if not (isinstance(shape, list) and len(shape) == 3 and all(isinstance(number, int) for number in shape)):
        return None
    if min(shape) < 1 or math.prod(shape) != len(pixels) or shape[0] * shape[1] > 2 * MOST_PIXELS or shape[2] != 3:
        return None
    return Image.frombytes("RGB", (shape[0], shape[1]), pixels)
