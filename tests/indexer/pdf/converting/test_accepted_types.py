"""Every type of file that is accepted is read as a PDF is, and its articles are found."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageOps

from indexer.language.detection import shares
from indexer.model import Structure
from indexer.pdf import CONVERTER, Reader
from indexer.structure import structure_of
from tests.indexer.pdf.converting.documents import LAWS, docx, html, odt, rtf, text

Give = Callable[[str, bytes], Path]
WRITERS = {"law.docx": docx, "law.odt": odt, "law.rtf": rtf, "law.html": html, "law.txt": text}


def structure_in(reader: Reader, file: Path) -> Structure:
    """What a file says, which had to be converted for it."""
    pages = reader.read(file)
    assert (pages.converter, pages.problems) == (CONVERTER, ())
    return structure_of(pages, shares)


def article(structure: Structure, name: str) -> str:
    """The text of an article, without spaces."""
    found = {provision.id: provision.text for provision in structure.provisions}
    return "".join(found[name].split())


@pytest.mark.usefixtures("needs_office")
@pytest.mark.parametrize("language", LAWS)
@pytest.mark.parametrize("name", WRITERS)
def test_a_document_is_read_article_by_article(pdf_reader: Reader, given: Give, name: str, language: str) -> None:
    """A law as DOCX, ODT, RTF, HTML and text says the same in each language, letters in their order."""
    lines = LAWS[language]
    structure = structure_in(pdf_reader, given(name, WRITERS[name](lines)))
    assert article(structure, "art_5") == "".join(lines[4].split())
    assert next(iter(structure.languages)) == language
    assert structure.title.split() == lines[0].split()


@pytest.mark.usefixtures("needs_office")
@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ar", "windows-1256"),
        ("ar", "utf-16"),
        ("ru", "windows-1251"),
        ("ru", "koi8-r"),
        ("zh", "gb18030"),
        ("fr", "windows-1252"),
    ],
)
def test_text_in_older_encodings_is_read(pdf_reader: Reader, given: Give, language: str, encoding: str) -> None:
    """Plain text in the encodings of each language comes out right."""
    lines = tuple(line.replace("№", "N") for line in LAWS[language])
    structure = structure_in(pdf_reader, given("law.txt", text(lines, encoding)))
    assert article(structure, "art_5") == "".join(lines[4].split())


@pytest.fixture(scope="module")
def printed(made_pdf: Callable[..., Path], text_html: Callable[..., str]) -> Image.Image:
    """A page of a law in French as a scanner sees it, 200 dots an inch."""
    with pypdfium2.PdfDocument(made_pdf("weasyprint", text_html("fr"))) as document:
        return document[0].render(scale=200 / 72, grayscale=True).to_pil()


@pytest.fixture(scope="module")
def printed_arabic(made_pdf: Callable[..., Path], text_html: Callable[..., str]) -> Image.Image:
    """The same in Arabic."""
    with pypdfium2.PdfDocument(made_pdf("weasyprint", text_html("ar"))) as document:
        return document[0].render(scale=200 / 72, grayscale=True).to_pil()


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """The bytes of an image file."""
    stream = BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


@pytest.mark.usefixtures("needs_tesseract")
@pytest.mark.parametrize(
    "saving",
    [
        ("PNG", "L", {"dpi": (200, 200)}),
        ("PNG", "LA", {}),
        ("JPEG", "RGB", {"dpi": (200, 200), "quality": 90}),
        ("TIFF", "1", {"dpi": (200, 200), "compression": "group4"}),
        ("WEBP", "RGB", {"quality": 90}),
        ("GIF", "P", {}),
    ],
)
def test_an_image_is_read_by_ocr(pdf_reader, given, printed, saving) -> None:
    """An image of each type and depth becomes a page of the size of the paper, and OCR finds the articles."""
    form, mode, options = saving
    pages = pdf_reader.read(given("scan", saved(printed.convert(mode), form, **options)))
    (page,) = pages.pages
    assert page.source == "ocr"
    assert (page.width, page.height) == pytest.approx((595, 842), abs=2)
    assert any(provision.id.startswith("art_") for provision in structure_of(pages, shares).provisions)


@pytest.mark.usefixtures("needs_tesseract")
def test_an_arabic_scan_of_several_pages_is_read(pdf_reader: Reader, given: Give, printed_arabic: Image.Image) -> None:
    """Each image in a TIFF is a page; an Arabic one is read as from a PDF of scans."""
    scan = printed_arabic.convert("1")
    options = {"dpi": (200, 200), "save_all": True, "append_images": [scan], "compression": "group4"}
    pages = pdf_reader.read(given("scan.tiff", saved(scan, "TIFF", **options)))
    assert [page.source for page in pages.pages] == ["ocr", "ocr"]
    assert "art_1" in {provision.id for provision in structure_of(pages, shares).provisions}


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photograph_stands_upright(pdf_reader: Reader, given: Give, orientation: int) -> None:
    """An image that a camera took on its side or head is turned as its EXIF data say."""
    upright = Image.new("RGB", (300, 400), "white")
    upright.paste("black", (0, 0, 300, 40))  # a black beam at the top
    taken = {
        3: upright.transpose(Image.Transpose.ROTATE_180),
        6: upright.transpose(Image.Transpose.ROTATE_90),
        8: upright.transpose(Image.Transpose.ROTATE_270),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    drawn = pdf_reader.draw(given("photo.jpg", saved(taken, "JPEG", exif=exif)), 1, 300)
    with Image.open(BytesIO(drawn)) as image:
        grey = ImageOps.grayscale(image)
        assert image.size == (300, 400)
        assert grey.getpixel((150, 10)) < 60
        assert all(grey.getpixel(place) > 200 for place in ((150, 390), (10, 200), (290, 200)))


def test_only_the_first_image_of_an_animation_counts(pdf_reader: Reader, given: Give) -> None:
    """A GIF with several images is one page."""
    first, second = Image.new("P", (90, 90), 0), Image.new("P", (90, 90), 1)
    file = given("moving.gif", saved(first, "GIF", save_all=True, append_images=[second]))
    assert len(pdf_reader.read(file).pages) == 1
