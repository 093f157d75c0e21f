"""The programs that print a digest."""

import shutil

import pypdfium2
import pytest

from corpora.sources.generator.band import BAND
from corpora.sources.generator.producers import layout_fingerprint, print_pdf
from corpora.sources.generator.scan import scanned
from corpora.sources.generator.source import CannotPrint, Digest, Scan
from tests.needs import unmet

PROGRAMS = {"chromium": "chromium", "libreoffice": "soffice"}

WORDS = {
    "ar": ("قانون مكافحة الاتجار", "المادة 1", "يعاقب كل من ارتكب الجريمة."),
    "zh": ("反洗钱法", "第一条", "为了预防洗钱活动，制定本法。"),
    "en": ("Anti-Trafficking Act", "Article 1", "Trafficking is an offence."),
    "ru": ("Закон о противодействии", "Статья 1", "Торговля людьми является преступлением."),
}


@pytest.fixture
def digest_by():
    """Makes a digest to be printed by a producer; skips the test where that is not installed."""

    def make(producer, language="en", **layout):
        if producer in PROGRAMS and not shutil.which(PROGRAMS[producer]):
            unmet(f"{producer} is not installed")
        title, article, text = WORDS[language]
        words = {"title": title, "subtitle": "2026", "place": "gazette-1", "running_head": "head-1"}
        body = layout.pop("body", ({"article": article, "heading": title, "text": text},))
        return Digest(language, (language,), producer, "2026", {language: words}, body, **layout)

    return make


def pages_of(pdf):
    """The text of each page, without spaces."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("producer", ["weasyprint", "chromium", "libreoffice", "reportlab"])
def test_same_bytes(digest_by, producer):
    """A program prints the same bytes again, on the day of the collection."""
    first, second = print_pdf(digest_by(producer)), print_pdf(digest_by(producer))
    assert first == second
    assert pypdfium2.PdfDocument(first).get_metadata_value("CreationDate").startswith("D:20261121")


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(
    ("producer", "language"),
    [("libreoffice", "zh"), ("libreoffice", "ru"), ("reportlab", "zh"), ("reportlab", "ru")],
)
def test_every_page_has_band_place_and_number(digest_by, producer, language, columns):
    """Band, running head and place of the official text stand on every page, also where the text needs several."""
    article = {"article": WORDS[language][1], "text": [WORDS[language][2]] * 60}
    pages = pages_of(print_pdf(digest_by(producer, language, columns=columns, body=(article, article))))
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        for words in (BAND[language], BAND["en"], "gazette-1", "head-1", str(number)):
            assert "".join(words.split()) in text


@pytest.mark.parametrize("producer", ["libreoffice", "reportlab"])
def test_cover_and_table(digest_by, producer):
    """A cover is a page of its own, and a table has its caption and its cells."""
    table = {"table": {"caption": "Penalties", "head": ["Act", "Years"], "rows": [["Theft", "3"]]}}
    pages = pages_of(print_pdf(digest_by(producer, cover=True, body=(table,))))
    assert "Penalties" not in pages[0]
    assert "PenaltiesActYearsTheft3" in pages[1]


def test_office_sets_footnotes(digest_by):
    """What stands in double brackets goes to the foot of the page in LibreOffice."""
    (page,) = pages_of(print_pdf(digest_by("libreoffice", body=({"text": "Before.[[A note.]] After."},))))
    assert page.index("After.") < page.index("Anote.")


def test_chinese_digests_in_one_run(digest_by):
    """A second Chinese digest printed by ReportLab has its own letters, not those of the first."""
    for text in ("甲乙丙丁", "戊己庚辛"):
        (page,) = pages_of(print_pdf(digest_by("reportlab", "zh", body=({"text": text},))))
        assert text in page


@pytest.mark.parametrize(("language", "text"), [("ar", "نص"), ("en", "Text.[[A note.]]")])
def test_reportlab_refuses(digest_by, language, text):
    """Arabic and footnotes are refused, and the message says which programs can do it."""
    with pytest.raises(CannotPrint, match="weasyprint"):
        print_pdf(digest_by("reportlab", language, body=({"text": text},)))


@pytest.mark.parametrize("producer", ["libreoffice", "reportlab"])
def test_side_by_side(digest_by, producer):
    """Two languages stand beside each other, each block on one height."""
    one, other = digest_by(producer, "en"), digest_by(producer, "ru")
    (first,), (second,) = one.body, other.body
    both = Digest("en-ru", ("en", "ru"), producer, "2026", {**one.text, **other.text}, ({"en": first, "ru": second},))
    (page,) = pages_of(print_pdf(both))
    assert all("".join(words.split()) in page for words in (*WORDS["en"], *WORDS["ru"], BAND["ru"]))


def test_scan_has_its_resolution(digest_by):
    """A scan is bi-level, of the resolution asked for, and without text."""
    pdf = scanned(print_pdf(digest_by("weasyprint")), Scan(dpi=150, skew=0.8))
    (image,) = pypdfium2.PdfDocument(pdf)[0].get_objects()
    assert image.get_metadata().bits_per_pixel == 1
    assert image.get_metadata().horizontal_dpi == pytest.approx(150, abs=1)
    assert pages_of(pdf) == [""]


def test_long_scan_is_refused(digest_by):
    """More than three pages are no scan of the collection."""
    pdf = print_pdf(digest_by("reportlab", body=({"text": ["Word."] * 200},)))
    with pytest.raises(CannotPrint, match="at most 3 pages"):
        scanned(pdf, Scan())


def test_producers_have_fingerprints_of_their_own():
    """A change of one producer leaves what others printed up to date."""
    assert layout_fingerprint("weasyprint") == layout_fingerprint("chromium")
    assert len({layout_fingerprint(producer) for producer in ("weasyprint", "libreoffice", "reportlab")}) == 3
