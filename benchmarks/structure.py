"""How well provisions are found: real laws, printed to PDF in several layouts, read back and compared.

    python benchmarks/structure.py LAWS [--articles 40] [--laws 5] [--language fr ...] [--layout plain ...]

LAWS is a folder of ``<language>.jsonl``; a line is a law: ``{"title", "articles": [{"label", "heading", "text"}]}``.
The table has a row for each language and layout: articles printed, precision and recall of their labels in order, the
share of words that found articles have in common with the printed ones (F1; characters in pairs in Chinese), and the
same figures of a yardstick: every line that begins with the word of the language and a number is taken for an article.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from pathlib import Path
from typing import Any

import weasyprint

from indexer.language.detection import shares
from indexer.model import Pages
from indexer.pdf import read_pages
from indexer.settings import Settings
from indexer.structure import structure_of

Article = tuple[str, str]
"""The label of an article, and its heading and text."""

STYLES = {
    "headings": ".label, .heading { font-weight: bold; text-align: center; margin: 1em 0 0 } p { margin: .3em 0 }",
    "plain": "p { margin: .4em 0 }",
    "run-in": "p { margin: .4em 0 } .label { display: inline }",
    "bold-run-in": "p { margin: .4em 0 } .label { display: inline; font-weight: bold }",
    "columns": "body { columns: 2; text-align: justify; hyphens: auto } .label, .heading { font-weight: bold } "
    "p { margin: 0; text-indent: 1.2em } .label, .heading { text-indent: 0; margin-top: .6em }",
}
LONGEST = 3000
"""Longer articles are cut after a sentence."""
RUN_IN = ("run-in", "bold-run-in")
"""The layouts that print label and text in one paragraph."""

SHEET = """
@page { size: A4; margin: 2.2cm; @top-center { content: string(title); font-size: 8pt }
        @bottom-center { content: counter(page); font-size: 8pt } }
h1 { string-set: title content(); font-size: 15pt; text-align: center; columns: auto }
body { font-family: "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC"; font-size: 10.5pt; line-height: 1.4 }
"""
WORD = {
    "ar": r"(?:ال)?مادة\s*[^\s:.]+(?:\s+(?:عشرة?|و[^\s:.]+))?",
    "en": r"(?:article|section|\d)\s*[^\s:.]*",
    "es": r"(?:art[íi]culo|art\.)\s*[^\s:.]*",
    "fr": r"(?:article|art\.|\d)\s*[^\s:.]*",
    "ru": r"статья\s*[^\s:.]*",
    "zh": "第[一二三四五六七八九十百零]+条",
}


@dataclass
class Score:
    """Counts over laws; ``shared`` adds up the similarity of found articles."""

    printed: int = 0
    found: int = 0
    right: int = 0
    shared: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def add(self, printed: Sequence[Article], found: Sequence[Article], language: str) -> None:
        """Compare the articles of one law."""
        first = [normal(label) for label, _ in printed]
        second = [normal(label) for label, _ in found]
        blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
        pairs = [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
        self.printed += len(first)
        self.found += len(second)
        self.right += len(pairs)
        self.shared += sum(alike(printed[a][1], found[b][1], language) for a, b in pairs)
        missed = [first[n] for n in range(len(first)) if n not in {a for a, _ in pairs}]
        extra = [second[n] for n in range(len(second)) if n not in {b for _, b in pairs}]
        self.wrong.extend([*(f"-{label}" for label in missed), *(f"+{label}" for label in extra)])

    def figures(self) -> str:
        """Precision, recall and similarity for the table."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.printed if self.printed else 0.0
        return f"{precision:6.3f} {recall:6.3f} {self.shared / self.right if self.right else 0.0:6.3f}"


def normal(label: str) -> str:
    """A label for comparison: without the heading after a colon, spaces, case, final punctuation and ordinal signs."""
    return re.sub(r"[\s\u0640]|[.:°º]+$", "", re.split(r"\s*[:：]", label.strip())[0]).lower().replace("º", "o")


def alike(first: str, second: str, language: str) -> float:
    """F1 of the words of two texts, of pairs of characters in Chinese."""
    one, two = (Counter(units(text, language)) for text in (first, second))
    common = (one & two).total()
    return 2 * common / (one.total() + two.total()) if one or two else 1.0


