"""The page of a record, the viewer of a page, images and files."""

import csv
import io
import re
import shutil

import pytest

from indexer.application import open_library, open_readings
from indexer.model import Page, Pages, Problem
from indexer.pdf import READER
from indexer.pdf.marks import EMBEDDED, SCRIPT, reason_of
from indexer.settings import PROJECT, Settings
from indexer.structure import structure_of
from portal import create_app

LAW = PROJECT / "corpora" / "specimen" / "legislation" / "tn-2016-61"


@pytest.fixture
def record(reader, take_apart):
    """Opens a record and takes its page apart."""

    def open_record(address, language="en"):
        answer = reader.get(f"/{language}/records/{address}")
        assert answer.status_code == 200
        return take_apart(answer.text)

    return open_record


def facts(page):
    """The rows of the table of facts."""
    return dict(zip(page.all_texts("dt"), page.all_texts("dd"), strict=True))


def test_the_demonstration_notice_comes_first(record):
    """A demonstration record says before anything else that it is not the official text, and where that stands."""
    page = record("tn-2016-61")
    header = page.all_texts("header")[1]
    assert "Demonstration digest in our own words, not the official text." in header
    assert "Official Gazette of the Republic of Tunisia" in header
    assert page.all("meta", name="robots") == [{"name": "robots", "content": "noindex"}]


def test_a_law_shows_its_facts(record):
    """The facts of a law are there in the language of the page, with links to the records alike."""
    shown = facts(record("tn-2016-61", "fr"))
    assert shown["Pays"] == "Tunisie"
    assert shown["Numéro"] == "2016-61"
    assert shown["Adoption"] == "3 août 2016"
    assert "non vérifié" in shown["En vigueur"]
    assert "Traite des personnes" in shown["Types de criminalité"]
    assert "article 5" in shown["En rapport avec"]
    links = {link.get("href") for link in record("tn-2016-61", "fr").all("a")}
    assert {"/fr/treaties/tip-protocol/articles/5", "/fr/countries/TN", "/fr/issues/jurisdiction"} <= links


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("ecthr-2010-25965-04", {"Court", "Level of court", "Decided", "Parties", "Docket number", "States concerned"}),
        ("cn-2021-trafficking-plan", {"Adopted by", "Adopted", "Period"}),
        ("untoc", {"Adopted", "Opened for signature", "In force from", "Depositary"}),
        ("garcia-ramirez-2020", {"Authors", "Published", "Type of publication"}),
    ],
)
def test_each_kind_shows_its_own_facts(record, id, expected):
    """A case, a strategy, a treaty and a publication each show the facts of their kind."""
    assert expected <= facts(record(id)).keys()


def test_provisions_have_anchors_marks_and_links_to_their_page(record):
    """Each provision stands under its address, marked where the question is found, and leads to its page."""
    page = record("tn-2016-61?q=victime&text=fr")
    assert page.all("section", id="fr/art_5", class_="hit-here")
    assert "/en/records/tn-2016-61/fr/art_5?q=victime" in {link.get("href") for link in page.all("a")}
    assert "victime" in {text.casefold() for text in page.all_texts("mark")}
    assert "Article 5" in page.text("section", id="fr/art_5")
    assert "/en/records/tn-2016-61/fr/pages/1?q=victime" in {link.get("href") for link in page.all("a")}
    assert not record("tn-2016-61").all("mark")


def test_one_text_is_shown_and_the_others_are_links(record, reader):
    """The text in the reader's language is shown, else that in the original one; the others have addresses."""
    shown = record("tn-2016-61", "fr")
    assert "Texte en français" in shown.all_texts("h2")
    assert {text.get("lang") for text in shown.all("p", class_="law")} == {None}
    (other,) = [
        link["href"] for link in shown.all("a") if link.get("href", "").endswith("#text") and "?" in link["href"]
    ]
    assert other == "/fr/records/tn-2016-61?text=ar#text"
    assert "Text in Arabic" in record("tn-2016-61", "en").all_texts("h2")
    assert reader.get("/en/records/tn-2016-61?text=de").status_code == 400


