"""Records as data: a stream of YAML documents, JSON, CSV; every one says whether it is demonstration material."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable
from typing import IO, Any

from indexer.corpus.rules import MARK
from indexer.corpus.schema import Record
from indexer.corpus.tables.cells import guarded
from indexer.corpus.tables.columns import in_order
from indexer.corpus.tables.rows import row_of
from indexer.vocabularies.yaml_writing import write_yaml

Records = Iterable[Record]
"""Records that can be gone through more than once; each is forgotten when the next one comes."""


def exported(record: Record) -> dict[str, Any]:
    """A record as the JSON Schema says it: id, kind and mark first, what is as it would be unsaid left out."""
    fields = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"id": record.id, "kind": record.kind, MARK: record.demonstration, **fields}


def write_yaml_documents(records: Records, stream: IO[str]) -> None:
    """One document a record, each as a record.yaml that carries its mark."""
    stream.writelines(f"---\n{write_yaml(exported(record))}" for record in records)


def write_json(records: Records, stream: IO[str]) -> None:
    """An array of objects, one a line."""
    before = "[\n"
    for record in records:
        stream.write(before + json.dumps(exported(record), ensure_ascii=False))
        before = ",\n"
    stream.write("[]\n" if before == "[\n" else "\n]\n")


def write_json_lines(records: Records, stream: IO[str]) -> None:
    """An object a line."""
    stream.writelines(json.dumps(exported(record), ensure_ascii=False) + "\n" for record in records)


def write_csv(records: Records, stream: IO[str]) -> None:
    """A row a record with the columns that an import takes, those that any of the records needs.

    The records are gone through twice: the first line names the columns. All cells stand between quotes, and none
    begins as a formula does.
    """
    names: dict[str, None] = dict.fromkeys(("id", "kind", MARK))
    for record in records:
        names |= dict.fromkeys(row_of(record))
    columns = in_order(names)
    rows = csv.writer(stream, quoting=csv.QUOTE_ALL)
    rows.writerow(columns)
    for record in records:
        row = row_of(record)
        rows.writerow(guarded(row.get(name, "")) for name in columns)


WRITERS: dict[str, Callable[[Records, IO[str]], None]] = {
    "yaml": write_yaml_documents,
    "json": write_json,
    "jsonl": write_json_lines,
    "csv": write_csv,
}
"""By the name of the format: what writes it."""