def units(text: str, language: str) -> list[str]:
    """The words of a text; in Chinese its pairs of characters."""
    if language == "zh":
        characters = re.sub(r"\W", "", text)
        return [characters[n : n + 2] for n in range(len(characters))]
    return re.findall(r"\w+", text.lower())


def printed_articles(law: dict[str, Any], count: int) -> list[Article]:
    """The articles of a law as they are printed: long ones are cut, empty ones left out."""
    articles = []
    for article in law["articles"][:count]:
        label = " ".join(article["label"].split())
        label, _, heading = label.partition(":") if law["language"] == "ar" else (label, "", "")
        text = " ".join(article["text"].split())
        text = text if len(text) < LONGEST else text[: max(text.rfind(mark, 0, LONGEST) for mark in ".。;:") + 1]
        articles.append((label.strip(), f"{(article['heading'] or heading).strip()}\n{text}"))
    return [article for article in articles if article[1].strip()]


def page_of(law: dict[str, Any], articles: Sequence[Article], layout: str) -> str:
    """The law as HTML."""
    direction = "rtl" if law["language"] == "ar" else "ltr"
    parts = [f"<h1>{escape(law['title'][:120])}</h1>"]
    for label, content in articles:
        heading, _, text = content.partition("\n")
        if layout in RUN_IN:
            between = "" if law["language"] == "zh" else "."
            parts.append(f"<p><span class=label>{escape(label)}{between}</span> {escape(heading)} {escape(text)}</p>")
        else:
            parts.append(f"<p class=label>{escape(label)}</p>")
            parts.append(f"<p class=heading>{escape(heading)}</p>" if heading else "")
            parts.append(f"<p>{escape(text)}</p>")
    style = f"<style>{SHEET}{STYLES[layout]}</style>"
    return f"<html lang={law['language']} dir={direction}><head>{style}</head><body>{''.join(parts)}</body></html>"


def provisions(pages: Pages) -> list[Article]:
    """What the product finds."""
    found = structure_of(pages, shares).provisions
    return [(one.label, f"{one.heading}\n{one.text}") for one in found if one.level in ("article", "section")]


def yardstick(pages: Pages, language: str) -> list[Article]:
    """What a regular expression finds."""
    pattern = re.compile(rf"\s*(?:{WORD[language]})", re.IGNORECASE)
    found: list[Article] = []
    for page in pages.pages:
        for line in page.lines:
            match = pattern.match(line.text)
            if match:
                found.append((match[0], line.text[match.end() :]))
            elif found:
                found[-1] = (found[-1][0], f"{found[-1][1]} {line.text}")
    return found


def laws_of(folder: Path, language: str, count: int) -> Iterator[dict[str, Any]]:
    """The first laws of a language."""
    with (folder / f"{language}.jsonl").open(encoding="utf-8") as lines:
        for _, line in zip(range(count), lines, strict=False):
            yield json.loads(line)


def measure(options: argparse.Namespace, language: str, layout: str, folder: Path) -> tuple[Score, Score]:
    """Print, read and compare the laws of a language in one layout."""
    ours, theirs = Score(), Score()
    for law in laws_of(options.folder, language, options.laws):
        articles = printed_articles(law, options.articles)
        file = folder / "law.pdf"
        weasyprint.HTML(string=page_of(law, articles, layout)).write_pdf(file)
        pages = read_pages(file, Settings(ocr=False))
        ours.add(articles, provisions(pages), language)
        theirs.add(articles, yardstick(pages, language), language)
    return ours, theirs


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--laws", type=int, default=5)
    parser.add_argument("--language", nargs="*", default=sorted(WORD))
    parser.add_argument("--layout", nargs="*", default=list(STYLES))
    parser.add_argument("--wrong", action="store_true", help="also print the labels missed (-) and in excess (+)")
    options = parser.parse_args()
    print("language layout        printed  prec.  recall text  | regex only: prec. recall text")
    with tempfile.TemporaryDirectory() as folder:
        for language in options.language:
            for layout in options.layout:
                ours, theirs = measure(options, language, layout, Path(folder))
                print(
                    f"{language:8} {layout:14} {ours.printed:6} {ours.figures()} | {theirs.figures():>31}", flush=True
                )
                if options.wrong and ours.wrong:
                    print("   ", " ".join(ours.wrong[:40]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
