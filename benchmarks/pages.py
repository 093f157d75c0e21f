"""Where the time of a page of results goes: engine, Python, template; and what records and lists take.

    python benchmarks/pages.py [--passages N] [--engine embedded|elasticsearch] [--questions N]

The collection is generated (``collection.py``). The portal answers in this process, without a network; the time of a
page is what its server works. *Engine* is what the engine's calls take, *template* the rendering, *Python* all else:
planning, ranking, highlighting, facets, the frame. The bare engine (``bare.py``) is asked the same words and facets.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bare import Bare, BareElastic, BareTantivy
from collection import Collection, Question
from flask import Flask, before_render_template, template_rendered
from flask.testing import FlaskClient
from search import FACETS, WARM_UP, Times, batches, measure_as_asked, time_of

from indexer.application import Library
from indexer.search import Search, entry_of
from indexer.settings import Settings
from indexer.vocabularies import Vocabularies
from portal.app import create_app

PARTS = ("engine", "python", "template", "whole")


class TimedEngine:
    """An engine whose calls are timed; ``seconds`` grows with each."""

    def __init__(self, engine: Any) -> None:
        """``engine`` does the work."""
        self.seconds = 0.0
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        """The engine's own attribute, timed if it is called."""
        found = getattr(self._engine, name)
        if not callable(found):
            return found

        def timed(*given: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return found(*given, **named)
            finally:
                self.seconds += time.perf_counter() - started

        return timed


class TimedTemplates:
    """How long the templates of an app take; ``seconds`` grows with each."""

    def __init__(self, app: Flask) -> None:
        """Listen to what the app renders."""
        self.seconds = 0.0
        self._started = 0.0
        before_render_template.connect(self._begin, app)
        template_rendered.connect(self._end, app)

    def _begin(self, *_: Any, **__: Any) -> None:
        self._started = time.perf_counter()

    def _end(self, *_: Any, **__: Any) -> None:
        self.seconds += time.perf_counter() - self._started


@dataclass
class TimedPortal:
    """A portal in this process, and the clocks of its parts."""

    client: FlaskClient
    engine: TimedEngine
    templates: TimedTemplates

    def milliseconds(self, address: str) -> dict[str, float]:
        """What a page took, by part."""
        engine, template = self.engine.seconds, self.templates.seconds
        whole = time_of(lambda: self._get(address))
        took = {"engine": self.engine.seconds - engine, "template": self.templates.seconds - template, "whole": whole}
        took["python"] = whole - took["engine"] - took["template"]
        return {part: seconds * 1000 for part, seconds in took.items()}

    def _get(self, address: str) -> None:
        answer = self.client.get(address)
        if answer.status_code != 200:
            sys.exit(f"the portal answered {answer.status} to {address}")


def main() -> None:
    """Measure what the arguments ask for and print the table."""
    measure_as_asked("Pages of results over a generated collection, part by part.", measure)


def measure(settings: Settings, passages: int, questions: int) -> None:
    """Index, ask, print."""
    collection = Collection(passages, Vocabularies.open(settings.vocabularies))
    library = Library(settings)
    bare: Bare = BareElastic(settings) if settings.chosen_engine == "elasticsearch" else BareTantivy(settings)
    try:
        index(library, collection)
        report(settings, library, bare, collection.questions(questions))
    finally:
        library.close()
        bare.remove()


def index(library: Library, collection: Collection) -> None:
    """Write the collection into the index of the library."""
    writer = library._engine.begin(fresh=True)  # noqa: SLF001 - a benchmark looks inside
    for batch in batches(collection):
        writer.write([entry_of(facts, texts) for facts, texts in batch])
    writer.publish()
    status = library.index_status()
    print(f"{status.engine}: {status.records:,} records, {status.passages:,} passages\n", flush=True)


def report(settings: Settings, library: Library, bare: Bare, questions: Sequence[Question]) -> None:
    """The table: a line a part, and the bare engine."""
    engine = TimedEngine(library._engine)  # noqa: SLF001 - a benchmark looks inside
    library._search = Search(engine, library.vocabularies)  # type: ignore[arg-type]  # noqa: SLF001 - the same, timed
    app = create_app(settings, library)
    portal = TimedPortal(app.test_client(), engine, TimedTemplates(app))
    addresses = [f"/en/search?q={quote(question.text)}" for question in questions]
    for address in addresses[:WARM_UP]:
        portal.milliseconds(address)
    taken = [portal.milliseconds(address) for address in addresses]
    for question in questions[:WARM_UP]:
        bare.ask(question, FACETS)
    asked = Times([time_of(lambda question=question: bare.ask(question, FACETS)) * 1000 for question in questions])
    print(f"{'page of results':24}{'p50 ms':>10}{'p95 ms':>10}{'ratio':>8}")
    print(f"{'bare engine':24}{asked.at(0.5):>10.2f}{asked.at(0.95):>10.2f}{1:>8.1f}")
    for part in PARTS:
        times = Times([one[part] for one in taken])
        ratio = times.at(0.5) / asked.at(0.5)
        print(f"{part:24}{times.at(0.5):>10.2f}{times.at(0.95):>10.2f}{ratio:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
