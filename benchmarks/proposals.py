"""How often proposals are right: laws printed to PDF, read again, and compared with what is known of them.

    python benchmarks/proposals.py [LAWS] [--laws 10] [--each 3] [--articles 20] [--language fr ...] [--wrong]

LAWS is a folder of ``<language>.jsonl`` as ``benchmarks/structure.py`` takes it: real laws, of which title, language
and articles are compared, and the date of those in Arabic, which is printed under the title. Without LAWS, and after
them, laws are made up: the front pages of ``front_pages`` in the styles of many gazettes, of which number, date and
country are compared. Of the styles of a language every second one was not looked at while the rules were made: the
rows *held out*. A value is right if the first proposal of its field is; where an act has no number, a number that is
proposed with a confidence of half or more is wrong.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import weasyprint
from gazettes import Front, Style, front_of, language_of, month
from structure import STYLES, WORD, Score, laws_of, page_of, printed_articles

from indexer.language.detection import shares
from indexer.model import Reading
from indexer.pdf import read_pages
from indexer.proposals import Proposal, number_key, propose
from indexer.settings import Settings, read_settings
from indexer.structure import structure_of
from indexer.structure.folding import fold
from indexer.vocabularies import Vocabularies

LANGUAGES = sorted(WORD)
SURE = 0.5
DATES = ("صدر في {d} {month} {y}م", "بتاريخ {d}/{m}/{y}", "{y}/{m}/{d}م", "الصادر بتاريخ {d} من {month} سنة {y}")
"""How dates are printed under the titles of Arabic laws."""


@dataclass
class Table:
    """How many values of a field were right, by row and language."""

    right: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: str, language: str, found: str, expected: str, *, right: bool) -> None:
        """Count one value."""
        self.asked[row, language] += 1
        self.right[row, language] += right
        if not right:
            self.wrong[row].append(f"{language}: {expected!r}, proposed {found!r}")

    def print(self, rows: Iterable[str], languages: Sequence[str]) -> None:
        """A line a row: shares by language, and over all values."""
        for row in rows:
            cells = [self._share([(row, language)]) for language in languages]
            print(f"{row:22}{''.join(cells)}{self._share([(row, language) for language in languages])}", flush=True)

    def _share(self, keys: Sequence[tuple[str, str]]) -> str:
        asked = sum(self.asked[key] for key in keys)
        right = sum(self.right[key] for key in keys)
        return f"{right:>5}/{asked:<4}{right / asked:>4.0%}" if asked else f"{'-':>14}"


@dataclass
class Printer:
    """Prints HTML to a PDF in a folder, reads it and gives the proposals."""

    folder: Path
    vocabularies: Vocabularies

    def read(self, html: str) -> tuple[Reading, dict[str, Proposal]]:
        """The reading of a page, and the first proposal of each field."""
        file = self.folder / "law.pdf"
        weasyprint.HTML(string=html).write_pdf(file)
        pages = read_pages(file, Settings(ocr=False))
        reading = Reading(pages, structure_of(pages, shares))
        first: dict[str, Proposal] = {}
        for one in propose(reading, self.vocabularies):
            first.setdefault(one.field, one)
        return reading, first


def value_of(found: dict[str, Proposal], name: str) -> str:
    """The value of the first proposal; empty without one."""
    return found[name].value if name in found else ""


def same_words(first: str, second: str) -> bool:
    """Whether two titles have the same letters and figures."""
    return letters(first) == letters(second)


def letters(text: str) -> str:
    """A text without case, accents, spaces and punctuation."""
    return re.sub(r"\W", "", fold(text).text)


def same_number(found: Proposal | None, expected: str) -> bool:
    """Whether a number is the one expected: its figures, and its letters however it is introduced."""
    if not expected:
        return found is None or found.confidence < SURE
    return (
        found is not None
        and number_key(found.value) == number_key(expected)
        and re.sub(r"^no", "", letters(expected)) in letters(found.value)
    )


def measure_real(options: argparse.Namespace, printer: Printer, table: Table) -> None:
    """Real laws: title, language, articles, dates under titles in Arabic."""
    layouts = list(STYLES)
    for language in options.language:
        for place, law in enumerate(laws_of(options.folder, language, options.laws)):
            articles = printed_articles(law, options.articles)
            html = page_of(law, articles, layouts[place % len(layouts)])
            if language == "ar":
                html = html.replace("</h1>", f"</h1><p>{date_line(law['date'], place)}</p>", 1)
            reading, found = printer.read(html)
            title = " ".join(law["title"][:120].split())
            row = value_of(found, "title")
            table.add("title", language, row, title, right=same_words(row, title))
            row = value_of(found, "languages")
            table.add("language", language, row, language, right=row == language)
            score = Score()
            provisions = [one for one in reading.structure.provisions if one.level in ("article", "section")]
            score.add(articles, [(one.label, f"{one.heading}\n{one.text}") for one in provisions], language)
            table.asked["articles", language] += score.printed
            table.right["articles", language] += score.right
            if language == "ar":
                row = value_of(found, "adopted")
                table.add("date under the title", language, row, law["date"], right=row == law["date"])


def date_line(date: str, place: int) -> str:
    """The date of an Arabic law as it is printed under its title, in one of several ways."""
    day = dt.date.fromisoformat(date)
    return DATES[place % len(DATES)].format(d=day.day, m=day.month, y=day.year, month=month("ar", day.month))


def measure_made_up(options: argparse.Namespace, printer: Printer, table: Table) -> None:
    """Made-up front pages: number, date, country, by half of the styles."""
    for code in options.language:
        language = language_of(code)
        chance = random.Random(options.seed)
        for style in language.styles:
            for _ in range(options.each):
                front = front_of(language, style, chance)
                _, found = printer.read(front.html)
                compare(table, code, style, front, found)


def compare(table: Table, code: str, style: Style, front: Front, found: dict[str, Proposal]) -> None:
    """Count the three facts of a front page."""
    half = "tuned" if style.place % 2 else "held out"
    number, date, country = (value_of(found, name) for name in ("number", "adopted", "country"))
    right = same_number(found.get("number"), front.number)
    table.add(f"number, {half}", code, number, f"{front.number} ({style.name})", right=right)
    table.add(f"date, {half}", code, date, f"{front.date} ({style.name})", right=date == front.date)
    table.add(f"country, {half}", code, country, f"{front.country} ({style.name})", right=country == front.country)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=20, help="articles that are printed of a real law")
    parser.add_argument("--laws", type=int, default=10, help="real laws of each language")
    parser.add_argument("--each", type=int, default=3, help="made-up laws in each style")
    parser.add_argument("--language", nargs="*", default=LANGUAGES)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--wrong", action="store_true", help="also print what was wrong")
    options = parser.parse_args()
    table = Table()
    print(f"{'':22}{''.join(f'{language:>14}' for language in options.language)}{'all':>14}")
    with tempfile.TemporaryDirectory() as folder:
        printer = Printer(Path(folder), Vocabularies.open(read_settings().vocabularies))
        if options.folder:
            measure_real(options, printer, table)
            table.print(("title", "language", "articles", "date under the title"), options.language)
        measure_made_up(options, printer, table)
        halves = ("tuned", "held out")
        table.print([f"{name}, {half}" for name in ("number", "date", "country") for half in halves], options.language)
    if options.wrong:
        for row, values in table.wrong.items():
            print(f"\n{row}", *values, sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
