"""The text layer of files by several producers, compared with what was typed, to the letter."""

import difflib
import unicodedata

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from indexer.pdf import READER

NOTO = "/usr/share/fonts/truetype/noto/"


def plain(text):
    """A text as it is compared: in Normalization Form C, spaces collapsed."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
@pytest.mark.parametrize("producer", ["weasyprint", "chromium"])
def test_one_column_is_read_to_the_letter(producer, language, printer, text_html, source_texts):
    """The text of a file in any of the six languages is the text that was typed, in logical order."""
    pages = printer.pages(producer, text_html(language))
    assert printer.text(pages) == plain(("" if language == "zh" else " ").join(source_texts[language]))
    assert {page.source for page in pages.pages} == {"text"}
    assert pages.reader == READER
    assert pages.problems == ()


@pytest.mark.parametrize("language", ["ar", "zh", "fr"])
@pytest.mark.parametrize("producer", ["weasyprint", "chromium"])
def test_columns_are_read_one_after_the_other(producer, language, printer, text_html, source_texts):
    """Two columns are read down to their end, the right one first in Arabic; divided words are told from others."""
    html = text_html(language, "body { columns: 2; hyphens: auto }", times=6)
    first, *rest = source_texts[language]
    got = printer.text(printer.pages(producer, html)).replace(" ", "")
    wanted = plain(first + "".join(rest * 6)).replace(" ", "")
    assert difflib.SequenceMatcher(None, got, wanted, autojunk=False).ratio() > 0.999


@pytest.mark.parametrize("producer", ["weasyprint", "chromium"])
def test_two_languages_side_by_side_stay_apart(producer, printer, bilingual_html, source_texts):
    """French and Arabic in two columns of one page do not mix, and both are read to the letter."""
    text = printer.text(printer.pages(producer, bilingual_html))
    assert text == plain(" ".join(source_texts["fr"] + source_texts["ar"]))


@pytest.fixture(scope="module")
def drawn_by_hand(tmp_path_factory):
    """``drawn_by_hand(font, strings)``: a PDF in which ReportLab drew each string at its place in points."""
    folder = tmp_path_factory.mktemp("reportlab")
    pdfmetrics.registerFont(TTFont("Sans", f"{NOTO}NotoSans-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("Naskh", f"{NOTO}NotoNaskhArabic-Regular.ttf"))
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw(font, strings):
        path = folder / f"{len(list(folder.iterdir()))}.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        canvas.setFont(font, 14)
        for x, y, text in strings:
            canvas.drawString(x, y, text, shaping=False)
        canvas.save()
        return path

    return draw


@pytest.mark.parametrize(("font", "language"), [("Sans", "en"), ("Sans", "ru"), ("Sans", "es"), ("STSong-Light", "zh")])
def test_reportlab_is_read_to_the_letter(font, language, drawn_by_hand, pdf_reader, source_texts):
    """Short lines drawn one by one come back one by one, Chinese also from a font that is not embedded."""
    wanted = [text[:40].strip() for text in source_texts[language]]
    file = drawn_by_hand(font, [(60, 780 - 30 * place, text) for place, text in enumerate(wanted)])
    lines = pdf_reader.read(file).pages[0].lines
    assert [line.text for line in lines] == [plain(text) for text in wanted]
    assert {line.size for line in lines} == {14.0}


def test_arabic_in_presentation_forms_is_folded(drawn_by_hand, pdf_reader):
    """Shaped letters drawn from left to right give plain letters in logical order; a lam-alef stays lam, alef."""
    shaped = "ﻗﺎﻧﻮﻥ ﺍﻹﺳﻼﻡ"
    lines = pdf_reader.read(drawn_by_hand("Naskh", [(100, 700, shaped[::-1])])).pages[0].lines
    assert [line.text for line in lines] == ["قانون الإسلام"]


def test_letters_drawn_in_reading_order_are_not_turned_round(drawn_by_hand, pdf_reader):
    """Where a layer draws the letters of Arabic words from left to right as they are typed, the words stay whole."""
    sentence = ["المادة", "الأولى", "المحكمة", "المختصة", "السلطة", "القضائية"]
    x, strings = 480.0, []
    for word in sentence:
        x -= pdfmetrics.stringWidth(word, "Naskh", 14)
        strings.append((x, 700, word))
        x -= 5
    lines = pdf_reader.read(drawn_by_hand("Naskh", strings)).pages[0].lines
    assert [line.text for line in lines] == [" ".join(sentence)]


def test_words_carry_their_boxes(drawn_by_hand, pdf_reader):
    """Each word of a line is a part of its text, with a box inside the line's; an ideograph is a word of its own."""
    for font, text, words in (
        ("Sans", "Article 12 bis", ["Article", "12", "bis"]),
        ("STSong-Light", "第五条", list("第五条")),
    ):
        line = pdf_reader.read(drawn_by_hand(font, [(100, 700, text)])).pages[0].lines[0]
        assert [line.text[word.start : word.end] for word in line.words] == words
        lefts = [word.box[0] for word in line.words]
        assert lefts == sorted(lefts)
        assert lefts[0] == pytest.approx(100, abs=0.5)
        assert line.box == (lefts[0], line.words[0].box[1], line.words[-1].box[2], line.words[0].box[3])
        assert all(word.confidence is None for word in line.words)


