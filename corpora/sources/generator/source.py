"""Digests as they are written: one YAML file a record, its facts and the text of each of its files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

Producer = Literal["weasyprint", "chromium", "libreoffice", "reportlab"]
"""The program that prints a digest."""

Paper = Literal["A4", "B5", "A5"]
"""The format of its pages."""


class CannotPrint(Exception):
    """A digest asks for what its producer cannot do; the message says what."""


@dataclass(frozen=True, slots=True)
class Scan:
    """How a printed digest is scanned: dots per inch, and degrees by which the first page lies askew on the glass."""

    dpi: int = 200
    skew: float = 0.3


@dataclass(frozen=True, slots=True)
class Digest:
    """One file of a record: its text and how it is laid out.

    ``languages`` holds one code, or two for a side-by-side file, the right column first. ``text`` maps each of them to
    its ``title``, ``subtitle``, ``place`` (where the official text is) and optionally ``running_head``; every block of
    ``body`` is a mapping with one of the keys that ``generator.page`` knows, in a side-by-side file one such mapping
    for each language.
    """

    id: str
    languages: tuple[str, ...]
    producer: Producer
    text_as_of: str
    text: dict[str, dict[str, str]]
    body: tuple[dict[str, Any], ...]
    columns: int = 1
    paper: Paper = "A4"
    cover: bool = False
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file of ``digests/``: the facts of a record as they will stand in ``record.yaml``, and its digests."""

    path: Path
    facts: dict[str, Any]
    digests: tuple[Digest, ...]

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self.facts["id"])

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file: the record is built again when it changes."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def read_source(path: Path) -> Source:
    """Read one digest file. Raise TypeError where a digest has a field that ``Digest`` has not, or lacks one.

    The facts keep the way they are written (order, quotes, flow lists), and are written out the same way.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    written = yaml.load(path)
    return Source(path, written["record"], tuple(_digest(entry) for entry in written["files"]))


def _digest(entry: dict[str, Any]) -> Digest:
    languages = tuple(entry.pop("languages"))
    scan = _scan(entry.pop("scan", None))
    body = tuple(entry.pop("body"))
    words = entry.pop("text")
    text = words if len(languages) > 1 else {languages[0]: words}
    text_as_of = str(entry.pop("text_as_of"))
    return Digest(languages=languages, body=body, text=text, text_as_of=text_as_of, scan=scan, **entry)


def _scan(written: object) -> Scan | None:
    """``true`` is a scan as usual, a mapping one with other values."""
    if isinstance(written, dict):
        return Scan(**written)
    return Scan() if written else None
