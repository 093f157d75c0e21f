"""How fast PDFs with a text layer are read, beside pdfminer.six ``extract_text`` on the same files in the same run.

    python benchmarks/reading.py [FOLDER...] [--rounds N]

Without a folder the files of the bundled collection are read. Left out are files with a page that is no text, which
would go to OCR, and files that ``extract_text`` cannot read. Ours is all that a build does to have the pages: a child
behind walls for each file, both libraries, lines, words, marks of dangerous contents, the answers over a pipe; the
other gives plain text, without a box. Each file is read by one and at once by the other, so that a busy moment falls on
both. Processor time is that of all processes.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from pdfminer.high_level import extract_text

from indexer.errors import ReadingError
from indexer.pdf import Reader
from indexer.settings import BUNDLED, Settings

SETTINGS = Settings(ocr=False)
USED = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


@dataclass
class Timed:
    """Seconds that went by, and seconds of the processors."""

    seconds: float = 0.0
    worked: float = 0.0

    def add(self, action: Callable[[], object]) -> None:
        """Do it, and take the time."""
        started, worked = time.perf_counter(), worked_seconds()
        action()
        self.seconds += time.perf_counter() - started
        self.worked += worked_seconds() - worked


def main() -> None:
    """Choose the files, read them in three ways, print the table."""
    parser = argparse.ArgumentParser(description="Reading PDFs with a text layer, beside pdfminer.six.")
    parser.add_argument("folders", nargs="*", type=Path, default=[BUNDLED], metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=1)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)  # pdfminer warns of every oddity of a file, as often as it is read
    chosen = readable(file for folder in arguments.folders for file in sorted(folder.rglob("*.pdf")))
    if not chosen:
        sys.exit(f"no PDF with a text layer in {', '.join(map(str, arguments.folders))}")
    files, pages = list(chosen) * arguments.rounds, sum(chosen.values()) * arguments.rounds
    print(f"load of the last minute {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{len(chosen)} files, {sum(chosen.values()):,} pages, {arguments.rounds} times")
    alone, other = side_by_side(files)
    both = Timed()
    both.add(lambda: read_by_two(files))
    for name, timed in (("reader, 1 worker", alone), ("reader, 2 workers", both), ("extract_text", other)):
        print(
            f"{name:18} {pages / timed.seconds:7.1f} pages/s {timed.seconds:7.1f} s, {timed.worked:6.1f} s of work, "
            f"{timed.seconds / other.seconds:5.2f} x extract_text, work {timed.worked / other.worked:5.2f} x"
        )


def worked_seconds() -> float:
    """What this process, and its children that ended and were waited for, took of the processors."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, USED))


def readable(files: Iterable[Path]) -> dict[Path, int]:
    """Files that both ways read without OCR, with their numbers of pages."""
    chosen = {}
    with Reader(SETTINGS) as reader:
        for file in files:
            try:
                pages = reader.read(file).pages
            except ReadingError:
                continue
            if all(page.source == "text" for page in pages) and is_extracted(file):
                chosen[file] = len(pages)
    return chosen


def is_extracted(file: Path) -> bool:
    """Whether pdfminer.six reads a file."""
    try:
        extract_text(file)
    except Exception:  # noqa: BLE001 - it promises no errors of its own
        return False
    return True


def side_by_side(files: Iterable[Path]) -> tuple[Timed, Timed]:
    """Our reader and ``extract_text``, file by file in turn; starting and ending our processes is counted."""
    ours, other = Timed(), Timed()
    reader = Reader(replace(SETTINGS, workers=1))
    for file in files:
        ours.add(lambda file=file: reader.read(file))
        other.add(lambda file=file: extract_text(file))
    ours.add(reader.close)  # the processor time of its processes is known now
    return ours, other


def read_by_two(files: Iterable[Path]) -> None:
    """Our reader, two files at a time."""
    with Reader(replace(SETTINGS, workers=2)) as reader, ThreadPoolExecutor(2) as pool:
        list(pool.map(reader.read, files))


if __name__ == "__main__":
    main()
