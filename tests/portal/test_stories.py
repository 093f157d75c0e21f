"""Readers in a real browser, each with a question: from home to the provision, the page, the list or the figure."""

import csv
import io
import re

import pytest
from playwright.sync_api import expect
from rdflib import Graph

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1280, "height": 900}}

FOUND = "links => links.map(link => new URL(link.href).pathname.slice(3))"
"""The paths of links behind their language."""

FOCUSED = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect(), style = getComputedStyle(focused);
  const points = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]];
  const seen = points.some(([x, y]) => {
    const top = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
    return top && (focused.contains(top) || top.contains(focused) && !top.matches(".apply"));
  });
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {name: focused.outerHTML.slice(0, 80), seen, ring};
}"""
"""What has the focus, whether a part of it can be seen, and whether a ring is drawn around it."""


@pytest.fixture
def reader_at(chromium, served_portal):
    """Opens a fresh browser for a reader: a phone or a desk, a language, with or without scripts.

    The browser must have nothing to complain about, and keeps nothing that would tell who the reader is.
    """
    complaints, contexts = [], []

    def opened(device, language="en", *, scripts=True):
        context = chromium.new_context(
            **device, base_url=served_portal, locale=language, java_script_enabled=scripts, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert complaints == []


def test_a_prosecutor_on_a_phone_finds_an_arabic_article(reader_at):
    """French words lead to the article in Arabic and to its page with the words marked; nothing scrolls sideways."""
    page = reader_at(PHONE, "fr-FR")
    page.goto("/")
    expect(page).to_have_url(re.compile("/fr/$"))
    page.get_by_role("searchbox").fill("blanchiment")
    page.get_by_role("button", name="Rechercher").tap()
    page.get_by_text("Filtres", exact=True).tap()
    page.get_by_role("checkbox", name="Arabe").check()
    page.get_by_role("button", name="Appliquer les filtres").tap()
    expect(page.get_by_role("link", name="Retirer le filtre : Langue du texte : Arabe")).to_be_visible()
    hit = page.get_by_role("listitem").filter(has_text="Tunisie").first
    expect(hit).to_contain_text("arabe")
    hit.get_by_role("link", name="الفصل 92").tap()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_attribute("lang", "ar")
    expect(heading).to_have_attribute("dir", "rtl")
    expect(page.locator("article mark").first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Condensé de démonstration")
    page.get_by_role("link", name="Voir à la page").first.tap()
    expect(page.get_by_role("heading", name="Texte de cette page")).to_be_visible()
    page.get_by_text("Image de cette page").tap()
    expect(page.locator("figure rect").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_researcher_filters_and_takes_the_list_away(reader_at):
    """The laws of a crime type as CSV are as many as the page counts, each with what it is and where it stands."""
    page = reader_at(DESK)
    page.goto("/en/")
    page.get_by_role("main").get_by_role("link", name="Corruption", exact=True).click()
    page.get_by_role("navigation", name="Kinds of record").get_by_role("link", name="Legislation").click()
    counted = page.get_by_role("heading", level=2, name=re.compile("records")).inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert counted == f"{len(rows)} records"
    assert {row["kind"] for row in rows} == {"legislation"}
    assert {row["demonstration"] for row in rows} == {"true"}
    assert all("/id/" in row["address"] for row in rows)


def test_a_librarian_follows_a_term(reader_at):
    """From a crime type to a related one, its records, and the term as SKOS, which says the same relation."""
    page = reader_at(DESK)
    page.goto("/en/crime-types")
    page.get_by_role("main").get_by_role("link", name="Trafficking in persons", exact=True).click()
    page.get_by_role("definition").get_by_role("link", name="Smuggling of migrants").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Smuggling of migrants")
    expect(page.locator("li.hit").first).to_be_visible()
    page.get_by_role("link", name="In the vocabulary").click()
    expect(page).to_have_url(re.compile("/en/vocabularies/crime#term-smuggling_of_migrants$"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Turtle").click()
    graph = Graph().parse(download.value.path(), format="turtle")
    (related,) = {
        str(other)
        for term, relation, other in graph
        if str(term).endswith("/crime/smuggling_of_migrants") and str(relation).endswith("#related")
    }
    assert related.endswith("/crime/trafficking_in_persons")


def test_without_scripts_nothing_is_missing(reader_at):
    """Filters, pages, the long list of a facet and the page viewer are links and forms."""
    page = reader_at(DESK, scripts=False)
    page.goto("/en/search?q=law")
    page.get_by_role("checkbox", name="Legislation").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page).to_have_url(re.compile("kind=legislation"))
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.get_by_role("link", name="Page 2", exact=True)).to_have_attribute("aria-current", "page")
    page.get_by_role("link", name="All countries").click()
    page.get_by_role("searchbox", name="Search in the list").fill("Tunis")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("checkbox", name="Tunisia").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("link", name="Remove filter: Country: Tunisia")).to_be_visible()
    expect(page.get_by_role("link", name="Remove filter: Kind: Legislation")).to_be_visible()
    page.locator("li.hit h2 a").first.click()
    page.get_by_role("link", name=re.compile("^See it on page")).first.click()
    expect(page.get_by_role("img", name="Image of page")).to_be_visible()
    page.get_by_role("link", name="Back to the record").click()
    expect(page.get_by_role("heading", level=2, name="Facts")).to_be_visible()


def test_an_administrator_looks_after_the_portal(reader_at):
    """The health check tells that all records can be found; the figures count what was asked since."""
    page = reader_at(DESK)
    health = page.request.get("/health").json()
    assert health["status"] == "ok"
    assert health["records"] == health["record_folders"] == health["index"]["records"] > 100

    def searches():
        (line,) = re.findall(r"^palermo_search_seconds_count (\S+)", page.request.get("/metrics").text(), re.MULTILINE)
        return float(line)

    before = searches()
    page.goto("/en/search?q=victim")
    assert searches() == before + 1


def test_an_address_is_the_whole_page(reader_at):
    """The address of a filtered and sorted search shows another reader the same records under the same filters."""
    page = reader_at(DESK)
    page.goto("/en/search?q=trafficking")
    page.get_by_role("checkbox", name="Legislation").check()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.locator("#announced")).not_to_be_empty()
    page.get_by_role("navigation", name="Order of the results").get_by_role("link", name="Newest first").click()
    expect(page).to_have_url(re.compile("sort=newest"))
    expect(page.get_by_role("link", name="Newest first")).to_have_attribute("aria-current", "true")
    other = reader_at(PHONE, "ru-RU")
    other.goto(page.url)
    for shown in ("h1", "li.hit h2", ".chip"):
        assert other.locator(shown).all_text_contents() == page.locator(shown).all_text_contents() != []


def test_to_arabic_and_back_keeps_the_search(reader_at):
    """The language switch keeps words, filters and page; the other language reads from right to left."""
    page = reader_at(DESK)
    page.goto("/en/search?q=trafficking&kind=legislation&offset=10")
    titles = page.locator("li.hit h2 a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname.slice(3))"
    )
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("searchbox", name=re.compile("بحث|البحث")).first).to_have_value("trafficking")
    arabic = page.locator("li.hit h2 a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname.slice(3))"
    )
    assert arabic == titles != []
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/search\?q=trafficking&kind=legislation&offset=10$"))


def tab_to(page, target):
    """Go from stop to stop until the target has the focus; each stop must be seen, with its ring."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUSED)
        assert focus["seen"], focus
        assert focus["ring"], focus
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("not reached by Tab")


