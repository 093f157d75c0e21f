"""A reading as JSON, for people and programs beside Palermo: what ``indexer read --json`` prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indexer.model import Line, LineKind, Page, Problem, Provision, Reading


def reading_as_json(file: Path, reading: Reading) -> dict[str, Any]:
    """The reading as plain data; boxes in page points from the top left, rounded to hundredths."""
    return {
        "file": str(file),
        "sha256": reading.pages.sha256,
        "languages": dict(reading.structure.languages),
        "title": reading.structure.title,
        "text": reading.structure.text,
        "pages": [_page(page, kinds) for page, kinds in zip(reading.pages.pages, reading.structure.kinds, strict=True)],
        "provisions": [_provision(provision) for provision in reading.structure.provisions],
        "problems": [_problem(problem) for problem in reading.problems],
    }


def _page(page: Page, kinds: tuple[LineKind, ...]) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": round(page.width, 2),
        "height": round(page.height, 2),
        "source": page.source,
        "lines": [_line(line, kind) for line, kind in zip(page.lines, kinds, strict=True)],
    }


def _line(line: Line, kind: LineKind) -> dict[str, Any]:
    return {"text": line.text, "box": [round(edge, 2) for edge in line.box], "kind": kind}


def _provision(provision: Provision) -> dict[str, Any]:
    return {
        "id": provision.id,
        "parent": provision.parent,
        "level": provision.level,
        "label": provision.label,
        "heading": provision.heading,
        "page_from": provision.page_from,
        "page_to": provision.page_to,
        "language": provision.language,
        "text": provision.text,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"page": problem.page, "reason": problem.reason}
