"""Pages that are images: read by OCR where it can be, failed with a way out where it cannot."""

import difflib
import os
import shutil
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from indexer.model import Page, Problem
from indexer.pdf import Reader, read_pages
from indexer.settings import Settings

pytestmark = pytest.mark.filterwarnings("error")


@pytest.fixture(scope="module")
def scan(made_pdf, scanned, text_html):
    """``scan(language, turn=0)``: a scan of the paragraphs of a language, askew as scans are, turned if told."""

    def make(language, turn=0):
        style = "body { font-family: 'Noto Serif', 'Noto Naskh Arabic', 'Noto Sans CJK SC' }"
        return scanned(made_pdf("weasyprint", text_html(language, style)), f"{language}{turn}", turn)

    return make


def likeness(got, wanted):
    """How like two texts are, spaces left out, from 0 to 1."""
    got, wanted = ("".join(text.split()) for text in (got, wanted))
    return difflib.SequenceMatcher(None, got, wanted, autojunk=False).ratio()


@pytest.mark.usefixtures("needs_tesseract")
@pytest.mark.parametrize(("language", "least"), [("ar", 0.9), ("zh", 0.95), ("en", 0.99), ("ru", 0.97)])
def test_a_scan_is_read_by_ocr(language, least, scan, pdf_reader, source_texts):
    """A bi-level scan is read nearly as it was typed, in logical order, whatever its script."""
    (page,) = pdf_reader.read(scan(language)).pages
    assert page.source == "ocr"
    text = "".join(line.text for line in page.lines)
    assert likeness(text, "".join(source_texts[language])) > least


@pytest.mark.usefixtures("needs_tesseract")
def test_recognized_words_have_boxes_and_confidence(scan, pdf_reader):
    """Every word of a scan has a box on the page and a confidence; the words make up the line."""
    (page,) = pdf_reader.read(scan("en")).pages
    assert (page.width, page.height) == pytest.approx((595.3, 841.9), abs=1)
    for line in page.lines:
        assert " ".join(line.text[word.start : word.end] for word in line.words) == line.text
        assert line.font == ""
        for word in line.words:
            assert 0 <= word.box[0] < word.box[2] <= page.width
            assert 0 <= word.box[1] < word.box[3] <= page.height
            assert word.confidence is not None
            assert 0 <= word.confidence <= 1
    heading, body = page.lines[0], page.lines[2]
    assert 40 < heading.box[0] < 80
    assert 60 < heading.box[1] < 90
    assert heading.size > body.size


@pytest.mark.usefixtures("needs_tesseract")
@pytest.mark.parametrize("turn", [90, 180])
def test_a_scan_on_its_side_is_turned(turn, scan, pdf_reader, source_texts):
    """A scan that lies on its side or its head is read all the same, with boxes on the page as it is displayed."""
    (page,) = pdf_reader.read(scan("ru", turn)).pages
    assert likeness("".join(line.text for line in page.lines), "".join(source_texts["ru"])) > 0.97
    first = page.lines[0].box
    if turn == 90:
        assert first[0] < 100
        assert first[3] > page.height - 100
    else:
        assert first[1] > page.height - 100
    assert all(0 <= corner <= limit for corner, limit in zip(first[2:], (page.width, page.height), strict=True))


@pytest.mark.usefixtures("needs_tesseract")
def test_a_bilingual_scan_is_read_in_both_languages(made_pdf, scanned, bilingual_html, pdf_reader, source_texts):
    """French and Arabic side by side on a scan are both read, each with its own letters."""
    (page,) = pdf_reader.read(scanned(made_pdf("weasyprint", bilingual_html), "bilingual")).pages
    arabic = [line.text for line in page.lines if sum("\u0600" < letter < "\u0700" for letter in line.text) > 5]
    french = [line.text for line in page.lines if line.text not in arabic]
    assert likeness("".join(arabic), "".join(source_texts["ar"])) > 0.85
    assert likeness("".join(french), "".join(source_texts["fr"])) > 0.9


@pytest.mark.usefixtures("needs_tesseract")
def test_specks_are_filtered_away(tmp_path, pdf_reader):
    """A scan full of specks is read as well as a clean one."""
    image = Image.new("L", (1240, 600), 255)
    font = ImageFont.truetype("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", 40)
    lines = ["The court shall hear both parties", "before it decides upon the appeal,", "unless they agree otherwise."]
    for place, line in enumerate(lines):
        ImageDraw.Draw(image).text((80, 80 + 100 * place), line, font=font, fill=0)
    noise = Image.effect_noise(image.size, 64)
    image.paste(0, mask=noise.point(lambda value: 255 if value < 2 else 0))
    image.paste(255, mask=noise.point(lambda value: 255 if value > 253 else 0))
    image.convert("1").save(tmp_path / "specks.pdf", resolution=150)
    (page,) = pdf_reader.read(tmp_path / "specks.pdf").pages
    assert [line.text for line in page.lines] == lines


