"""How fast records are checked, catalogued and read, on a generated collection in a temporary folder.

    python benchmarks/corpus.py [--records N]

The records are variants of the bundled ones: the same fields and texts, an id of their own, other countries and crime
types, relations to each other, and a small file each. *Yardsticks*: the bytes of all record.yaml files are read, and
parsed as YAML with libyaml, both in one process. Every time is that of one run but for those of questions (p50, p95 of
many); on a busy machine the processor time tells more, and the ratio is of that.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import resource
import shutil
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import yaml

from indexer.corpus import Catalogue, Corpus, check
from indexer.corpus.folders import RECORD
from indexer.settings import BUNDLED, Settings
from indexer.vocabularies import Vocabularies

QUESTIONS = 1000
LISTS = 5
CHANGED = 100
CONTENT = b"%PDF-1.7 nothing to be read"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def main() -> None:
    """Generate, measure, print the table, remove all of it."""
    parser = argparse.ArgumentParser(description="Checking, cataloguing and reading a generated collection.")
    parser.add_argument("--records", type=int, default=10_000)
    records = parser.parse_args().records
    print(f"{records:,} records; load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder:
        collection = Path(folder, "collection")
        vocabularies = Vocabularies.open(Settings().vocabularies)
        generate(collection, records, vocabularies)
        measure(collection, Path(folder, "catalogue.sqlite"), vocabularies)


def generate(collection: Path, records: int, vocabularies: Vocabularies) -> None:
    """Write the records; law number n is called ``law-n``."""
    chance = random.Random(1)
    texts = list(bundled_laws())
    countries = [concept.id for concept in vocabularies.concepts("country")]
    crimes = [concept.id for concept in vocabularies.concepts("crime")]
    for number in range(records):
        text = texts[number % len(texts)]
        others = {chance.randrange(records) for _ in range(chance.randrange(3))} - {number}
        changes = {
            "id": f"law-{number}",
            "country": f"[{chance.choice(countries)}]",
            "crime": f"[{', '.join(sorted(set(chance.choices(crimes, k=2))))}]",
            "files": f"[{{id: en, name: law-{number}-{SHA256[:8]}.pdf, languages: [en], status: demonstration,"
            f" sha256: {SHA256}}}]",
            "relations": f"[{', '.join(f'{{type: related, record: law-{other}}}' for other in sorted(others))}]",
        }
        for name, value in changes.items():
            text = with_field(text, name, value)
        folder = collection / "legislation" / f"law-{number}"
        folder.mkdir(parents=True)
        (folder / RECORD).write_text(text, encoding="utf-8")
        (folder / f"law-{number}-{SHA256[:8]}.pdf").write_bytes(CONTENT)


def bundled_laws() -> Iterator[str]:
    """The texts of the bundled acts."""
    for path in sorted((BUNDLED / "legislation").glob(f"*/{RECORD}")):
        yield path.read_text(encoding="utf-8")


def with_field(text: str, name: str, value: str) -> str:
    """The text of a record with another value for a field, which goes on as long as lines are indented."""
    others = re.sub(rf"(?m)^{name}:.*\n(?:[ -].*\n)*", "", text.rstrip() + "\n")
    return f"{others}{name}: {value}\n"


def measure(collection: Path, file: Path, vocabularies: Vocabularies) -> None:
    """Everything in its turn, a line each."""
    paths = sorted(collection.glob(f"*/*/{RECORD}"))
    contents: list[bytes] = []
    print(f"{'':32}{'s':>9}{'records/s':>12}{'CPU s':>9}{'ratio':>8}")
    bare = report("bare: read", len(paths), lambda: contents.extend(path.read_bytes() for path in paths))
    bare = report("bare: parse YAML", len(paths), lambda: parse(contents), bare)
    contents.clear()
    faults = []
    report("check", len(paths), lambda: faults.extend(check([collection], vocabularies)), bare)
    if faults:
        raise SystemExit(f"the generated collection has faults: {faults[0]}")
    catalogue = Catalogue(file, [collection], vocabularies)
    report("catalogue rebuilt", len(paths), catalogue.rebuild, bare)
    time.sleep(2.5)  # what was written a moment before it was read is read once more
    catalogue.follow()
    report("followed, nothing changed", len(paths), catalogue.follow, bare)
    change(paths[:CHANGED])
    report(f"followed, {CHANGED} changed", len(paths), catalogue.follow, bare)
    print(f"\n{'':32}{'p50 ms':>9}{'p95 ms':>12}")
    ask(catalogue, vocabularies)
    size = sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*"))
    print(f"\ncatalogue: {size / 1e6:.1f} MB, {size / len(paths):,.0f} bytes a record")


def parse(contents: Sequence[bytes]) -> None:
    """Parse as YAML with libyaml: events only, nothing is made of them."""
    for content in contents:
        for _ in yaml.parse(content, Loader=yaml.CSafeLoader):
            pass


def change(paths: Sequence[Path]) -> None:
    """Change records as an editor does, by putting another file in the place of theirs."""
    for path in paths:
        written = path.with_name(f".{path.name}")
        shutil.copyfile(path, written)
        with written.open("a", encoding="utf-8") as text:
            text.write(
                "keywords: {en: [looked at again]}\n" if b"\nkeywords:" not in path.read_bytes() else "# again\n"
            )
        written.rename(path)


def ask(catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    """The times of many questions."""
    corpus = Corpus(catalogue, vocabularies)
    ids = random.Random(2).sample(catalogue.ids(), min(QUESTIONS, len(corpus)))
    distribution("read one record", [partial(corpus.record, name) for name in ids])
    distribution("find its place only", [partial(catalogue.place, name) for name in ids])
    distribution("relations of a record", [partial(catalogue.relations, name) for name in ids])
    countries = list(catalogue.counts("country"))[:LISTS]
    distribution("list of a country", [partial(catalogue.entries, country=code) for code in countries])
    first = partial(catalogue.entries, order="title", language="fr", limit=25)
    distribution("first 25 of all, by title", [first] * LISTS)
    distribution("latest 25 of all", [partial(catalogue.entries, order="updated", limit=25)] * LISTS)
    distribution("gone through, all of them", [lambda: deque(catalogue.each(order="newest"), maxlen=0)] * 2)
    names = ("crime", "issue", "country", "kind", "article")
    distribution("counts of all by a facet, anew", [partial(catalogue.counts, name) for name in names])
    distribution("counts of all by a facet, kept", [partial(catalogue.counts, name) for name in names])
    by_kind = [partial(catalogue.counts, "crime", country=code, kind="legislation") for code in countries]
    distribution("counts of a country, anew", by_kind)


def report(name: str, records: int, work: Callable[[], object], bare: float = 0.0) -> float:
    """Do the work and print its line; ``bare`` is the processor time of the yardstick. Gives that of the work."""
    started, busy = time.perf_counter(), processor_seconds()
    work()
    seconds, busy = time.perf_counter() - started, processor_seconds() - busy
    ratio = f"{busy / bare:>8.2f}" if bare else ""
    print(f"{name:32}{seconds:>9.2f}{records / seconds:>12,.0f}{busy:>9.2f}{ratio}", flush=True)
    return busy


def processor_seconds() -> float:
    """The processor time of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def distribution(name: str, questions: Sequence[Callable[[], object]]) -> None:
    """Ask all and print the line."""
    times = []
    for question in questions:
        started = time.perf_counter()
        question()
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    print(f"{name:32}{times[len(times) // 2]:>9.2f}{times[int(len(times) * 0.95)]:>12.2f}", flush=True)


if __name__ == "__main__":
    main()
