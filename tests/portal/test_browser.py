"""The portal in a real browser, without JavaScript, as readers with a slow phone may have it."""

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def window(chromium: Browser, served_portal: str):
    """Opens windows on the portal without JavaScript; the browser must have nothing to complain about."""
    complaints: list[str] = []
    contexts = []

    def opened(width: int, height: int = 800) -> Page:
        context = chromium.new_context(
            base_url=served_portal, viewport={"width": width, "height": height}, java_script_enabled=False
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        return page

    yield opened
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert [text for text in complaints if "status of 404" not in text] == []


def test_a_prosecutor_finds_the_provision_and_its_page(window):
    """From home to a question in French, a filter, the provision that answers, and the words marked on its page."""
    page = window(1280)
    page.goto("/fr/")
    page.get_by_role("searchbox").fill("consentement de la victime")
    page.get_by_role("button", name="Rechercher").click()
    page.get_by_role("checkbox", name="Traite des personnes").check()
    page.get_by_role("button", name="Appliquer les filtres").click()
    assert page.get_by_role("link", name="Retirer le filtre : Type de criminalité : Traite des personnes").is_visible()
    hit = page.get_by_role("listitem").filter(has_text="Tunisie").first
    hit.get_by_role("link", name="Article 5").first.click()
    provision = page.get_by_role("main")
    assert provision.get_by_role("heading", level=1).inner_text().startswith("Article 5")
    assert provision.locator("mark").count() > 0
    provision.get_by_role("link", name="Voir à la page").click()
    image = page.get_by_role("img", name="Image de la page")
    image.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert image.evaluate("image => image.complete && image.naturalWidth") > 0
    boxes = page.locator("figure rect")
    assert boxes.count() > 0
    frame, mark = image.bounding_box(), boxes.first.bounding_box()
    assert frame["height"] > frame["width"] > 300
    assert frame["x"] <= mark["x"] <= mark["x"] + mark["width"] <= frame["x"] + frame["width"]
    assert frame["y"] <= mark["y"] <= mark["y"] + mark["height"] <= frame["y"] + frame["height"]


def test_arabic_begins_at_the_right(window):
    """On a narrow phone the name of the portal stands at the right of a page in Arabic."""
    page = window(320)
    page.goto("/ar/")
    brand = page.get_by_role("link", name="Palermo").first.bounding_box()
    assert brand["x"] + brand["width"] > 320 - 40


def test_on_a_phone_the_text_of_a_page_comes_first(chromium, served_portal, window):
    """On a narrow screen the image of a page waits in a disclosure, not loaded before; on a wide one it is there.

    Browsers in which scripts are switched off load images at once; so the phone has them on.
    """
    address = "/en/records/tn-2016-61/fr/pages/1"
    with chromium.new_context(base_url=served_portal, viewport={"width": 360, "height": 800}) as context:
        phone, fetched = context.new_page(), []
        phone.on("request", lambda request: fetched.append(request.url))
        phone.goto(address, wait_until="networkidle")
        assert phone.get_by_role("heading", name="Text of this page").is_visible()
        assert not [url for url in fetched if ".webp" in url]
        phone.get_by_text("Image of this page").click()
        phone.get_by_role("img", name="Image of page 1").scroll_into_view_if_needed()
        phone.wait_for_load_state("networkidle")
        assert [url for url in fetched if url.split("?")[0].endswith("1-480.webp")]
    desk = window(1280)
    desk.goto(address)
    assert desk.get_by_role("img", name="Image of page 1").is_visible()


def test_filters_wait_behind_a_disclosure_on_a_phone(window):
    """On a narrow screen the filters are closed and say how many are on; on a wide one they stand open."""
    address = "/en/search?crime=corruption&kind=legislation"
    phone, desk = window(360), window(1280)
    phone.goto(address)
    desk.goto(address)
    assert not phone.get_by_role("group", name="Crime type").is_visible()
    phone.get_by_text("Filters (2)").click()
    assert phone.get_by_role("group", name="Crime type").is_visible()
    assert desk.get_by_role("group", name="Crime type").is_visible()


def test_targets_are_large_enough(window):
    """What a finger has to hit is at least 24 pixels high or wide enough apart: controls, chips, languages, paging."""
    page = window(360)
    page.goto("/en/search?crime=corruption&limit=1")
    page.get_by_text("Filters (1)").click()
    for element in page.locator(".facet label, .chip, .languages a, .paging li a, .sorts a, button").all():
        if element.is_visible():
            assert element.bounding_box()["height"] >= 24, element.inner_text()
