"""A record as JSON: its facts as ``record.yaml`` has them, and with each file what was read in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from indexer.corpus import Record, RelatedRecord
from indexer.model import Reading


def record_json(
    record: Record, relations: Sequence[RelatedRecord], readings: Mapping[str, Reading | None], address: str
) -> dict[str, Any]:
    """The record with ``date``, ``demonstration``, its permanent ``address``, and ``reading`` beside each file.

    ``relations`` are those of the catalogue, in both directions, with the titles of the other records. ``readings`` are
    by the id of the file; one that is None was not read and is null.
    """
    facts = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    files = [{**file, "reading": _reading(readings.get(file["id"]))} for file in facts.pop("files")]
    return {
        **facts,
        "date": str(record.date) if record.date else None,
        "demonstration": record.demonstration,
        "address": address,
        "relations": [_relation(related) for related in relations],
        "files": files,
    }


def _relation(related: RelatedRecord) -> dict[str, Any]:
    return {
        "type": related.type,
        "record": related.id,
        "state": related.state,
        "title": dict(related.titles),
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
