"""How long a build takes from stored readings to a searchable index, beside the bare engine in the same run.

    python benchmarks/build.py [--passages N | --laws FOLDER] [--workers N] [--engine embedded|elasticsearch]

The collection is generated (``collection.py``), or made of real laws (``laws.py``), and written as folders of records,
with readings as the reader would have kept them: nothing is read from a PDF. Told are the first build, step by step, a
build without changes, and one after a hundredth of the records changed; memory is the peak of the process that builds
and the largest of its children. The bare engine writes passages that were analysed before, in one process.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from bare import Bare, BareElastic, BareTantivy
from collection import Collection
from laws import Laws

from indexer.engines import open_engine
from indexer.errors import IndexMissing
from indexer.model import LineKind, Page, Pages, Provision, Structure
from indexer.pdf import READER
from indexer.pipeline.build import build
from indexer.pipeline.parts import BuildReport, Parts
from indexer.pipeline.progress import Counter
from indexer.readings import Readings
from indexer.search import FINGERPRINT, PassageText, RecordFacts, entry_of
from indexer.search.types import RecordRequest
from indexer.settings import Settings, read_settings
from indexer.structure import STRUCTURE
from indexer.vocabularies import Vocabularies

WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
CHANGED = 100
"""One of so many records is changed for the last build."""


@dataclass
class Times:
    """The seconds of each step of a build."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:  # noqa: ARG002 - as the protocol has it
        """Take the time."""
        started = time.perf_counter()
        yield self
        self.seconds[title] = time.perf_counter() - started

    def advance(self, label: str = "") -> None:
        """One more unit is done."""


def main() -> None:
    """Generate, build three times, print the table, remove all of it."""
    parser = argparse.ArgumentParser(description="Building a generated collection from stored readings.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--laws", type=Path, help="a folder of real laws to take in place of generated texts")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder:
        settings = replace(
            read_settings(),
            data=Path(folder, "var"),
            corpora=(Path(folder, "collection"),),
            engine=arguments.engine,
            elasticsearch_prefix="palermo-benchmark",
            workers=arguments.workers,
        )
        vocabularies = Vocabularies.open(settings.vocabularies)
        made_up = Collection(arguments.passages, vocabularies)
        measure(settings, Laws(arguments.laws, vocabularies) if arguments.laws else made_up, vocabularies)


def measure(settings: Settings, collection: Collection | Laws, vocabularies: Vocabularies) -> None:
    """Everything in its turn, a line each."""
    text = generate(settings, collection)
    print(f"load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    bare: Bare = BareElastic(settings) if settings.chosen_engine == "elasticsearch" else BareTantivy(settings)
    answering = threading.Thread(target=tell_first_answer, args=(settings, time.perf_counter()), daemon=True)
    answering.start()
    first = told("first build", settings, vocabularies)
    answering.join()
    peak = [resource.getrusage(who).ru_maxrss / 1024 for who in WHO]
    told("without changes", settings, vocabularies)
    change(settings.corpora[0], collection.records)
    told("a hundredth changed", settings, vocabularies)
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        size = engine.status().bytes
    rate = bare.build(passage for facts, texts in collection for passage in entry_of(facts, texts).passages)
    bare.remove()
    print(f"\nbare engine: {rate:,.0f} passages a second; first build: {first / rate:.2f} of it")
    print(f"peak memory: {peak[0]:,.0f} MB, the largest child {peak[1]:,.0f} MB")
    print(f"index: {size / 1e6:.1f} MB, {size / text:.2f} times the text")


def tell_first_answer(settings: Settings, started: float) -> None:
    """Print when the index that is being built can be asked: Elasticsearch goes on merging it."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        while True:
            with suppress(IndexMissing):
                engine.find_records(RecordRequest(limit=0))
                break
            time.sleep(0.1)
    print(f"searchable after {time.perf_counter() - started:.1f} s", flush=True)


def told(name: str, settings: Settings, vocabularies: Vocabularies) -> float:
    """Build, print what it did and how long each step took; gives passages a second from readings to index."""
    started, worked = time.perf_counter(), processor_seconds()
    report, times = built(settings, vocabularies)
    whole, worked = time.perf_counter() - started, processor_seconds() - worked
    counted = times.seconds.get("Checking", 0.0)
    rate = report.passages / (whole - counted)
    steps = ", ".join(f"{title.lower()} {seconds:.1f} s" for title, seconds in times.seconds.items())
    print(f"{name}: {report.records:,} records, {report.passages:,} passages, {report.written:,} records written")
    print(f"    {whole:.1f} s ({worked:.1f} s of processor time): {steps}")
    print(f"    {rate:,.0f} passages a second without the checking", flush=True)
    return rate


def processor_seconds() -> float:
    """What this process, and its children that ended, took of the processors: it tells more on a busy machine."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, WHO))


def built(settings: Settings, vocabularies: Vocabularies) -> tuple[BuildReport, Times]:
    """A build as ``indexer build`` does it."""
    times = Times()
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        parts = Parts(settings, settings.corpora, vocabularies, Readings(settings.data), engine, times)
        return build(parts), times


def generate(settings: Settings, collection: Collection | Laws) -> int:
    """Write records, files and readings; gives the UTF-8 bytes of all passages."""
    readings = Readings(settings.data)
    written = 0
    for facts, texts in collection:
        content = f"%PDF-1.7 the file of {facts.id}".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        folder = settings.corpora[0] / "legislation" / facts.id
        folder.mkdir(parents=True)
        name = f"{facts.id}-{sha256[:8]}.pdf"
        (folder / name).write_bytes(content)
        (folder / "record.yaml").write_text(record_text(facts, name, sha256), encoding="utf-8")
        pages = Pages(sha256, READER, (Page(1, 595.0, 842.0, "text"),))
        structure = structure_of(sha256, facts.original_language, texts)
        readings.keep_pages(pages)
        readings.keep_structure(structure, READER)
        readings.keep_outcome(pages, structure)
        written += sum(len(text.text.encode()) for text in texts)
    return written


def record_text(facts: RecordFacts, name: str, sha256: str) -> str:
    """A record.yaml: values in JSON, which YAML reads too."""
    file = {"id": facts.original_language, "name": name, "languages": [facts.original_language], "sha256": sha256}
    fields = {
        "id": facts.id,
        "kind": "legislation",
        "title": facts.titles,
        "original_language": facts.original_language,
        "country": facts.country,
        "type_of_act": "law",
        "in_force": {"value": "unknown"},
        "adopted": facts.date,
        "crime": facts.facets["crime"],
        "issue": facts.facets["issue"],
        "keywords": facts.keywords,
        "files": [file | {"status": "official"}],
    }
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())


def structure_of(sha256: str, language: str, texts: Sequence[PassageText]) -> Structure:
    """What the second stage keeps of a file with these provisions."""
    provisions = tuple(
        Provision(text.provision, None, "article", text.label, text.heading, text.page, text.page, language, text.text)
        for text in texts
    )
    body: LineKind = "body"
    kinds = tuple((body,) * 40 for _ in range(len(texts) // 3 + 1))
    return Structure(sha256, STRUCTURE, "", {language: 1.0}, kinds, "\n".join(of.text for of in texts), provisions)


def change(collection: Path, records: int) -> None:
    """Change one of ``CHANGED`` records by hand."""
    for number in range(0, records, CHANGED):
        file = collection / "legislation" / f"r{number:07}" / "record.yaml"
        file.write_text(f"# looked at again\n{file.read_text(encoding='utf-8')}", encoding="utf-8")


if __name__ == "__main__":
    main()
