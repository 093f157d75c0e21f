"""Opening a tantivy index for searching."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import tantivy

from indexer.errors import IndexDamaged


@dataclass(frozen=True, slots=True)
class Index:
    """A tantivy index as it is searched; may be used by several threads."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema


def open_index(folder: Path) -> Index:
    """What the index in the folder holds now. Raises IndexDamaged if it is damaged.

    A published generation never changes, so no thread watches the folder for commits.
    """
    try:
        index = tantivy.Index.open(str(folder))
        _require_positions(folder)
    except (ValueError, KeyError, OSError) as error:
        raise IndexDamaged(f"{folder} cannot be opened ({error}); make the index again with: indexer build") from error
    index.config_reader(reload_policy="manual")
    return Index(index.searcher(), index.schema)


def _require_positions(folder: Path) -> None:
    """Raise FileNotFoundError if a segment lacks its positions: tantivy opens that file last of all, when asked."""
    for segment in json.loads((folder / "meta.json").read_bytes())["segments"]:
        (folder / f"{segment['segment_id'].replace('-', '')}.pos").stat()
