"""What readers save: tables as CSV, and the name that a browser saves an answer under. See ``docs/downloads.md``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from flask import Response

from indexer.corpus.tables.cells import guarded, together


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The columns and a line for each row; all cells between quotes, none begins as a formula does.

    Begins with the mark of UTF-8. Lists are joined, what is None is empty, truth is ``true`` or ``false``.
    """
    yield "\ufeff" + _line(columns)
    for row in rows:
        yield _line(guarded(_cell(row[name])) for name in columns)


def to_save(response: Response, name: str) -> Response:
    """The answer, to be saved under this name and not opened in the browser."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(cells)
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return together(value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
