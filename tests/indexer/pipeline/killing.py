"""A builder that is killed at a moment that is told, and all that an index holds and answers, to be compared.

Shared with ``benchmarks/killed.py``.
"""

from __future__ import annotations

import contextlib
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch

from indexer.engines import open_engine
from indexer.model import LANGUAGES
from indexer.search import FINGERPRINT, Search, parse_parameters
from indexer.search.nodes import Everything
from indexer.search.types import FACETS, PassageRequest, RecordRequest
from indexer.settings import PROJECT, Settings
from indexer.storing import LEFTOVER
from indexer.vocabularies import Vocabularies

STEPS = {"checking": "", "reading": "Checking: ", "indexing": "Reading: ", "publishing": "Indexing: "}
"""The steps at which a builder can be killed, with the line of progress that is printed just before each."""

ENOUGH_SECONDS = 120
GRACE_SECONDS = 30
"""How long the children of a builder that was killed may take to notice it."""

EQUAL = 1e-4
"""Scores that differ by less, relatively, are equal."""

Answer = tuple[int, Sequence[tuple[str, float]], Mapping[str, Mapping[str, int]]]
"""How many records an answer has, ids and scores of the first, the counts of the facets."""


@dataclass(frozen=True)
class Site:
    """A folder with a collection (``laws``), what is derived from it (``var``) and temporary files (``tmp``)."""

    folder: Path
    url: str = ""
    prefix: str = "killed"

    @property
    def settings(self) -> Settings:
        """As the builder has them."""
        return Settings(
            corpora=(self.folder / "laws",),
            data=self.folder / "var",
            engine="elasticsearch" if self.url else "embedded",
            elasticsearch_url=self.url,
            elasticsearch_prefix=self.prefix,
        )

    @property
    def said(self) -> str:
        """What the last builder wrote to standard error and standard output."""
        return (self.folder / "said").read_text(encoding="utf-8")

    def start(self, command: str = "build", *words: str) -> subprocess.Popen[bytes]:
        """Start ``indexer build``, or another command, as the leader of a process group."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "ELASTICSEARCH"))}
        own = {"PALERMO_DATA": str(self.settings.data), "PALERMO_CORPORA": str(self.folder / "laws")}
        own |= {"ELASTICSEARCH_URL": self.url, "PALERMO_ELASTICSEARCH_PREFIX": self.prefix}
        own |= {"PYTHONPATH": str(PROJECT), "TMPDIR": str(self.folder / "tmp")}
        (self.folder / "tmp").mkdir(exist_ok=True)
        with (self.folder / "said").open("wb") as said:
            return subprocess.Popen(
                ["env", "--default-signal=INT", sys.executable, "-m", "indexer.cli", command, *words],
                cwd=self.folder,
                env=kept | own,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def run(self, command: str = "build") -> int:
        """Run ``indexer build``, or another command, to its end; gives its exit status."""
        return self.start(command).wait(ENOUGH_SECONDS)

    def wait_for(self, builder: subprocess.Popen[bytes], step: str) -> bool:
        """Wait until the builder is at a step; False if it ended before."""
        end = time.monotonic() + ENOUGH_SECONDS
        while STEPS[step] not in self.said:
            if builder.poll() is not None or time.monotonic() > end:
                return False
            time.sleep(0.005)
        return True

    def processes(self) -> list[int]:
        """The processes that the builders started and that still run, whatever group or session they are in."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if f"PALERMO_DATA={self.settings.data}\0".encode() in (process / "environ").read_bytes():
                    found.append(int(process.name))
        return found

    def are_processes_gone(self) -> bool:
        """Whether all of them end by themselves within the grace they have."""
        end = time.monotonic() + GRACE_SECONDS
        while self.processes() and time.monotonic() < end:
            time.sleep(0.05)
        return not self.processes()

    def leftovers(self) -> list[str]:
        """What should not be there when a build is done: unfinished names, other generations, temporary files."""
        generations = list((self.folder / "var" / "index").glob("[0-9]*"))
        left = [*generations[1:], *(self.folder / "tmp").glob("*")]
        left += [path for path in self.folder.rglob(".*") if path.name.startswith(LEFTOVER)]
        return sorted(str(path.relative_to(self.folder)) for path in left) + self._generations_at_server()[1:]

    def _generations_at_server(self) -> list[str]:
        if not self.url:
            return []
        with Elasticsearch(self.url) as client:
            found = client.indices.get_alias(index=f"{self.prefix}-0*")
        return sorted({f"{self.prefix}-{index.removeprefix(self.prefix).split('-')[1]}" for index in found})


