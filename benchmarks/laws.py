"""Real laws from files as records: a sample whose words are those that people write.

Each ``*.jsonl`` of a folder has a law a line: ``{"id", "language", "country", "title", "date"?, "articles": [{"label",
"heading", "text"}]}``. Nothing of them is bundled. Countries, crimes and issues are not read: those of the generated
collection are taken, so that both kinds of collection have the same facets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from collection import Collection

from indexer.search import PassageText, RecordFacts
from indexer.vocabularies import Vocabularies

ARTICLES_A_PAGE = 3


class Laws:
    """The laws of a folder, read anew each time they are asked for; ``records`` is their number."""

    def __init__(self, folder: Path, vocabularies: Vocabularies) -> None:
        """Count the laws. Raises FileNotFoundError if the folder has none."""
        self._files = sorted(folder.glob("*.jsonl"))
        self.records = sum(1 for _ in self._laws())
        if not self.records:
            raise FileNotFoundError(f"{folder}: expected files *.jsonl with a law a line")
        self._generated = Collection(self.records * 10, vocabularies)

    def __iter__(self) -> Iterator[tuple[RecordFacts, list[PassageText]]]:
        """The laws in a fixed order."""
        for law, facts in zip(self._laws(), self._generated.facts(), strict=True):
            titles = {law["language"]: " ".join(law["title"].split())}
            own = replace(facts, titles=titles, original_language=law["language"], languages=(law["language"],))
            yield own, list(_texts(law))

    def _laws(self) -> Iterator[dict[str, Any]]:
        for file in self._files:
            with file.open(encoding="utf-8") as lines:
                yield from map(json.loads, lines)


def _texts(law: dict[str, Any]) -> Iterator[PassageText]:
    for number, article in enumerate(law["articles"], 1):
        yield PassageText(
            file=law["language"],
            language=law["language"],
            provision=f"art_{number}",
            label=article["label"],
            heading=article["heading"],
            page=number // ARTICLES_A_PAGE + 1,
            text=article["text"],
        )
