"""The page of a provision: what it is of, its text, its neighbours, and that it is small."""

import gzip
import re

import pytest

from indexer.model import Provision, Structure
from portal.records.provision import shown_provision

MOST_BYTES = 15_000


@pytest.fixture
def provision(reader, take_apart):
    """Opens a provision and takes its page apart."""

    def open_provision(address, language="en"):
        answer = reader.get(f"/{language}/records/{address}")
        assert answer.status_code == 200
        return take_apart(answer.text)

    return open_provision


def links_of(page):
    """The addresses that a page links to, by the text of the link."""
    return {text: link["href"] for text, link in zip(page.all_texts("a"), page.all("a"), strict=True)}


def test_a_provision_says_what_it_is_of(provision):
    """The page tells the law, its country and date, whether it is in force, what the text is and how it was read."""
    page = provision("tn-2016-61/fr/art_5")
    assert page.text("h1").startswith("Article 5 ")
    assert page.text("title").startswith("Article 5 ")
    status = page.text("p", class_="facts")
    for told in (
        "Legislation", "Tunisia", "3 August 2016", "in force: not known", "Demonstration, not a legal text",
        "text as of 3 August 2016", "Translation; the original is in Arabic.",
        "The text was taken from the file itself.",
    ):  # fmt: skip
        assert told in status
    notice = page.text("p", class_="notice")
    assert "not the official text" in notice
    assert "Official Gazette of the Republic of Tunisia" in notice


@pytest.mark.parametrize("place", ["", "/ar/art_5", "/ar/pages/1"])
def test_the_law_has_an_english_title_for_whoever_cannot_read_the_original(provision, place):
    """A reader whose language the law has no title in gets the English one beside the original: on every page of it."""
    page = provision(f"eg-2010-64{place}", "fr")
    assert page.text("p", class_="original") == "Law No. 64 of 2010 on Combating Human Trafficking"
    assert provision(f"eg-2010-64{place}", "ar").all("p", class_="original") == []
    assert page.all("meta", name="robots") == [{"name": "robots", "content": "noindex"}]


def test_a_provision_has_its_text_with_the_words_marked(provision):
    """The text stands there in its language, with the words of the question marked; without one nothing is."""
    page = provision("tn-2016-61/fr/art_5?q=victime")
    assert page.all("p", class_="law", lang="fr")
    assert "victime" in {text.casefold() for text in page.all_texts("mark")}
    links = links_of(page)
    assert links["See it on page 2"] == "/en/records/tn-2016-61/fr/pages/2?q=victime"
    assert not provision("tn-2016-61/fr/art_5").all("mark")


def test_a_provision_leads_to_its_neighbours_and_other_languages(provision):
    """There are links to the provision before, the one after, the same one in other languages, and the law."""
    page = provision("tn-2016-61/fr/art_5?q=victime")
    hrefs = set(links_of(page).values())
    assert "/en/records/tn-2016-61?text=fr&q=victime#fr/art_5" in hrefs
    assert page.all("a", rel="prev")[0]["href"] == "/en/records/tn-2016-61/fr/art_3?q=victime"
    assert page.all("a", rel="next")[0]["href"] == "/en/records/tn-2016-61/fr/art_8?q=victime"
    assert links_of(page)["Arabic (الفصل 5)"] == "/en/records/tn-2016-61/ar/art_5?q=victime"
    assert not provision("tn-2016-61/fr/art_1").all("a", rel="prev")
    assert not provision("tn-2016-61/fr/art_44").all("a", rel="next")
    of_two = provision("ma-2016-27-14/ar-fr/ar__art_448-2")
    assert links_of(of_two)["French (Article 448.2)"] == "/en/records/ma-2016-27-14/ar-fr/art_448-2"
    assert of_two.all("a", rel="prev")[0]["href"].endswith("/ar__art_448-1")


def test_a_provision_has_a_permanent_address(provision, portal_settings):
    """The permanent address stands there whole, with the host that the settings name; its link works on any host."""
    page = provision("tn-2016-61/fr/art_5")
    address = f"{portal_settings.public_address}/id/tn-2016-61/fr/art_5"
    assert page.text("p", class_="permanent").endswith(address)
    assert links_of(page)[address] == "/id/tn-2016-61/fr/art_5"


def test_a_hit_leads_to_its_provision(reader, take_apart):
    """The places of a hit lead to the pages of their provisions, with the question."""
    links = take_apart(reader.get("/fr/search?q=consentement+de+la+victime").text).all("a")
    assert "/fr/records/tn-2016-61/fr/art_5?q=consentement+de+la+victime" in {link.get("href") for link in links}


