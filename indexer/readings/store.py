"""The store of both stages of readings, of page images, and of PDFs that were made of other files.

Plain files that many processes may write at once.
"""

from __future__ import annotations

import gzip
import logging
import os
import re
import zlib
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import TypeAdapter, ValidationError

from indexer.model import Pages, Structure
from indexer.readings.cutting import without_lines
from indexer.readings.outcome import Outcome, mark_of, outcome_as_json, outcome_of
from indexer.readings.quality import quality_of
from indexer.storing import copy_whole, left_behind, write_whole

log = logging.getLogger(__name__)

Stage = TypeVar("Stage", Pages, Structure)
_ADAPTERS: Mapping[type, TypeAdapter[Any]] = {Pages: TypeAdapter(Pages), Structure: TypeAdapter(Structure)}
_SHA256 = re.compile("[0-9a-f]{64}")
STAGES = ("pages", "structure", "images", "renditions")
"""The folders of the store."""

OUTCOME = ".outcome.json"
"""What the name of a kept outcome ends with, beside the structure that it is of."""

_COMPRESSION = 3
"""zlib's level: a third of the time of the default, files a tenth larger."""


class Readings:
    """Readings in a folder; safe to use from several threads and processes.

    *Pages* are keyed by the file's SHA-256 and the version of the reader, *structure* by these and its own version, so
    that a new version never gives an old answer and a changed rule of structure never causes OCR again. Everything
    here is derived: what is missing or damaged counts as absent and is made again.
    """

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which need not exist yet."""
        self._folder = folder

    def pages(self, sha256: str, reader: str, only: Container[int] | None = None) -> Pages | None:
        """The first stage of a file as this version of the reader read it; None if it is not kept.

        The pages that are not among ``only``, numbers from 1, come without their lines: a book is read so in a tenth of
        the time.
        """
        path = self._pages_path(sha256, reader)
        pages = _load(path, Pages, lambda text: without_lines(text, only)) if only else _load(path, Pages)
        return pages if pages and (pages.sha256, pages.reader) == (sha256, reader) else None

    def keep_pages(self, pages: Pages) -> None:
        """Keep a first stage, in the place of one with the same key."""
        for outcome in self._place("structure", pages.sha256).glob(f"{_name(pages.reader)}--*{OUTCOME}"):
            outcome.unlink(missing_ok=True)
        _keep(self._pages_path(pages.sha256, pages.reader), _dump(pages))

    def structure(self, sha256: str, reader: str, version: str) -> Structure | None:
        """The second stage of a file, made by this version from the pages of that reader; None if it is not kept."""
        structure = _load(self._structure_path(sha256, reader, version), Structure)
        return structure if structure and (structure.sha256, structure.version) == (sha256, version) else None

    def keep_structure(self, structure: Structure, reader: str) -> None:
        """Keep a second stage that was made from the pages of ``reader``, in the place of one with the same key."""
        self.forget_outcome(structure.sha256, reader, structure.version)
        _keep(self._structure_path(structure.sha256, reader, structure.version), _dump(structure))

    def outcome(self, sha256: str, reader: str, version: str) -> Outcome | None:
        """What is known of both stages of a file; None if one of them is not kept, or damaged at its end.

        It is worked out once and kept: the stages themselves are loaded only for that.
        """
        path = self._outcome_path(sha256, reader, version)
        mark = mark_of(self._structure_path(sha256, reader, version))
        content = _content(path) if mark and self._pages_path(sha256, reader).is_file() else None
        kept = outcome_of(content) if content else None
        if kept and kept.mark == mark:
            return kept
        pages, structure = self.pages(sha256, reader), self.structure(sha256, reader, version)
        if pages is None or structure is None:
            return None
        return self.keep_outcome(pages, structure)

    def keep_outcome(self, pages: Pages, structure: Structure) -> Outcome:
        """Keep what is told by both stages, which are kept; not brought to the disk: it can be worked out again."""
        key = pages.sha256, pages.reader, structure.version
        problems = pages.problems + structure.problems
        outcome = Outcome(problems, quality_of(pages), mark_of(self._structure_path(*key)), pages.converter)
        self._outcome_path(*key).write_bytes(outcome_as_json(outcome))
        return outcome

    def forget_outcome(self, sha256: str, reader: str, version: str) -> None:
        """Let the stages be loaded the next time that their outcome is asked for."""
        self._outcome_path(sha256, reader, version).unlink(missing_ok=True)

    def image(self, sha256: str, page: int, width: int) -> bytes | None:
        """The image of a page (from 1) drawn ``width`` pixels wide, as it was kept; None if it is not kept."""
        content = _content(self._image_path(sha256, page, width))
        return content if content and is_whole_image(content) else None

    def keep_image(self, sha256: str, page: int, width: int, content: bytes) -> None:
        """Keep the image of a page (PNG, WebP or JPEG); raises ValueError if it is none of them, or not whole."""
        if not is_whole_image(content):
            raise ValueError("expected the content of a whole PNG, WebP or JPEG image")
        _keep(self._image_path(sha256, page, width), content)

    def take_over(self, other: Readings, sha256: str) -> None:
        """Keep what another store has of a file and this one has not: stages, outcome, page images, its rendition."""
        for stage in STAGES:
            for path in sorted(other._place(stage, sha256).glob("[!.]*")):
                target = self._place(stage, sha256) / path.name
                content = None if target.exists() else _content(path)
                if content is not None:
                    _keep(target, content)

    def rendition(self, sha256: str, converter: str) -> Path | None:
        """The PDF that this version of the converter made of a file; None if it is not kept, or not whole."""
        path = self._rendition_path(sha256, converter)
        return path if _is_whole_pdf(path) else None

    def keep_rendition(self, sha256: str, converter: str, pdf: Path) -> Path:
        """Keep a copy of the PDF that was made of a file; where it lies. Raises ValueError if it is not a whole one."""
        if not _is_whole_pdf(pdf):
            raise ValueError("expected a whole PDF")
        path = self._rendition_path(sha256, converter)
        path.parent.mkdir(parents=True, exist_ok=True)
        copy_whole(pdf, path)
        _tidy(path.parent)
        return path

    def kept(self) -> Mapping[str, tuple[Path, ...]]:
        """The folders of all that is kept of a file, by its SHA-256."""
        found: dict[str, tuple[Path, ...]] = {}
        for stage in STAGES:
            for folder in sorted((self._folder / stage).glob("*/*")):
                if _SHA256.fullmatch(folder.name):
                    found[folder.name] = (*found.get(folder.name, ()), folder)
        return found

    def _pages_path(self, sha256: str, reader: str) -> Path:
        return self._place("pages", sha256) / f"{_name(reader)}.json.gz"

    def _structure_path(self, sha256: str, reader: str, version: str) -> Path:
        return self._place("structure", sha256) / f"{_name(reader)}--{_name(version)}.json.gz"

    def _outcome_path(self, sha256: str, reader: str, version: str) -> Path:
        return self._place("structure", sha256) / f"{_name(reader)}--{_name(version)}{OUTCOME}"

    def _image_path(self, sha256: str, page: int, width: int) -> Path:
        return self._place("images", sha256) / f"{page:d}-{width:d}"

    def _rendition_path(self, sha256: str, converter: str) -> Path:
        return self._place("renditions", sha256) / f"{_name(converter)}.pdf"

    def _place(self, stage: str, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"expected a SHA-256 of 64 hexadecimal digits, not {sha256!r}")
        return self._folder / stage / sha256[:2] / sha256


def is_whole_image(content: bytes) -> bool:
    """Whether the bytes begin and end as a PNG, WebP or JPEG image does, so that a cut off one is known."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return content.endswith(b"IEND\xaeB`\x82")
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return len(content) == int.from_bytes(content[4:8], "little") + 8
    return content.startswith(b"\xff\xd8") and content.endswith(b"\xff\xd9")


def _is_whole_pdf(path: Path) -> bool:
    """Whether a file that we wrote begins and ends as a PDF does, so that a cut off one is known."""
    try:
        with path.open("rb") as stream:
            begins = stream.read(5)
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - 16))
            return begins == b"%PDF-" and stream.read().rstrip().endswith(b"%%EOF")
    except OSError:
        return False


def _name(version: str) -> str:
    """A version as part of a file name, one for one."""
    return quote(version, safe="").replace("-", "%2D").replace(".", "%2E") or "%"


def _dump(stage: Pages | Structure) -> bytes:
    return gzip.compress(_ADAPTERS[type(stage)].dump_json(stage), _COMPRESSION, mtime=0)


def _load(path: Path, stage: type[Stage], cut: Callable[[bytes], bytes] = bytes) -> Stage | None:
    """What is kept in a file, its JSON ``cut`` before it is parsed; None if there is none or it is damaged."""
    content = _content(path)
    if content is None:
        return None
    try:
        loaded: Stage = _ADAPTERS[stage].validate_json(cut(gzip.decompress(content)))
    except (OSError, EOFError, zlib.error, ValidationError) as error:
        log.warning("%s is damaged and will be made again: %s", path, error)
        return None
    return loaded


def _keep(path: Path, content: bytes) -> None:
    """Write a file; what a writer that was killed left beside it goes, so that another build leaves nothing of it."""
    write_whole(path, content)
    _tidy(path.parent)


def _tidy(folder: Path) -> None:
    for unfinished in left_behind(folder):
        unfinished.unlink(missing_ok=True)


def _content(path: Path) -> bytes | None:
    """The content of a file; None if it is not there or cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None
