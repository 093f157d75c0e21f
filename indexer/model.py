"""The floor: plain typed data that travels from a PDF to an answer.

Nothing here does any work and nothing here imports another part of Palermo. All classes are frozen; lists are tuples,
so that a value can be kept in a cache or handed to another thread without a copy.

Units: boxes and sizes are in page points (1/72 inch) measured from the top left corner of the page as it is displayed;
offsets into text count code points; confidences and shares run from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["ar", "zh", "en", "fr", "ru", "es"]
"""ISO 639-1 code of one of the six official languages of the United Nations."""

LANGUAGES: tuple[Language, ...] = get_args(Language)

Kind = Literal["legislation", "case_law", "strategy", "treaty", "bibliography"]
"""The five kinds of record."""

KINDS: tuple[Kind, ...] = get_args(Kind)

FileStatus = Literal[
    "official", "official_translation", "unofficial_translation", "machine_translation", "demonstration"
]
"""What a file is: the official text, some translation of it, or demonstration material that is not law."""

FILE_STATUSES: tuple[FileStatus, ...] = get_args(FileStatus)

Box = tuple[float, float, float, float]
"""``(x0, y0, x1, y1)`` in page points from the top left corner; ``x0 <= x1`` and ``y0 <= y1``."""

PageSource = Literal["text", "ocr", "failed"]
"""Where the lines of a page come from: its text layer, optical character recognition, or nowhere."""

LineKind = Literal["title", "heading", "body", "running", "note", "table"]
"""What a line is on its page; ``running`` lines are repeated page heads and feet."""

ProvisionLevel = Literal["article", "section", "chapter", "part", "paragraph", "point", "annex"]
"""The rank of a provision, in the terms of Akoma Ntoso."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line: ``line.text[start:end]``, where it stands, and how sure OCR was of it (None: not by OCR)."""

    start: int
    end: int
    box: Box
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line in logical order: NFC, the forms that only typesetting made undone (ligatures, radicals...).

    ``size`` is the font size that most of its characters have, in points; ``font`` its name, empty for OCR.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    bold: bool = False
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read as it should.

    ``reason`` is an English clause; ``page`` is the number of the page if it is one page's. ``passing`` says that the
    file is not to blame and another try can do better: the program for OCR was not installed, say. ``limits`` are the
    settings that stopped the reading, with their values: another try can do better once one of them is larger.
    """

    reason: str
    page: int | None = None
    passing: bool = False
    limits: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it is displayed (rotation applied), its lines in reading order; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    source: PageSource
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Pages:
    """The first stage of a reading: what stands where on each page of one file.

    Keyed by the file's content (``sha256``, 64 hexadecimal digits) and the version of the reader that made it.
    ``converter`` is the version that made a PDF of the file, whose pages these are; empty where the file is a PDF.
    """

    sha256: str
    reader: str
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    converter: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of a law: an article, section, chapter...

    ``id`` is the eId of Akoma Ntoso (``art_5``, ``art_5__para_2``), unique in its file: in a file with several
    languages the second and further languages carry theirs in front (``fr__art_5``). ``label`` is the word and number
    as printed, without final punctuation and without the heading. ``text`` leaves the text of child provisions out.
    """

    id: str
    parent: str | None
    level: ProvisionLevel
    label: str
    heading: str
    page_from: int
    page_to: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class PageText:
    """Text of one page in one language that belongs to no provision: a preamble, a body without articles."""

    page: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Structure:
    """The second stage of a reading: languages, title, the kind of every line, provisions.

    ``kinds[i][j]`` is the kind of line ``j`` of page ``i`` (both from 0) of the ``Pages`` it was made from;
    ``languages`` maps a language code to its share of the text; ``text`` is the body in reading order, tables and notes
    in their place, without running heads; ``outside`` is what of it belongs to no provision.
    """

    sha256: str
    version: str
    title: str
    languages: Mapping[str, float]
    kinds: tuple[tuple[LineKind, ...], ...]
    text: str
    provisions: tuple[Provision, ...] = ()
    outside: tuple[PageText, ...] = ()
    problems: tuple[Problem, ...] = ()


Operation = Literal["merge", "split", "rename", "relabel"]
"""What a correction does to a provision."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person corrects of the provisions that a reading found, so anchored that it outlives that reading.

    ``provision`` is an id and ``begins`` the first words of the provision as printed, label and heading among them;
    ``page`` is the page on which it begins, of ``split`` the page on which the new provision begins. ``at`` are the
    first words of that one. ``label`` is the new label (``split``, ``relabel``), ``heading`` the new heading
    (``split``, ``rename``; empty: none), ``level`` that of the new provision where its label does not tell it.
    """

    operation: Operation
    provision: str
    begins: str
    page: int
    at: str = ""
    label: str = ""
    heading: str = ""
    level: ProvisionLevel | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Both stages of what a file said."""

    pages: Pages
    structure: Structure

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of both stages, those of the pages first."""
        return self.pages.problems + self.structure.problems

    @property
    def failed_pages(self) -> tuple[int, ...]:
        """The numbers of the pages that could not be read."""
        return tuple(page.number for page in self.pages.pages if page.source == "failed")
