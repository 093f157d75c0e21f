"""How many pages a portal serves, and how it bears many readers for a long time.

    python benchmarks/readers.py [--passages N] [--readers 200] [--minutes 10] [--workers 2]

A generated collection (``collection.py``) is indexed and served by ``portal serve``. *As fast as it goes*: a few
connections ask for pages of results one after another; told are pages a second as seen here, where asking takes the
same processors, and pages for each second that the workers' processors worked. *Readers*: each waits some seconds
between pages (results, the next page, with a filter, home), as people do; told are every minute the errors, the times
that readers saw, and the private memory of each worker. The exit code is 1 if there was an error.
"""

from __future__ import annotations

import argparse
import http.client
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from collection import Collection
from pages import index
from search import Times
from serving import Served, served

from indexer.application import Library
from indexer.settings import read_settings
from indexer.vocabularies import Vocabularies

QUESTIONS = 500
CONNECTIONS = 4
SECONDS = 20.0
"""How long the portal is asked as fast as it goes."""
PAUSE = 8.0
"""Seconds that a reader looks at a page, on average."""
UNLIMITED: dict[str, str] = {}
"""All readers come from one address here."""


@dataclass
class Seen:
    """What the readers of one period saw; several threads add to it."""

    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def get(self, connection: http.client.HTTPConnection, path: str) -> None:
        """Ask for a page and note how it went."""
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            self.errors.append(f"{path}: {error!r}")
            return
        self.milliseconds.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            self.errors.append(f"{path}: {answer.status}")


def main() -> None:
    """Index, serve, ask, print."""
    parser = argparse.ArgumentParser(description="Many readers of a portal over a generated collection.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="palermo-benchmark-") as folder:
        settings = replace(read_settings(), data=Path(folder), corpora=(Path(folder),), engine="embedded")
        collection = Collection(arguments.passages, Vocabularies.open(settings.vocabularies))
        library = Library(settings)
        index(library, collection)
        library.close()
        paths = [f"/en/search?q={quote(question.text)}" for question in collection.questions(QUESTIONS)]
        with served(settings, arguments.workers, **UNLIMITED) as portal:
            errors = as_fast_as_it_goes(portal, paths)
            errors += many_readers(portal, paths, arguments.readers, arguments.minutes)
    sys.exit(1 if errors else 0)


def as_fast_as_it_goes(portal: Served, paths: Sequence[str]) -> int:
    """Pages one after another; gives the number of errors."""
    warm = Seen()
    in_threads(CONNECTIONS, lambda number: ask_until(portal, paths[number:], warm, time.monotonic() + 3))
    seen, worked = Seen(), portal.processor_seconds()
    until = time.monotonic() + SECONDS
    in_threads(CONNECTIONS, lambda number: ask_until(portal, paths[number:], seen, until))
    worked = portal.processor_seconds() - worked
    pages, times = len(seen.milliseconds), Times(seen.milliseconds)
    print(f"as fast as it goes: {pages / SECONDS:.0f} pages a second beside who asks for them;", end=" ")
    print(f"{pages / worked:.0f} for each second of the workers' processors")
    print(f"    p50 {times.at(0.5):.0f} ms, p95 {times.at(0.95):.0f} ms, {len(seen.errors)} errors", flush=True)
    return told(seen)


def many_readers(portal: Served, paths: Sequence[str], readers: int, minutes: int) -> int:
    """A line a minute; gives the number of errors."""
    print(f"{readers} readers, {minutes} minutes", flush=True)
    print(f"{'minute':>8}{'pages':>8}{'errors':>8}{'p50 ms':>8}{'p95 ms':>8}  private MB of each worker")
    periods = [Seen() for _ in range(minutes)]
    begun = time.monotonic()

    def read(number: int) -> None:
        chance = random.Random(number)
        time.sleep(chance.uniform(0, PAUSE))
        while (minute := int((time.monotonic() - begun) / 60)) < minutes:
            connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)
            periods[minute].get(connection, page(paths, chance))
            connection.close()  # nobody keeps a line open that long
            time.sleep(chance.expovariate(1 / PAUSE))

    def watch() -> None:
        for minute, period in enumerate(periods):
            time.sleep(max(begun + 60 * (minute + 1) - time.monotonic(), 0))
            times, memory = Times(period.milliseconds), ", ".join(f"{size:.0f}" for size in portal.private_memory())
            print(
                f"{minute + 1:>8}{len(period.milliseconds):>8}{len(period.errors):>8}"
                f"{times.at(0.5):>8.0f}{times.at(0.95):>8.0f}  {memory}",
                flush=True,
            )

    watching = threading.Thread(target=watch)
    watching.start()
    in_threads(readers, read)
    watching.join()
    return sum(told(period) for period in periods)


def page(paths: Sequence[str], chance: random.Random) -> str:
    """What a reader looks at next: mostly results, sometimes their second page, with a filter, or home."""
    path = chance.choice(paths)
    return chance.choices((path, f"{path}&offset=10", f"{path}&kind=legislation", "/en/"), (6, 2, 2, 1))[0]


def ask_until(portal: Served, paths: Sequence[str], seen: Seen, until: float) -> None:
    """Ask for the paths in their order, again and again."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)
    number = 0
    while time.monotonic() < until:
        seen.get(connection, paths[number % len(paths)])
        number += 1


def in_threads(number: int, work: Callable[[int], None]) -> None:
    """Do the work so many times at once, each with its number."""
    threads = [threading.Thread(target=work, args=(one,)) for one in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def told(seen: Seen) -> int:
    """Print the first errors; gives how many there were."""
    for error in seen.errors[:5]:
        print(f"    {error}")
    return len(seen.errors)


if __name__ == "__main__":
    main()
