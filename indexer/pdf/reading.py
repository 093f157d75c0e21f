"""The reading of one file: children one after another until every page was read or given up."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, NoReturn

from PIL import Image

from indexer.errors import FileRefused, ReadingError
from indexer.model import Line, Page, Problem
from indexer.pdf.allowance import Allowance
from indexer.pdf.child import OPENING
from indexer.pdf.children import Ending, Template
from indexer.pdf.letters import MOST_CHARACTERS
from indexer.pdf.marks import MARKS, reason_of
from indexer.pdf.messages import Cut, Message
from indexer.pdf.recognition import Tesseract
from indexer.pdf.transfer import unpack_lines, unpack_size
from indexer.settings import Settings

Outcome = tuple[Page, Problem | None]
"""A page and, if it failed, why."""

_SECONDS_A_PAGE = 0.5  # of processor time, on average over a file
_OTHER = {"pdfium": "pdfminer", "pdfminer": "pdfium"}
_INTERRUPTIONS = 3  # so often is a file begun again because the template process died
_FAULTS = {
    "lost": "parts of it are missing",
    "flood": f"it says more than the {MOST_CHARACTERS:,} characters that a page of text can have",
}
_A4 = (595.28, 841.89)
_CLOSED = "the reader was closed before all of it was read"
_OCR_OFF = "it is an image and OCR is switched off: set PALERMO_OCR to yes"


class FileReading:
    """One file on its way from a descriptor to pages.

    A page whose reading kills the child is tried once more with the other of the two libraries and then failed; the
    pages after it go on in a new child. A file that pdfminer cannot even open is read by pdfium alone. All children of
    a file share one budget of processor time.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - all that a reading shares with others
        self,
        name: str,
        settings: Settings,
        template: Template,
        tesseract: Tesseract | None,
        pool: ThreadPoolExecutor,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        """Nothing is read yet; ``progress`` hears how many pages are done, and of how many."""
        self._name = name
        self._settings = settings
        self._template = template
        self._tesseract = tesseract
        self._pool = pool
        self._progress = progress
        self._outcomes: dict[int, Outcome] = {}
        self._waiting: deque[tuple[int, Future[Outcome]]] = deque()
        self._count: int | None = None
        self._next = 1
        self._step = ""
        self._size = _A4
        self._used = 0.0
        self._characters = 0
        self._is_rescued = False
        self._marks: list[str] | None = None
        self._usual = "both"
        self._has_images = False
        self._ocr_time = Allowance(settings.ocr_seconds)

    def outcomes(self, task: Mapping[str, Any], file: int) -> list[Outcome]:
        """What became of every page, in order.

        Raises ReadingError if the file cannot be opened or every page of it broke the process that read it:
        FileRefused unless something else than the file and the limits was the reason.
        """
        tool, interruptions = self._usual, _INTERRUPTIONS
        while self._next <= self._last:
            page = self._next
            ending = self._run_child(task, file, tool)
            if ending.interrupted and interruptions:
                interruptions -= 1
                continue
            if ending.fault and self._count is None:
                self._refuse(f"cannot be opened: opening it {ending.fault}", [self._problem("", ending)])
            if self._next > page and tool != self._usual:
                tool = self._usual
            elif ending.fault or self._next == page:
                tool = self._after_fault(tool, ending)
        while self._waiting:
            self._settle()
        outcomes = [self._outcomes[number] for number in range(1, self._last + 1)]
        problems = [problem for _, problem in outcomes if problem]
        if problems and not self._has_images and all(page.source == "failed" for page, _ in outcomes):
            first = problems[0]
            self._refuse(f"has no page that can be read: page {first.page} cannot be read: {first.reason}", problems)
        return outcomes

    def _refuse(self, reason: str, problems: Sequence[Problem]) -> NoReturn:
        if any(problem.passing for problem in problems):
            raise ReadingError(f"{self._name} {reason}")
        limits = {limit for problem in problems for limit in problem.limits}
        raise FileRefused(self._name, reason, tuple(sorted(limits)))

    @property
    def file_problems(self) -> Iterator[Problem]:
        """What is to be said of the file as a whole, once it was read."""
        if self._count is not None and self._count > self._settings.pdf_pages:
            yield Problem(
                f"only the first {self._last} of {self._count} pages are read, as PALERMO_PDF_PAGES says",
                limits=self._limits("pdf_pages"),
            )
        if self._is_rescued:
            yield Problem("the file is damaged or incomplete: only what is left of it is read; get it again")
        if self._marks is None:
            yield Problem("whether the file carries scripts or other files could not be found out")
        elif self._marks:
            yield Problem(reason_of(self._marks))

    @property
    def _last(self) -> int:
        most = self._settings.pdf_pages
        return most if self._count is None else min(most, self._count)

    @property
    def _seconds_left(self) -> float:
        return self._settings.pdf_seconds + _SECONDS_A_PAGE * self._last - self._used

    @property
    def _exhausted(self) -> str:
        """What the file has too much of, in words that complete "it ..."; empty while it has not."""
        most = self._settings.pdf_text
        if self._characters <= most:
            return ""
        return f"has more text than the {most:,} characters that PALERMO_PDF_TEXT allows"

    def _run_child(self, task: Mapping[str, Any], file: int, tool: str) -> Ending:
        """Let a child read from the next page on, or only it if ``tool`` names a single library."""
        a_page = self._settings.pdf_seconds / 4
        share = {
            "first": self._next,
            "last": self._last if tool == self._usual else self._next,
            "most_pages": self._settings.pdf_pages,
            "tool": tool,
            "dpi": self._settings.ocr_dpi,
            "seconds": math.ceil(self._seconds_left),
            "page_seconds": a_page,
        }
        self._step = ""
        with self._template.child({**task, **share}, file) as child:
            try:
                for message in child.messages(patience=4 * self._settings.pdf_seconds):
                    self._take(message)
                    if self._exhausted:
                        child.give_up(self._exhausted)
                        break
            except Cut:
                child.give_up()
            ending = child.ending()
        self._used += ending.seconds
        return ending

    def _take(self, message: Message) -> None:
        content = message.content
        if "refused" in content:
            raise FileRefused(self._name, str(content["refused"]))
        if "error" in content:
            raise ReadingError(f"{self._name} cannot be read: {content['error']}")
        if isinstance(content.get("count"), int):
            self._count, self._is_rescued = max(1, content["count"]), bool(content.get("rescued"))
        elif "marks" in content:
            self._marks = [mark for mark in MARKS if mark in str(content["marks"])]
        elif "at" in content:
            self._step, self._size = str(content.get("tool")), unpack_size(content.get("size"))
        elif content.get("page") == self._next:
            self._take_page(content, message.attachment)
        else:
            raise Cut

    def _take_page(self, content: Mapping[str, Any], pixels: bytes) -> None:
        number, self._step = self._next, ""
        self._size = unpack_size(content.get("size"))
        lines = unpack_lines(content.get("lines"))
        self._characters += sum(len(line.text) for line in lines)
        if "image" in content:
            image = _grey(content["image"], pixels)
            self._has_images = True
            self._next += 1
            self._recognize(number, lines, image)
        elif content.get("readable"):
            self._next += 1
            self._keep(number, (Page(number, *self._size, "text", lines), None))
        else:
            why = _FAULTS.get(str(content.get("fault")), "neither pdfium nor pdfminer can read it")
            self._fail(Problem(why, number))

    def _recognize(self, number: int, lines: tuple[Line, ...], image: Image.Image) -> None:
        if self._tesseract is None:
            problem = Problem(_OCR_OFF, number, limits=(("ocr", 0),))
            return self._keep(number, (Page(number, *self._size, "failed"), problem))
        try:
            future = self._pool.submit(_recognized, self._tesseract, number, self._size, lines, image, self._ocr_time)
        except RuntimeError:  # the pool was shut down
            raise ReadingError(f"{self._name}: {_CLOSED}") from None
        self._waiting.append((number, future))
        while len(self._waiting) > 4:  # images wait in memory
            self._settle()
        return None

    def _settle(self) -> None:
        """Wait for the page that has waited longest for OCR."""
        number, future = self._waiting.popleft()
        try:
            self._keep(number, future.result())
        except CancelledError:
            raise ReadingError(f"{self._name}: {_CLOSED}") from None

    def _keep(self, number: int, outcome: Outcome) -> None:
        self._outcomes[number] = outcome
        if self._progress:
            self._progress(len(self._outcomes), self._last)

    def _after_fault(self, tool: str, ending: Ending) -> str:
        """Decide what follows when a child ended before its work was done: the tool to go on with."""
        fault = ending.fault or "stopped too early"
        if self._exhausted or self._seconds_left < 1:
            limits = self._limits("pdf_text" if self._exhausted else "pdf_seconds")
            while self._next <= self._last:
                self._fail(Problem(f"the file {fault} before", self._next, limits=limits))
        elif self._step == OPENING:
            self._usual = "pdfium"
        elif tool == "both" and self._step in _OTHER:
            return _OTHER[self._step]
        else:
            self._fail(self._problem(f"reading it {fault}", ending))
        return self._usual

    def _problem(self, reason: str, ending: Ending) -> Problem:
        """Why the next page is given up after a child ended: with more memory or time it might not have."""
        if ending.passing:
            return Problem(reason, self._next, passing=True)
        return Problem(reason, self._next, limits=self._limits("pdf_memory", "pdf_seconds"))

    def _limits(self, *names: str) -> tuple[tuple[str, int], ...]:
        return tuple((name, int(getattr(self._settings, name))) for name in names)

    def _fail(self, problem: Problem) -> None:
        """Give the next page up."""
        page = Page(self._next, *self._size, "failed")
        self._next += 1
        self._keep(page.number, (page, problem))


def _recognized(  # noqa: PLR0913, PLR0917 - all that a page is made of
    tesseract: Tesseract,
    number: int,
    size: tuple[float, float],
    lines: tuple[Line, ...],
    image: Image.Image,
    allowance: Allowance,
) -> Outcome:
    """A page by OCR; with the lines of its text layer instead if these say more."""
    page = Page(number, *size, "failed")
    try:
        recognized = tesseract.read(image, size, allowance)
    except FileRefused as refusal:
        return page, Problem(str(refusal), number, limits=refusal.limits)
    except ReadingError as error:
        return page, Problem(str(error), number, passing=True)
    if _letters(recognized) < _letters(lines):
        return Page(number, *size, "text", lines), None
    return Page(number, *size, "ocr", recognized), None


def _letters(lines: tuple[Line, ...]) -> int:
    return sum(character.isalnum() for line in lines for character in line.text)


def _grey(shape: Any, pixels: bytes) -> Image.Image:
    """The image that a child sent; raises Cut if its size is not that of its pixels."""
    try:
        width, height = shape
        return Image.frombytes("L", (width, height), pixels)
    except (TypeError, ValueError) as error:
        raise Cut from error