def kill(builder: subprocess.Popen[bytes], *, group: bool, number: int = signal.SIGKILL) -> int:
    """Send a signal to the builder, with all of its group or alone; gives how it ended."""
    with contextlib.suppress(ProcessLookupError):
        (os.killpg if group else os.kill)(builder.pid, number)
    return builder.wait(ENOUGH_SECONDS)


@dataclass(frozen=True)
class Contents:
    """All that an index holds, as far as its interface shows it, and its answers to questions."""

    counts: tuple[int, int]
    records: Mapping[str, Mapping[str, Any]]
    passages: Mapping[str, Sequence[Any]]
    facets: Mapping[str, Mapping[str, int]]
    answers: Mapping[str, Answer]

    def questions(self, number: int, seed: int) -> list[str]:
        """Questions of one to three words that stand in the passages."""
        chance = random.Random(seed)
        texts = [passage.text for of in self.passages.values() for passage in of if passage.text.strip()]
        words = (chance.choice(texts).split() for _ in range(number))
        return [" ".join(chance.choices(of, k=chance.randint(1, 3))).replace('"', "") for of in words]


def contents_of(settings: Settings, questions: Sequence[str] = ()) -> Contents:
    """All of the index of the settings."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        search = Search(engine, Vocabularies.open(settings.vocabularies))
        records: dict[str, Mapping[str, Any]] = {}
        passages: dict[str, Sequence[Any]] = {}
        for ids in _some(engine.ids()):
            records |= engine.get_records(ids)
            passages |= engine.find_passages(PassageRequest(dict.fromkeys(LANGUAGES, Everything()), ids, 1000))
        status = engine.status()
        everything = engine.find_records(RecordRequest(facets=FACETS, limit=0))
        answers = {words: _answer(search, words) for words in questions}
    return Contents((status.records, status.passages), records, passages, everything.facets, answers)


def _some(ids: Sequence[str], number: int = 10) -> Iterator[Sequence[str]]:
    return (ids[start : start + number] for start in range(0, len(ids), number))


def _answer(search: Search, words: str) -> Answer:
    found = search.search(parse_parameters([("q", words)]))
    counts = {name: {value.value: value.count for value in values} for name, values in found.facets.items()}
    return found.total, [(hit.id, hit.score) for hit in found.hits], counts


def differences(found: Contents, expected: Contents) -> list[str]:
    """In what two indexes differ, in words; nothing if they are the same."""
    told = [] if found.counts == expected.counts else [f"counts {found.counts}, expected {expected.counts}"]
    for what in ("records", "passages", "facets"):
        mine, theirs = getattr(found, what), getattr(expected, what)
        other = sorted(key for key in mine.keys() | theirs.keys() if mine.get(key) != theirs.get(key))
        told += [f"{what} of {', '.join(other[:5])}"] if other else []
    other = [words for words, answer in expected.answers.items() if not _are_equal(found.answers[words], answer)]
    return told + ([f"{len(other)} answers, as to {other[0]!r}"] if other else [])


def _are_equal(one: Answer, other: Answer) -> bool:
    pairs = zip(one[1], other[1], strict=False)
    return (
        (one[0], one[2], len(one[1])) == (other[0], other[2], len(other[1]))
        and all(mine[0] == theirs[0] for mine, theirs in pairs)
        and all(math.isclose(mine[1], theirs[1], rel_tol=EQUAL) for mine, theirs in zip(one[1], other[1], strict=True))
    )


def copy_site(source: Path, site: Site) -> None:
    """Make the site what ``source`` is: at the same path each time, as what is derived knows the paths."""
    shutil.rmtree(site.folder, ignore_errors=True)
    shutil.copytree(source, site.folder)
