"""What is known of the reading of a file without loading it: its problems, how well it was read, which text it is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from indexer.model import Problem
from indexer.readings.quality import Quality

TRAILER = 8
"""Bytes at the end of a gzip file: checksum and length of what is in it (RFC 1952, section 2.3.1)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The problems of both stages, how well the file was read, and a mark that another text of it does not have.

    ``converter`` is the version that made a PDF of it to be read; empty where the file is a PDF.
    """

    problems: tuple[Problem, ...]
    quality: Quality
    mark: str
    converter: str = ""

    @property
    def complete(self) -> bool:
        """Whether all of the file was read: no page failed, and no limit stopped the reading before its end."""
        stopped = any(problem.limits for problem in self.problems)
        return bool(self.quality.pages) and not self.quality.failed_pages and not stopped


_ADAPTER = TypeAdapter(Outcome)


def mark_of(file: Path) -> str:
    """The mark of a stage that is kept, from the last bytes of its file; empty if it is not there, or cut off."""
    try:
        with file.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            stream.seek(max(size - TRAILER, 0))
            return f"{stream.read().hex()}{size:x}" if size > TRAILER else ""
    except OSError:
        return ""


def outcome_as_json(outcome: Outcome) -> bytes:
    """The outcome as it is kept."""
    return _ADAPTER.dump_json(outcome)


def outcome_of(content: bytes) -> Outcome | None:
    """The outcome that was kept; None if the file is damaged."""
    try:
        return _ADAPTER.validate_json(content)
    except ValidationError:
        return None
