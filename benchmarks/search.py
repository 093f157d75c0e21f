"""How fast an index is built and asked, beside the bare engine on the same data in the same run.

    python benchmarks/search.py [--passages N] [--engine embedded|elasticsearch] [--questions N]

The collection is generated (``collection.py``). *Build*: from texts to a published index, in one process; beside it
the engine's own library writing the same passages, analysed before. *Search*: a question as the portal asks it, with
seven facets, the best three passages of ten records and highlights; beside it the engine's own library asked for the
first ten records with all words and the same facets. *Results page*: the portal's, in its own process, without a
network. Elasticsearch is the one at ELASTICSEARCH_URL; indexes with the prefix ``palermo-benchmark`` are written there
and removed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from bare import Bare, BareElastic, BareTantivy
from collection import Collection, Question

from indexer.application import Library
from indexer.engines import open_engine
from indexer.search import FINGERPRINT, PassageText, RecordFacts, Search, entry_of
from indexer.search.answers import SearchParameters
from indexer.search.types import SearchEngine
from indexer.settings import Settings, read_settings
from indexer.vocabularies import Vocabularies
from portal.app import create_app

FACETS = ("kind", "country", "crime", "issue", "language", "year", "in_force")
BATCH = 100
WARM_UP = 20


@dataclass(frozen=True)
class Times:
    """The milliseconds of many questions."""

    milliseconds: Sequence[float]

    def at(self, share: float) -> float:
        """The time that this share of the questions does not exceed."""
        return sorted(self.milliseconds)[min(int(share * len(self.milliseconds)), len(self.milliseconds) - 1)]


def main() -> None:
    """Measure what the arguments ask for and print the table."""
    measure_as_asked("Building and asking a generated collection, beside the bare engine.", measure)


def measure_as_asked(description: str, measure: Callable[[Settings, int, int], None]) -> None:
    """Read the arguments, and measure with settings over an empty folder, so many passages and so many questions."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
    parser.add_argument("--questions", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder:
        settings = replace(
            read_settings(),
            data=Path(folder),
            corpora=(Path(folder),),
            engine=arguments.engine,
            elasticsearch_prefix="palermo-benchmark",
            rate_limit="off",
        )
        if arguments.engine == "elasticsearch" and not settings.elasticsearch_url:
            sys.exit("ELASTICSEARCH_URL is not set: --engine elasticsearch needs the address of a server")
        measure(settings, arguments.passages, arguments.questions)


def measure(settings: Settings, passages: int, questions: int) -> None:
    """Build, ask, and print a line for each."""
    vocabularies = Vocabularies.open(settings.vocabularies)
    collection = Collection(passages, vocabularies)
    engine = open_engine(settings, FINGERPRINT)
    bare: Bare = BareElastic(settings) if settings.chosen_engine == "elasticsearch" else BareTantivy(settings)
    try:
        report_build(engine, bare, collection)
        report_questions(settings, engine, bare, collection.questions(questions))
    finally:
        engine.close()
        bare.remove()


def report_build(engine: SearchEngine, bare: Bare, collection: Collection) -> None:
    """Build as the product does, then with the engine's own library from what the analysis gave."""
    analysing = writing = 0.0
    text = 0
    writer = engine.begin(fresh=True)
    for batch in batches(collection):
        text += sum(len(passage.text.encode()) for _, texts in batch for passage in texts)
        started = time.perf_counter()
        entries = [entry_of(facts, texts) for facts, texts in batch]
        analysed = time.perf_counter()
        writer.write(entries)
        analysing += analysed - started
        writing += time.perf_counter() - analysed
    writing += time_of(writer.publish)
    status = engine.status()
    bare_rate = bare.build(passage for facts, texts in collection for passage in entry_of(facts, texts).passages)
    print(f"{status.engine}: {status.records:,} records, {status.passages:,} passages, {text / 1e6:.1f} MB of text\n")
    print(f"{'':24}{'passages/s':>12}{'ratio':>8}")
    for name, seconds in (("build", analysing + writing), ("  analysis", analysing), ("  engine", writing)):
        rate = status.passages / seconds
        print(f"{name:24}{rate:>12,.0f}{rate / bare_rate:>8.2f}")
    print(f"{'bare engine':24}{bare_rate:>12,.0f}{1:>8.2f}\n")
    print(f"index: {status.bytes / 1e6:.1f} MB, {status.bytes / text:.2f} times the text\n", flush=True)


def report_questions(settings: Settings, engine: SearchEngine, bare: Bare, questions: Sequence[Question]) -> None:
    """Ask all questions of the search, of the bare engine and of the portal."""
    search = Search(engine, Vocabularies.open(settings.vocabularies))
    portal = create_app(settings, Library(settings)).test_client()

    def ask(question: Question) -> None:
        search.search(SearchParameters(q=question.text, facets=FACETS))

    def show(question: Question) -> None:
        answer = portal.get(f"/en/search?q={quote(question.text)}")
        if answer.status_code != 200:
            sys.exit(f"the portal answered {answer.status} to {question.text!r}")

    bare_times = times_of(lambda question: bare.ask(question, FACETS), questions)
    print(f"{'':24}{'p50 ms':>10}{'p95 ms':>10}{'ratio':>8}")
    for name, times in (
        ("bare engine", bare_times),
        ("search", times_of(ask, questions)),
        ("results page", times_of(show, questions)),
    ):
        ratio = times.at(0.5) / bare_times.at(0.5)
        print(f"{name:24}{times.at(0.5):>10.2f}{times.at(0.95):>10.2f}{ratio:>8.1f}", flush=True)


def times_of(ask: Callable[[Question], object], questions: Sequence[Question]) -> Times:
    """The time of each question, after some that do not count."""
    for question in questions[:WARM_UP]:
        ask(question)
    return Times([time_of(partial(ask, question)) * 1000 for question in questions])


def time_of(work: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def batches(collection: Collection) -> Iterator[list[tuple[RecordFacts, list[PassageText]]]]:
    """Records as the pipeline hands them over."""
    waiting = iter(collection)
    while batch := list(islice(waiting, BATCH)):
        yield batch


if __name__ == "__main__":
    main()