@pytest.mark.usefixtures("needs_tesseract")
def test_a_garbage_layer_is_read_from_the_image(tmp_path, pdf_reader, made_pdf, text_html, source_texts):
    """A text layer whose codes stand for no letters is not believed: the page is read as it looks."""
    whole = made_pdf("chromium", text_html("en")).read_bytes()
    blinded = whole.replace(b"/ToUnicode", b"/NoUnicode")
    (tmp_path / "garbage.pdf").write_bytes(blinded)
    (page,) = pdf_reader.read(tmp_path / "garbage.pdf").pages
    assert likeness("".join(line.text for line in page.lines), "".join(source_texts["en"])) > 0.97


def test_without_tesseract_an_image_page_fails_and_says_what_to_install(scan, monkeypatch, tmp_path):
    """Where tesseract is missing, the page is failed and its problem names the Debian packages."""
    monkeypatch.setenv("PATH", str(tmp_path))
    pages = read_pages(scan("en"), Settings())
    assert [page.source for page in pages.pages] == ["failed"]
    assert pages.pages[0].lines == ()
    assert pages.problems[0].page == 1
    assert "tesseract-ocr-ara" in pages.problems[0].reason


def test_with_ocr_off_an_image_page_fails_and_says_so(scan):
    """Where OCR is switched off, the page is failed and its problem names the setting."""
    pages = read_pages(scan("en"), replace(Settings(), ocr=False))
    assert pages.problems == (
        Problem("it is an image and OCR is switched off: set PALERMO_OCR to yes", 1, limits=(("ocr", 0),)),
    )


@pytest.mark.usefixtures("needs_tesseract")
def test_ocr_ends_within_the_time_of_its_file(scan, tmp_path, monkeypatch):
    """A scan that takes OCR too long keeps the pages done by then; each later one says which setting stopped it."""
    file = tmp_path / "long.pdf"
    with pypdfium2.PdfDocument.new() as long, pypdfium2.PdfDocument(scan("en")) as short:
        for _ in range(12):
            long.import_pages(short)
        long.save(file)
    monkeypatch.setattr("indexer.pdf.allowance._SECONDS_A_PAGE", 0)
    with Reader(replace(Settings(), ocr_seconds=4, workers=1)) as reader:
        pages = reader.read(file)
    done = [page.number for page in pages.pages if page.source == "ocr"]
    assert done == list(range(1, len(done) + 1))
    assert 0 < len(done) < 12
    late = "OCR of the file took more processor time than PALERMO_OCR_SECONDS allows"
    assert pages.problems == tuple(
        Problem(late, page, limits=(("ocr_seconds", 4),)) for page in range(len(done) + 1, 13)
    )


@pytest.mark.usefixtures("needs_tesseract")
def test_every_page_adds_to_the_time_of_its_file(scan):
    """A scan whose pages take no longer than pages do is read whole, though the file has next to no time of its own."""
    with Reader(replace(Settings(), ocr_seconds=1)) as reader:
        (page,) = reader.read(scan("en")).pages
    assert page.source == "ocr"


@pytest.mark.usefixtures("needs_tesseract")
@pytest.mark.parametrize("run", ["osd", "tsv"])
def test_ocr_that_is_stopped_from_outside_is_worth_another_try(run, scan, tmp_path, monkeypatch):
    """Where tesseract is stopped together with all that runs, the page is not taken for one that cannot be read."""
    stopped = tmp_path / "tesseract"
    stopped.write_text(
        f'#!/bin/sh\ncase "$*" in *{run}*) kill -TERM $$;; esac\nexec {shutil.which("tesseract")} "$@"\n'
    )
    stopped.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    (problem,) = read_pages(scan("en"), Settings()).problems
    assert problem.passing
    assert "stopped" in problem.reason


def test_an_empty_page_is_no_failure(one_page, tmp_path):
    """A page with nothing on it is a page of text without lines."""
    file = tmp_path / "empty.pdf"
    file.write_bytes(one_page(b""))
    with Reader(Settings()) as reader:
        assert reader.read(file).pages == (Page(1, 595.0, 842.0, "text"),)