def test_bold_type_and_font_names_are_told(made_pdf, pdf_reader, text_html):
    """A heading has its size, its font without the subset's prefix, and is bold; the body is not."""
    heading, *_, body = pdf_reader.read(made_pdf("chromium", text_html("en"))).pages[0].lines
    assert (heading.size, heading.font, heading.bold) == (18.0, "NotoSans-Bold", True)
    assert (body.size, body.font, body.bold) == (12.0, "NotoSans-Regular", False)


def test_doubled_glyphs_are_read_once(drawn_by_hand, pdf_reader):
    """A line that is drawn twice to look bold is one line with each letter once."""
    strings = [(100, 700, "Chapter II"), (100.3, 700, "Chapter II")]
    assert [line.text for line in pdf_reader.read(drawn_by_hand("Sans", strings)).pages[0].lines] == ["Chapter II"]


def test_columns_drawn_line_by_line_are_put_in_order(drawn_by_hand, pdf_reader):
    """Where a producer draws across both columns from line to line, each column is still read to its end."""
    left = [f"left column of the law, line {number}" for number in range(12)]
    right = [f"right column of the law, line {number}" for number in range(12)]
    strings = []
    for place in range(12):
        strings += [(50, 700 - 20 * place, left[place]), (320, 700 - 20 * place, right[place])]
    lines = pdf_reader.read(drawn_by_hand("Sans", strings)).pages[0].lines
    assert [line.text for line in lines] == left + right


def test_table_cells_stay_lines_of_their_own(drawn_by_hand, pdf_reader):
    """Cells of a table row are separate lines, read across the row."""
    rows = [("Article", "Penalty", "Years"), ("5", "Prison", "12"), ("6", "Fine", "0"), ("8", "Prison", "7")]
    strings = [
        (60 + 170 * column, 700 - 25 * row, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells)
    ]
    lines = pdf_reader.read(drawn_by_hand("Sans", strings)).pages[0].lines
    assert [line.text for line in lines] == [cell for row in rows for cell in row]


def test_the_number_of_a_paragraph_stays_with_it(drawn_by_hand, pdf_reader):
    """A number that a tab parts from its paragraph is on the same line as the paragraph."""
    strings = [(60, 700, "1."), (90, 700, "Welcomes the report"), (60, 680, "(b)"), (90, 680, "Notes the annex")]
    lines = pdf_reader.read(drawn_by_hand("Sans", strings)).pages[0].lines
    assert [line.text for line in lines] == ["1. Welcomes the report", "(b) Notes the annex"]