@pytest.mark.parametrize("height", [560, 640, 720, 810, 900])
def test_what_has_the_focus_is_not_covered(reader_at, height):
    """The bar with the button of the filters covers none of them while it has the focus, however high the window."""
    page = reader_at({"viewport": {"width": 1280, "height": height}})
    page.goto("/en/search?kind=treaty")
    tab_to(page, page.get_by_role("button", name="Apply filters"))


def test_the_main_path_by_the_keyboard(reader_at):
    """Skip link, box, filter, result and provision are reached by Tab and opened by Enter; the focus is always seen."""
    page = reader_at(DESK)

    page.goto("/en/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("consent of the victim")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/search\?q=consent"))
    tab_to(page, page.get_by_role("checkbox", name="Legislation"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Apply filters"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator("#announced")).to_have_text(re.compile("records?$"))
    expect(page).to_have_url(re.compile("kind=legislation"))
    tab_to(page, page.locator(".hit .where a").first)
    page.keyboard.press("Enter")
    expect(page.locator("article mark").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name=re.compile("^See it on page")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Text of this page")).to_be_visible()
    for _ in range(3):
        page.go_back()
    expect(page).to_have_url(re.compile("kind=legislation"))
    expect(page.get_by_role("checkbox", name="Legislation")).to_be_checked()
