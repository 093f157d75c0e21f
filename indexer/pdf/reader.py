"""The reader: files in, pages out, whatever the files are."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BufferedReader, BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from PIL import Image

from indexer.errors import ReadingError
from indexer.model import Pages
from indexer.pdf.children import Template
from indexer.pdf.drawing import MOST_PIXELS
from indexer.pdf.opening import HEADER, HEADER_WITHIN
from indexer.pdf.reading import FileReading
from indexer.pdf.recognition import Tesseract
from indexer.pdf.version import READER
from indexer.settings import Settings

WIDEST = 4000
"""The most pixels a page image may be wide."""


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
        clear reason if nothing at all can be read.
        """
        with _open(file) as stream:
            task = self._task(file, stream, do="read")
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            reading = FileReading(file.name, self._settings, self._template, self._tesseract, self._pool, progress)
            outcomes = reading.outcomes(task, stream.fileno())
        problems = [problem for _, problem in outcomes if problem]
        problems += filter(None, [reading.pages_left_out])
        return Pages(sha256, READER, tuple(page for page, _ in outcomes), tuple(problems))

    def draw(self, file: Path, page: int, width: int) -> bytes:
        """A page as a WebP image ``width`` pixels wide (1 to WIDEST; less if the page is extremely long).

        Raises ReadingError if the file has no such page or it cannot be drawn.
        """
        if not 1 <= width <= WIDEST:
            raise ReadingError(f"{file.name}: a page image can be 1 to {WIDEST} pixels wide, not {width}")
        with _open(file) as stream:
            task = self._task(file, stream, do="draw") | {"page": page, "width": width}
            image = self._drawn(file, page, task, stream.fileno()) or self._drawn(file, page, task, stream.fileno())
        if image is None:
            raise ReadingError(f"{file.name}: page {page} cannot be drawn: drawing it was interrupted twice")
        picture = BytesIO()
        image.save(picture, "WEBP", quality=80, method=2)
        return picture.getvalue()

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
            raise ReadingError(f"{file.name} is empty")
        if size > self._settings.pdf_bytes:
            raise ReadingError(f"{file.name} has {size:,} bytes; PALERMO_PDF_BYTES allows {self._settings.pdf_bytes:,}")
        head = stream.read(HEADER_WITHIN + len(HEADER))
        stream.seek(0)
        offset = head.find(HEADER)
        if offset < 0:
            raise ReadingError(f"{file.name} is not a PDF: {_what_is(head)}")
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
    try:
        return file.open("rb")
    except OSError as error:
        raise ReadingError(f"{file} cannot be opened: {error.strerror}") from None


def _what_is(head: bytes) -> str:
    """In words, what a file begins with that is no PDF."""
    start = head.lstrip()[:16].lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml")):
        return "it is a web page, perhaps the error page of the site it came from"
    if start.startswith(b"pk"):
        return "it is a ZIP archive or an office document"
    return "it does not begin with %PDF-"


def _picture(shape: Any, pixels: bytes) -> Image.Image | None:
    """The image that a child sent, if its size is that of its pixels."""
    if not (isinstance(shape, list) and len(shape) == 3 and all(isinstance(number, int) for number in shape)):
        return None
    if min(shape) < 1 or math.prod(shape) != len(pixels) or shape[0] * shape[1] > 2 * MOST_PIXELS or shape[2] != 3:
        return None
    return Image.frombytes("RGB", (shape[0], shape[1]), pixels)