def test_of_a_file_in_two_languages_one_is_shown(record):
    """A file with two languages is shown in the reader's, or in the one that the address names; the other is a link."""
    arabic = record("ma-2016-27-14", "ar")
    assert {text.get("lang") for text in arabic.all("p", class_="law")} == {None}
    assert "/ar/records/ma-2016-27-14?text=ar-fr:fr#text" in {link.get("href") for link in arabic.all("a")}
    french = record("ma-2016-27-14?text=ar-fr:fr", "ar")
    assert {text.get("lang") for text in french.all("p", class_="law")} == {"fr"}
    assert french.all("section", id="ar-fr/art_448-2")
    assert not french.all("section", id="ar-fr/ar__art_448-2")


def test_text_in_another_language_says_so(record):
    """Text in another language than the page carries language and direction, and that it is a translation if it is."""
    arabic = record("tn-2016-61?text=ar", "fr")
    assert {(text.get("lang"), text.get("dir")) for text in arabic.all("p", class_="law")} == {("ar", "rtl")}
    assert "Traduction" not in arabic.text("section", **{"aria-labelledby": "text"})
    french = record("tn-2016-61?text=fr", "ar").text("section", **{"aria-labelledby": "text"})
    assert "ترجمة؛ لغة النص الأصلي: العربية." in french
    assert "Translation" not in record("untoc?text=fr").text("section", **{"aria-labelledby": "text"})


def test_a_long_text_is_shown_by_its_headings(record):
    """Above 40 provisions a record lists headings only, each leading to the page of its provision."""
    page = record("cn-1997-criminal-law?q=组织", "zh")
    assert not page.all("p", class_="law")
    links = [link["href"] for link in page.all("a") if "/zh/art_" in link.get("href", "")]
    assert len(links) == 47
    assert all(link.endswith("?q=%E7%BB%84%E7%BB%87") for link in links)
    assert page.all("mark")
    assert len(record("untoc").all("li", id="en/art_5")) == 1
    assert record("drugs-1988").all("p", class_="law")


def test_files_say_what_they_are_and_how_they_were_read(record):
    """Each file has its language, its status, its date, its pages and how its text was got."""
    files = record("tn-2016-61").all_texts("ul", class_="files")[0]
    assert "Arabic · Demonstration, not a legal text · text as of 3 August 2016" in files
    assert re.search(r"\d pages?\. The text was taken from the file itself\.", files)
    assert "Download the original file" in files


@pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed: scans are not read")
def test_a_scan_says_that_it_was_read_by_ocr(record):
    """A file that is a scan says so, with how sure the reading was, and so does the viewer of its pages."""
    files = record("sa-2009-m40").all_texts("ul", class_="files")[0]
    assert re.search(
        r"A scan: its text was read by OCR\. The words were read \w+.*\. \d+ words? (is|are) doubtful", files
    )
    assert "Read by OCR; compare with the image." in record("sa-2009-m40/ar/pages/1").text("main")


def test_participants_are_a_table_with_the_date_of_the_list(record):
    """A treaty shows its participants by name, with their acts and the date of which the list is."""
    page = record("untoc")
    assert page.text("caption").startswith("Status as of ")
    rows = page.all_texts("tr")
    assert page.all_texts("th", scope="col") == ["Participant ▲", "Signature", "Act", "Date of the act"]
    names = page.all_texts("th", scope="row")
    assert len(names) == len(rows) - 1
    assert names.index("Afghanistan") < names.index("Côte d’Ivoire") < names.index("Croatia") < names.index("Zimbabwe")


def test_participants_can_be_put_in_order_and_taken_away(record, reader):
    """Each column leads to the list in its order, the missing last; the whole list is there as CSV."""
    page = record("untoc?participants=date")
    assert [given.get("aria-sort") for given in page.all("th", scope="col")] == [None, None, None, "ascending"]
    assert "/en/records/untoc?participants=signature#participants" in {link.get("href") for link in page.all("a")}
    first, *_, last = page.all_texts("tr")[1:]
    assert first.startswith("Monaco")
    assert last == "Sierra Leone27 November 2001"
    assert reader.get("/en/records/untoc?participants=colour").status_code == 400
    answer = reader.get("/fr/records/untoc/participants.csv")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == len(page.all_texts("tr")) - 1
    assert {(row["record"], row["demonstration"], row["status_as_of"]) for row in rows} == {
        ("untoc", "true", "2014-01")
    }
    assert {row["party"]: row["name"] for row in rows}["CI"] == "Côte d’Ivoire"
    assert reader.get("/fr/records/tn-2016-61/participants.csv").status_code == 404


