"""A small printer: text laid out to the lines of pages, as a reader of PDFs would give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

import pytest

from indexer.language.detection import shares
from indexer.model import Line, Page, Pages, Structure
from indexer.structure import structure_of

WIDTH, HEIGHT = 595.0, 842.0
TOP, BOTTOM = 72.0, 770.0


@dataclass(frozen=True)
class Block:
    """A paragraph to print."""

    text: str
    size: float = 11.0
    bold: bool = False
    gap: float = 6.0
    centred: bool = False


class Printer:
    """Prints blocks in one column of pages; a form feed in place of a block begins a page."""

    def __init__(self, left: float = 72.0, right: float = 523.0, *, head: str = "", foot: str = "") -> None:
        """Set the edges of the column and what each page has at its head and foot; {} is the page's number."""
        self.left, self.right, self.head, self.foot = left, right, head, foot
        self.pages: list[list[Line]] = [[]]
        self.y = TOP

    def print(self, block: Block) -> None:
        """Print a paragraph below the last one."""
        han = re.search(r"[\u4e00-\u9fff]", block.text)
        advance = block.size * (1.0 if han else 0.5)
        fitting = int((self.right - self.left) / advance)
        lines = (
            [block.text[at : at + fitting] for at in range(0, len(block.text), fitting)]
            if han
            else wrap(block.text, fitting, break_on_hyphens=False)
        )
        self.y += block.gap
        for text in lines:
            self._line(text, block, advance * len(text))

    def _line(self, text: str, block: Block, width: float) -> None:
        if self.y + block.size > BOTTOM:
            self.turn()
        rightward = not re.search(r"[\u0620-\u064a]", text)
        x = (self.left + self.right - width) / 2 if block.centred else self.left if rightward else self.right - width
        box = (x, self.y, x + width, self.y + 1.2 * block.size)
        self.pages[-1].append(Line(text, box, block.size, "Bold" if block.bold else "Regular", block.bold))
        self.y += 1.4 * block.size

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append([])
        self.y = TOP

    def lines(self) -> list[tuple[Line, ...]]:
        """The lines of each page, head and foot included."""
        numbered = enumerate(self.pages, 1)
        return [
            (*self._margin(self.head, n, 40.0), *lines, *self._margin(self.foot, n, 800.0)) for n, lines in numbered
        ]

    def _margin(self, text: str, number: int, y: float) -> list[Line]:
        return [Line(text.format(number), (200.0, y, 390.0, y + 11.0), 9.0, "Regular")] if text else []


def pages_of(*columns: Printer, source: str = "text") -> Pages:
    """Pages with the lines of printers, one after the other on each page."""
    contents = [printer.lines() for printer in columns]
    count = max(len(pages) for pages in contents)
    merged = [tuple(line for pages in contents if n < len(pages) for line in pages[n]) for n in range(count)]
    return Pages("0" * 64, "test", tuple(Page(n, WIDTH, HEIGHT, source, lines) for n, lines in enumerate(merged, 1)))


@pytest.fixture
def printed() -> Callable[..., Pages]:
    """Prints blocks (or plain strings) and gives their pages."""

    def run(blocks: Sequence[Block | str], **printer: object) -> Pages:
        one = Printer(**printer)
        for block in blocks:
            if block == "\f":
                one.turn()
            else:
                one.print(block if isinstance(block, Block) else Block(block))
        return pages_of(one)

    return run


@pytest.fixture
def structured(printed) -> Callable[..., Structure]:
    """Prints blocks and gives their structure."""

    def run(blocks: Sequence[Block | str], **printer: object) -> Structure:
        return structure_of(printed(blocks, **printer), shares)

    return run


@pytest.fixture
def structured_scan(printed) -> Callable[[Sequence[Block | str]], Structure]:
    """Prints blocks, forgets fonts and weights as OCR does, and gives the structure."""

    def run(blocks: Sequence[Block | str]) -> Structure:
        pages = printed(blocks)
        read = tuple(
            replace(page, source="ocr", lines=tuple(replace(line, font="", bold=False) for line in page.lines))
            for page in pages.pages
        )
        return structure_of(replace(pages, pages=read), shares)

    return run


@pytest.fixture
def block() -> type[Block]:
    """The class of a paragraph to print."""
    return Block


@pytest.fixture
def columns() -> Callable[[Sequence[str], Sequence[str]], Structure]:
    """Prints two lists of paragraphs side by side and gives the structure."""

    def run(first: Sequence[str], second: Sequence[str]) -> Structure:
        left, right = Printer(right=290.0), Printer(left=305.0)
        for printer, paragraphs in ((left, first), (right, second)):
            for paragraph in paragraphs:
                printer.print(Block(paragraph))
        return structure_of(pages_of(left, right), shares)

    return run