def nested():
    """A chapter with two articles, the first of which has paragraphs and a point."""
    rows = (
        ("chp_1", None, "chapter", "Chapter I", 1),
        ("chp_1__art_1", "chp_1", "article", "Article 1", 1),
        ("chp_1__art_1__para_1", "chp_1__art_1", "paragraph", "1", 1),
        ("chp_1__art_1__para_1__point_a", "chp_1__art_1__para_1", "point", "(a)", 2),
        ("chp_1__art_1__para_2", "chp_1__art_1", "paragraph", "2", 2),
        ("chp_1__art_2", "chp_1", "article", "Article 2", 3),
    )
    return tuple(
        Provision(own, up, level, name, "", at, at, "fr", f"text of {own}") for own, up, level, name, at in rows
    )


@pytest.fixture
def nested_law(portal_app, portal_library, monkeypatch):
    """Shows a provision of a law with chapters and paragraphs in the place of the French text of a bundled one."""
    record = portal_library.corpus.record("tn-2016-61")
    file = record.file("fr")
    structure = Structure(file.sha256, "1", "Loi", {"fr": 1.0}, (), "", nested())
    monkeypatch.setattr(portal_library, "structure", lambda asked: structure if asked.id == "fr" else None)

    def show(id):
        with portal_app.test_request_context("/en/"):
            return shown_provision(record, file, id, lambda _text, _language: ())

    return show


def test_a_paragraph_is_shown_with_its_article(nested_law, reader, take_apart):
    """Whoever asks for a paragraph or a point gets the article, with what was asked for told apart."""
    shown = nested_law("chp_1__art_1__para_1__point_a")
    assert (shown.block.id, shown.asked) == ("chp_1__art_1", "chp_1__art_1__para_1__point_a")
    assert [child.id for child in shown.block.children] == ["chp_1__art_1__para_1", "chp_1__art_1__para_2"]
    assert shown.pages == (1, 2)
    assert [place.label for place in shown.parents] == ["Chapter I"]
    assert (shown.previous.id, shown.next.id) == ("chp_1", "chp_1__art_2")
    page = take_apart(reader.get("/en/records/tn-2016-61/fr/chp_1__art_1__para_2").text)
    assert page.all("div", class_="asked") == [
        {"class": "inside asked", "id": "fr/chp_1__art_1__para_2", "lang": "fr", "dir": "ltr"}
    ]
    assert page.all("link", rel="canonical")[0]["href"] == "/en/records/tn-2016-61/fr/chp_1__art_1"


def test_a_chapter_lists_what_is_in_it(nested_law, reader, take_apart):
    """A chapter has its articles as links, and no text of theirs."""
    assert [place.id for place in nested_law("chp_1").parts] == ["chp_1__art_1", "chp_1__art_2"]
    page = take_apart(reader.get("/en/records/tn-2016-61/fr/chp_1").text)
    assert "/en/records/tn-2016-61/fr/chp_1__art_2" in links_of(page).values()
    assert "text of chp_1__art_2" not in page.text("main")
    assert "Chapter I" in take_apart(reader.get("/en/records/tn-2016-61/fr/chp_1__art_2").text).text(
        "nav", class_="trail"
    )


def test_every_provision_is_a_small_page(reader, portal_library):
    """No provision of the bundled records takes more than 15 kB over the wire, compressed, in Arabic as in English."""
    for record in portal_library.corpus.ids():
        for file in portal_library.corpus.record(record).files:
            provisions = portal_library.structure(file).provisions
            longest = max(provisions, key=lambda provision: len(provision.text.encode()), default=None)
            if longest:
                answer = reader.get(f"/ar/records/{record}/{file.id}/{longest.id}?q=crime")
                assert answer.status_code == 200
                assert len(gzip.compress(answer.data, 6)) <= MOST_BYTES, (record, file.id, longest.id)


@pytest.mark.parametrize(
    "nonsense",
    [
        "tn-2016-61/fr/art_99",
        "tn-2016-61/fr/%00",
        "tn-2016-61/de/art_5",
        "nothing/fr/art_5",
        "tn-2016-61/fr/" + "a" * 5000,
        "tn-2016-61/fr/%ff%fe",
        "tn-2016-61/fr/pages/0",
        "tn-2016-61/fr/pages/" + "9" * 5000,
        "tn-2016-61/fr/pages/-1",
        "tn-2016-61/revisions/0",
        "tn-2016-61/revisions/" + "9" * 40,
        "%00",
        "%ff",
    ],
)
def test_nonsense_is_answered_by_a_page(reader, take_apart, nonsense):
    """Whatever stands in the address of a provision, a page or a revision, the answer is a page that says so."""
    answer = reader.get(f"/en/records/{nonsense}?q=%00%ff{'x' * 300}")
    assert answer.status_code == 404
    assert take_apart(answer.text).text("h1")
    image = reader.get(f"/records/{nonsense}-480.webp")
    assert image.status_code == 404
    assert re.match(r"text/html", image.headers["Content-Type"])
