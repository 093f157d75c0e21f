"""PDFs made for the tests: by three producers, as scans, and by hand where they must be wrong on purpose."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from indexer.model import Page, Pages
from indexer.pdf import Reader
from indexer.pdf.bidi import Unit, kind_of
from indexer.settings import Settings
from tests.indexer.pdf.written import one_page_of, stream_of, three_pages_of
from tests.needs import unmet

TEXTS: dict[str, list[str]] = {
    file.stem: file.read_text(encoding="utf-8").splitlines() for file in Path(__file__).parent.glob("texts/*.txt")
}
"""Paragraphs of our own in six languages, with what is hard in each."""

STYLE = """
@page { size: A4; margin: 20mm }
body { font: 12pt/1.5 "Noto Sans", "Noto Naskh Arabic", "Noto Sans CJK SC"; text-align: justify }
h1 { font-size: 18pt; text-align: start } td { width: 50%; vertical-align: top; padding: 0 6pt }
"""


def html_of(body: str, language: str, style: str = "") -> str:
    """A page of HTML in a language."""
    direction = "rtl" if language == "ar" else "ltr"
    head = f'<meta charset="utf-8"><style>{STYLE}{style}</style>'
    return f'<!doctype html><html lang="{language}" dir="{direction}">{head}<body>{body}</body></html>'


def paragraphs(language: str, times: int = 1) -> str:
    """The paragraphs of a language as HTML, the first as a heading."""
    first, *rest = TEXTS[language]
    return f"<h1>{first}</h1>" + "".join(f"<p>{text}</p>" for text in rest) * times


def print_with_weasyprint(html: str, pdf: Path) -> None:
    """Print a page of HTML as WeasyPrint does."""
    try:
        import weasyprint  # noqa: PLC0415 - it needs Pango, which may be missing
    except OSError:
        unmet("Pango is not installed")
    weasyprint.HTML(string=html).write_pdf(pdf)


def print_with_chromium(html: Path, pdf: Path, profile: Path) -> None:
    """Print a page of HTML as Chromium does."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        unmet("chromium is not installed")
    quiet = ["gpu", "quic", "background-networking", "component-update", "sync"]
    options = ["--headless", "--no-sandbox", "--no-first-run", *(f"--disable-{what}" for what in quiet)]
    options += [f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
    subprocess.run([program, *options, html.as_uri()], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="session")
def made_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """``made_pdf(producer, html)``: a PDF of a page of HTML by "weasyprint" or "chromium", made once a session."""
    folder = tmp_path_factory.mktemp("made")
    made: dict[tuple[str, str], Path] = {}

    def make(producer: str, html: str) -> Path:
        if (producer, html) not in made:
            pdf = folder / f"{producer}-{len(made)}.pdf"
            if producer == "weasyprint":
                print_with_weasyprint(html, pdf)
            else:
                page = pdf.with_suffix(".html")
                page.write_text(html, encoding="utf-8")
                print_with_chromium(page, pdf, folder / "profile")
            made[producer, html] = pdf
        return made[producer, html]

    return make


@pytest.fixture(scope="session")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """``scanned(pdf, name, turn=0)``: the pages of a PDF as bi-level images of 200 dots an inch, a little askew."""
    folder = tmp_path_factory.mktemp("scanned")

    def scan(pdf: Path, name: str, turn: int = 0) -> Path:
        images = []
        with pypdfium2.PdfDocument(pdf) as document:
            for page in document:
                image = page.render(scale=200 / 72, grayscale=True).to_pil()
                image = image.rotate(0.4, Image.Resampling.BICUBIC, fillcolor=255).rotate(turn, expand=True)
                images.append(image.point(lambda value: 255 if value > 150 else 0).convert("1"))
        path = folder / f"{name}.pdf"
        images[0].save(path, save_all=True, append_images=images[1:], resolution=200)
        return path

    return scan


@pytest.fixture(scope="session")
def pdf_reader() -> Iterator[Reader]:
    """A reader that the tests of a session share."""
    with Reader(Settings(workers=2)) as reader:
        yield reader


@pytest.fixture
def needs_tesseract() -> None:
    """The test needs tesseract."""
    if not shutil.which("tesseract"):
        unmet("tesseract is not installed")


@pytest.fixture(scope="session")
def source_texts() -> Mapping[str, list[str]]:
    """The paragraphs of the generated files by language."""
    return TEXTS


@pytest.fixture(scope="session")
def text_html() -> Callable[..., str]:
    """``text_html(language, style="", times=1)``: HTML of the paragraphs of a language."""

    def make(language: str, style: str = "", times: int = 1) -> str:
        return html_of(paragraphs(language, times), language, style)

    return make


@pytest.fixture(scope="session")
def bilingual_html() -> str:
    """French and Arabic side by side."""
    cells = f"<td>{paragraphs('fr')}<td lang='ar' dir='rtl'>{paragraphs('ar')}"
    return html_of(f"<table><tr>{cells}</table>", "fr")


def joined(pages: Iterator[Page]) -> str:
    """The text of pages with lines joined: without a space within a divided word or address and between ideographs."""
    text = ""
    for line in (line for page in pages for line in page.lines):
        if text.endswith("\u00ad"):
            text = text[:-1] + line.text
        elif text.endswith("/") or (text and text[-1] > "\u2e7f" and line.text[0] > "\u2e7f"):
            text += line.text
        else:
            text += f" {line.text}" if text else line.text
    return text


class Printer:
    """Prints pages of HTML by one producer or another, and reads what it printed."""

    def __init__(self, made_pdf: Callable[..., Path], reader: Reader) -> None:
        """Print with ``made_pdf``, read with ``reader``."""
        self._made_pdf = made_pdf
        self._reader = reader

    def pages(self, producer: str, html: str) -> Pages:
        """What the reader makes of a page of HTML."""
        return self._reader.read(self._made_pdf(producer, html))

    @staticmethod
    def text(pages: Pages) -> str:
        """The whole text of pages as it would be typed."""
        return joined(iter(pages.pages))


@pytest.fixture(scope="session")
def printer(made_pdf: Callable[..., Path], pdf_reader: Reader) -> Printer:
    """Prints and reads pages of HTML."""
    return Printer(made_pdf, pdf_reader)


@pytest.fixture(scope="session")
def stream() -> Callable[..., bytes]:
    """``stream(content, entries=b"")``: the bytes of a stream object."""
    return stream_of


@pytest.fixture(scope="session")
def three_pages() -> Callable[..., bytes]:
    """``three_pages(content, resources=b"", page=b"", more={})``: a PDF whose second page is as told."""
    return three_pages_of


@pytest.fixture(scope="session")
def one_page() -> Callable[..., bytes]:
    """``one_page(content, page=b"")``: a PDF of one page with a content stream and entries of the page."""
    return one_page_of


@pytest.fixture(scope="session")
def line_units() -> Callable[[str], list[Unit]]:
    """``line_units(text)``: the units of a line, one a character, each a point wide."""
    return lambda text: [Unit(letter, (at, 0, at + 1, 1), kind_of(letter)) for at, letter in enumerate(text)]
