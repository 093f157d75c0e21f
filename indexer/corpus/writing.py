"""A record -> the text of its record.yaml: the way back of ``reading.py``."""

from __future__ import annotations

from indexer.corpus.schema import Record, Tombstone
from indexer.vocabularies.yaml_writing import write_yaml

_FIRST = ("id", "kind")


def record_yaml(record: Record | Tombstone) -> str:
    """The text of a record.yaml; read again it is the same record.

    The fields stand in the order of the schema, id and kind first; what is as it would be unsaid is left out.
    """
    fields = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return write_yaml({name: fields[name] for name in (*_FIRST, *fields) if name in fields})
