"""The viewer of a page, page images, and the original files."""

import hashlib
import re

import pytest


@pytest.fixture
def page_of(reader, take_apart):
    """Opens a page in the viewer and takes it apart."""

    def open_page(address, language="en"):
        answer = reader.get(f"/{language}/records/{address}")
        assert answer.status_code == 200
        return take_apart(answer.text)

    return open_page


def test_the_viewer_marks_the_words_on_the_image(page_of):
    """The viewer draws a box over each word found, inside the page, and marks the same words in its text."""
    page = page_of("tn-2016-61/fr/pages/1?q=victime")
    boxes = page.all("rect")
    assert boxes
    assert len(page.all("mark")) >= 1
    width, height = (float(number) for number in page.all("svg")[0]["viewbox"].split()[2:])
    for box in boxes:
        assert 0 <= float(box["x"]) < width
        assert 0 <= float(box["y"]) < height
    image = page.all("img")[0]
    assert image["alt"] == "Image of page 1; its text stands beside it."
    for source in image["srcset"].split(", "):
        address, descriptor = source.split()
        assert f"-{descriptor[:-1]}.webp" in address


@pytest.mark.parametrize(
    ("address", "word"),
    [("ru-1996-63-fz/ru/pages/1", "организация"), ("cn-2021-anti-organized-crime/zh/pages/1", "有组织犯罪")],
)
def test_words_over_the_end_of_a_line_are_marked_once(address, word, page_of):
    """A word over two lines is one mark in the text and two boxes on the image; the count is of places."""
    page = page_of(f"{address}?q={word}")
    marks, boxes = page.all("mark"), page.all("rect")
    assert len(boxes) > len(marks) > 0
    assert re.search(rf"· {len(marks)} words? marked", page.text("nav", class_="paging"))
    assert all("\u00ad" not in text for text in page.all_texts("p", class_="block"))


def test_page_images_have_three_widths_and_are_kept_by_browsers(reader):
    """An image comes as WebP in three widths only; under the address with its mark it may be kept for good."""
    record = reader.get("/api/v1/records/tn-2016-61").json
    mark = record["files"][0]["sha256"][:8]
    address = f"/records/tn-2016-61/ar/pages/1-480.webp?v={mark}"
    answer = reader.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "image/webp"
    assert "immutable" in answer.headers["Cache-Control"]
    again = reader.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert "immutable" not in reader.get("/records/tn-2016-61/ar/pages/1-480.webp").headers["Cache-Control"]
    for nonsense in ("1-481.webp", "0-480.webp", "99-480.webp", "1-480.png"):
        assert reader.get(f"/records/tn-2016-61/ar/pages/{nonsense}").status_code == 404


def test_the_original_is_a_download_and_harmless(reader):
    """The original file comes unchanged, as an attachment that no browser runs or guesses about."""
    file = reader.get("/api/v1/records/tn-2016-61").json["files"][0]
    with reader.get(f"/records/tn-2016-61/{file['id']}/{file['name']}") as answer:
        assert answer.status_code == 200
        assert hashlib.sha256(answer.data).hexdigest() == file["sha256"]
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert reader.get(f"/records/tn-2016-61/{file['id']}/record.yaml").status_code == 404
    assert reader.get(f"/records/tn-2016-61/{file['id']}/..%2frecord.yaml").status_code == 404


def test_the_image_is_there_on_request_and_lazily(page_of):
    """The image stands in a disclosure before the text and is loaded only when it is seen."""
    page = page_of("tn-2016-61/fr/pages/1")
    assert [tag for tag, _ in page.elements if tag in ("details", "figure", "section")] == [
        "details",
        "figure",
        "section",
    ]
    assert page.all("img")[0]["loading"] == "lazy"
    assert page.text("summary") == "Image of this page"


def test_the_next_hit_may_be_pages_away(page_of):
    """With a question there are links to the nearest pages on which something is marked, at the first mark."""
    page = page_of("uncac/en/pages/1?q=extradition")
    links = {text: link["href"] for text, link in zip(page.all_texts("a"), page.all("a"), strict=True)}
    (text,) = [text for text in links if text.startswith("Next hit: page ")]
    assert not [text for text in links if text.startswith("Previous hit")]
    number = int(text.rsplit(" ", 1)[1])
    assert links[text] == f"/en/records/uncac/en/pages/{number}?q=extradition#hit"
    there = page_of(f"uncac/en/pages/{number}?q=extradition")
    assert there.all("p", id="hit")
    assert "extradition" in there.text("p", id="hit").casefold()
    for between in range(2, number):
        assert not page_of(f"uncac/en/pages/{between}?q=extradition").all("mark")
    assert not [text for text in page_of("uncac/en/pages/1").all_texts("a") if "hit" in text]


def test_words_on_a_scan_are_marked(page_of):
    """The words of a scan are marked by boxes where they stand on its image."""
    page = page_of("sa-2009-m40/ar/pages/1?q=الاتجار")
    if "This page could not be read." in page.text("main"):
        pytest.skip("tesseract is not installed: scans are not read")
    assert "Read by OCR; compare with the image." in page.text("main")
    assert page.all("rect")


def test_the_viewer_offers_the_original_with_its_size(page_of):
    """The original is a download beside the text, with its size in the words of the language."""
    page = page_of("tn-2016-61/fr/pages/1", "fr")
    assert page.all("a", download="")
    assert re.search(r"Télécharger le fichier original \(\d+\sko, tn-2016-61-\w+\.pdf\)", page.text("main"))
    assert "démonstration" in page.text("p", class_="notice")


def test_hits_of_a_provision_over_several_pages_are_told_by_page(page_of, portal_library):
    """Also in a provision that reaches over pages the nearest hit is on the page on which the word really stands."""
    for record in ("cn-1997-criminal-law", "untoc", "uncac"):
        for file in portal_library.corpus.record(record).files:
            for provision in portal_library.structure(file).provisions:
                if provision.page_from < provision.page_to:
                    word = provision.text.split()[-1].strip(".,;")
                    page = page_of(f"{record}/{file.id}/pages/1?q={word}")
                    hits = [link["href"] for link in page.all("a") if link.get("href", "").endswith("#hit")]
                    for hit in hits:
                        assert page_of(hit.removeprefix("/en/records/").removesuffix("#hit")).all("mark"), hit
