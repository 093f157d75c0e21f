"""Opening a tantivy index for searching."""

from __future__ import annotations

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
    except ValueError as error:
        raise IndexDamaged(f"{folder} cannot be opened ({error}); make the index again with: indexer build") from error
    index.config_reader(reload_policy="manual")
    return Index(index.searcher(), index.schema)
