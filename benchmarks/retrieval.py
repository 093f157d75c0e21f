"""How well questions find what answers them, in sets that people judged.

A set is a folder with ``passages.jsonl`` (``{"id", "language", "text"}``) and ``questions.jsonl`` (``{"id",
"language", "text", "relevant": [passage ids]}``). Every passage becomes a record with one provision in a fresh index
that holds all languages of the set; every question is asked as ``indexer search`` asks it, its language not told. For
each pair the language of the passages is a filter.

    python benchmarks/retrieval.py DIR... [--engine embedded|elasticsearch|memory] [--json FILE]

Measures: MRR@10; nDCG@10 with gains of 0 and 1; recall@10 and recall@100 as the share of a question's relevant
passages that are found; each the mean over questions. Where two records have the same score, the id of the set
decides. The interval is the 95 % bootstrap interval of MRR@10 over questions.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from indexer.engines import open_engine
from indexer.engines.memory import MemoryEngine
from indexer.search import FINGERPRINT, PassageText, RecordFacts, Search, entry_of
from indexer.search.answers import SearchParameters
from indexer.search.types import RecordEntry, SearchEngine
from indexer.settings import Settings, read_settings
from indexer.vocabularies import Vocabularies

DEPTH = 100
BATCH = 1000
RESAMPLES = 1000


@dataclass(frozen=True)
class Passage:
    """A passage of a set; ``record`` is its id in the index, from its place in the file (a set's may be Chinese)."""

    id: str
    record: str
    language: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question of a set and the ids of the passages that answer it."""

    language: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Measured:
    """The measures of one question."""

    mrr10: float
    ndcg10: float
    recall10: float
    recall100: float


def lines_of(file: Path) -> Iterator[dict[str, Any]]:
    """The JSON object of every line."""
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def passages_of(folder: Path) -> list[Passage]:
    """The passages of a set in their order."""
    return [
        Passage(line["id"], f"p{number:07}", line["language"], line["text"])
        for number, line in enumerate(lines_of(folder / "passages.jsonl"))
    ]


def questions_of(folder: Path) -> list[Question]:
    """The questions of a set in their order."""
    return [
        Question(line["language"], line["text"], frozenset(line["relevant"]))
        for line in lines_of(folder / "questions.jsonl")
    ]


def entry(passage: Passage) -> RecordEntry:
    """A passage as a record with one provision and no title."""
    facts = RecordFacts(
        id=passage.record,
        kind="bibliography",
        titles={},
        original_language=passage.language,
        languages=(passage.language,),
        facets={"kind": ("bibliography",), "language": (passage.language,)},
    )
    return entry_of(facts, [PassageText("file", passage.language, "art_1", "", "", 1, passage.text)])


def index(engine: SearchEngine, passages: Sequence[Passage]) -> None:
    """Write a fresh index of the passages."""
    writer = engine.begin(fresh=True)
    for start in range(0, len(passages), BATCH):
        writer.write([entry(passage) for passage in passages[start : start + BATCH]])
    writer.publish()


def ranked(search: Search, question: Question, language: str, ids: Mapping[str, str]) -> list[str]:
    """The ids of the set that are found, best first, equal scores by id."""
    parameters = SearchParameters(q=question.text, filters={"language": (language,)}, limit=DEPTH)
    hits = search.search(parameters).hits
    return [ids[hit.id] for hit in sorted(hits, key=lambda hit: (-hit.score, ids[hit.id]))]


def measured(found: Sequence[str], relevant: frozenset[str]) -> Measured:
    """The measures of what one question found."""
    places = [place for place, passage in enumerate(found, 1) if passage in relevant]
    gain = sum(1 / math.log2(place + 1) for place in places if place <= 10)
    best = sum(1 / math.log2(place + 1) for place in range(1, min(len(relevant), 10) + 1))
    return Measured(
        mrr10=1 / places[0] if places and places[0] <= 10 else 0.0,
        ndcg10=gain / best,
        recall10=sum(place <= 10 for place in places) / len(relevant),
        recall100=sum(place <= 100 for place in places) / len(relevant),
    )


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean, the same at every run."""
    generator = random.Random(20)
    means = sorted(statistics.fmean(generator.choices(values, k=len(values))) for _ in range(RESAMPLES))
    return means[RESAMPLES * 25 // 1000], means[RESAMPLES * 975 // 1000]


def ask_all(
    search: Search, passages: Sequence[Passage], questions: Sequence[Question]
) -> tuple[dict[str, list[Measured]], list[float]]:
    """The measures of all questions by pair of languages, and the milliseconds that each took."""
    ids = {passage.record: passage.id for passage in passages}
    language_of = {passage.id: passage.language for passage in passages}
    pairs: dict[str, list[Measured]] = {}
    milliseconds = []
    for question in questions:
        for language in sorted({language_of[passage] for passage in question.relevant}):
            relevant = frozenset(one for one in question.relevant if language_of[one] == language)
            started = time.perf_counter()
            found = ranked(search, question, language, ids)
            milliseconds.append((time.perf_counter() - started) * 1000)
            pairs.setdefault(f"{question.language}>{language}", []).append(measured(found, relevant))
    return dict(sorted(pairs.items())), milliseconds


def summary(results: Sequence[Measured]) -> dict[str, float]:
    """The means of the measures."""
    means = {
        name: round(statistics.fmean(getattr(result, name) for result in results), 4)
        for name in ("mrr10", "ndcg10", "recall10", "recall100")
    }
    return {"questions": len(results), **means}


def run(folder: Path, settings: Settings, engine_name: str) -> dict[str, Any]:
    """Index a set, ask its questions, print a table, and give the figures."""
    passages, questions = passages_of(folder), questions_of(folder)
    engine: SearchEngine = MemoryEngine(FINGERPRINT) if engine_name == "memory" else open_engine(settings, FINGERPRINT)
    try:
        index(engine, passages)
        search = Search(engine, Vocabularies.open(settings.vocabularies))
        pairs, milliseconds = ask_all(search, passages, questions)
    finally:
        engine.close()
    print(f"\n{folder.name}: {len(passages)} passages, {len(questions)} questions, engine {engine_name}")
    print("pair   questions   MRR@10  95 % interval   nDCG@10  recall@10  recall@100")
    for pair, results in pairs.items():
        mean = summary(results)
        low, high = interval([result.mrr10 for result in results])
        print(
            f"{pair}  {mean['questions']:9}   {mean['mrr10']:.4f}  {low:.4f}-{high:.4f}   {mean['ndcg10']:.4f}"
            f"   {mean['recall10']:.4f}     {mean['recall100']:.4f}"
        )
    times = statistics.quantiles(milliseconds, n=20)
    print(f"milliseconds a question (100 hits, places marked): p50 {times[9]:.1f}, p95 {times[18]:.1f}")
    return {
        "pairs": {pair: summary(results) for pair, results in pairs.items()},
        "ms": {"p50": round(times[9], 2), "p95": round(times[18], 2)},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the folders that the arguments name."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--engine", choices=("embedded", "elasticsearch", "memory"), default="embedded")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    chosen = parser.parse_args(arguments)
    figures = {}
    for folder in chosen.folders:
        with tempfile.TemporaryDirectory() as data:
            settings = replace(
                read_settings(),
                data=Path(data),
                engine="" if chosen.engine == "memory" else chosen.engine,
                elasticsearch_prefix="palermo-benchmark",
            )
            figures[folder.name] = run(folder, settings, chosen.engine)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
