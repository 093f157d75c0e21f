"""A record as JSON: its facts as ``record.yaml`` has them, and with each file what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from indexer.corpus import Record
from indexer.model import Reading


def record_json(record: Record, readings: Mapping[str, Reading | None], address: str) -> dict[str, Any]:
    """The record with ``date``, ``demonstration``, its permanent ``address``, and ``reading`` beside each file.

    ``readings`` are by the id of the file; one that is None was not read and is null.
    """
    facts = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    files = [{**file, "reading": _reading(readings.get(file["id"]))} for file in facts.pop("files")]
    return {
        **facts,
        "date": str(record.date) if record.date else None,
        "demonstration": record.demonstration,
        "address": address,
        "files": files,
    }


def _reading(reading: Reading | None) -> dict[str, Any] | None:
    if reading is None:
        return None
    return {
        "languages": dict(reading.structure.languages),
        "pages": len(reading.pages.pages),
        "ocr_pages": [page.number for page in reading.pages.pages if page.source == "ocr"],
        "failed_pages": list(reading.failed_pages),
        "problems": [asdict(problem) for problem in reading.problems],
        "provisions": [asdict(provision) for provision in reading.structure.provisions],
        "outside": [asdict(text) for text in reading.structure.outside],
    }