def keep_failed(library, settings):
    """Keep a reading of the French file of a law in which no page could be read."""
    sha256 = library.corpus.record("kept-law").file("fr").sha256
    failed = tuple(Page(number, 595.0, 842.0, "failed") for number in (1, 2))
    problems = Problem("it is an image and cannot be read", page=1), Problem(reason_of([SCRIPT, EMBEDDED]))
    pages = Pages(sha256, READER, failed, problems)
    readings = open_readings(settings)
    readings.keep_pages(pages)
    readings.keep_structure(structure_of(pages, lambda _: {}), READER)


@pytest.fixture
def odd_collection(tmp_path, compiled_translations):
    """A portal without an index over a record that was withdrawn and one with a file that nobody has read.

    Of the other file of the latter no page could be read.
    """
    kept = tmp_path / "legislation" / "kept"
    shutil.copytree(LAW, kept)
    (kept / "record.yaml").write_text((LAW / "record.yaml").read_text().replace("id: tn-2016-61", "id: kept-law"))
    gone = tmp_path / "legislation" / "gone"
    gone.mkdir()
    (gone / "record.yaml").write_text(
        "id: gone-law\nkind: legislation\ntitle: {en: A law}\noriginal_language: en\n"
        "withdrawn: {on: 2026-11-21, reason: {en: Published by mistake, fr: Publiée par erreur}}\n"
    )
    settings = Settings(
        corpora=(tmp_path,), data=tmp_path / "data", translations=compiled_translations, engine="embedded"
    )
    library = open_library(settings)
    keep_failed(library, settings)
    yield create_app(settings, library).test_client()
    library.close()


def test_a_withdrawn_record_is_gone_with_the_reason(odd_collection, take_apart):
    """A withdrawn record is answered by 410 with the reason in the reader's language, on pages and in JSON."""
    answer = odd_collection.get("/fr/records/gone-law")
    assert answer.status_code == 410
    assert "Publiée par erreur" in take_apart(answer.text).text("main")
    for address in ("/id/gone-law", "/id/gone-law/fr/art_5", "/id/gone-law@1", "/fr/records/gone-law/fr/art_5"):
        assert odd_collection.get(address).status_code == 410
    assert odd_collection.get("/records/gone-law/cite.bib").status_code == 410
    told = odd_collection.get("/api/v1/records/gone-law")
    assert told.status_code == 410
    assert told.json["error"]["reasons"]["en"] == "Published by mistake"


def test_a_file_that_was_not_read_is_named(odd_collection, take_apart):
    """A record whose files were not read is shown with its facts, and says that their words cannot be found."""
    answer = odd_collection.get("/en/records/kept-law?q=crime")
    assert answer.status_code == 200
    assert "This file has not been read, so its words cannot be found." in take_apart(answer.text).text("main")
    assert odd_collection.get("/en/records/kept-law/ar/pages/1").status_code == 404


def test_a_file_of_which_no_page_could_be_read_does_not_claim_a_text(odd_collection, take_apart):
    """A file whose pages all failed says that, and what it carries beside pages; its pages can be looked at."""
    page = take_apart(odd_collection.get("/en/records/kept-law").text)
    files = page.text("ul", class_="files")
    assert "2 pages. 2 pages could not be read and cannot be found by their words: 1, 2." in files
    assert "The text was taken from the file itself." not in files
    assert "This file carries: a script, another file inside it. None of it was run or opened here." in files
    viewer = take_apart(odd_collection.get("/en/records/kept-law/fr/pages/2?q=crime").text)
    assert "This file carries: a script, another file inside it." in viewer.text("main")
    assert "This page could not be read." in viewer.text("main")
    assert "nothing to mark on this page" in viewer.text("main")


def test_without_an_index_search_says_so_and_records_are_still_there(odd_collection, take_apart):
    """While nothing can be searched, search is answered by 503 in the reader's language, and home as ever."""
    answer = odd_collection.get("/es/search?q=ley")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert take_apart(answer.text).text("h1") == "La búsqueda no está disponible en este momento"
    assert odd_collection.get("/api/v1/search").json["error"]["code"] == "search_unavailable"
    home = odd_collection.get("/es/")
    assert home.status_code == 200
    assert "Legislación 1" in take_apart(home.text).all_texts("a")
    health = odd_collection.get("/health")
    assert health.status_code == 503
    assert health.json == {"status": "unavailable", "reason": "IndexMissing"}
