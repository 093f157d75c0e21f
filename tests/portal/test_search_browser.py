"""Search in a real browser with scripts: suggestions by the keyboard, filters and pages put into the page shown."""

import pytest
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def scripted_window(chromium, served_portal):
    """A window in which scripts run; the browser must have nothing to complain about, the policy of contents least."""
    complaints = []
    page = chromium.new_page(base_url=served_portal, viewport={"width": 1280, "height": 800})
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def test_a_suggestion_is_reached_by_the_keyboard(scripted_window):
    """While words are typed, terms are listed below the box and counted for who does not see it; Tab and Enter do."""
    page = scripted_window
    page.goto("/en/")
    box = page.get_by_role("searchbox")
    box.press_sequentially("traffick")
    suggestion = page.locator("#suggestions").get_by_role("link", name="Trafficking in persons", exact=False).first
    expect(suggestion).to_be_visible()
    expect(page.locator("#suggested")).to_have_text("10 suggestions below the search box")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#suggestions a").first).to_be_focused()
    suggestion.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/en/search?crime=trafficking_in_persons", timeout=15_000)


def test_suggestions_go_when_the_box_is_emptied(scripted_window):
    """Escape empties the box and takes the list away; leaving the box hides it."""
    page = scripted_window
    page.goto("/en/")
    box, links = page.get_by_role("searchbox"), page.locator("#suggestions a")
    box.press_sequentially("corrup")
    expect(links.first).to_be_visible()
    page.locator("footer").click()
    expect(links.first).to_be_hidden()
    box.focus()
    expect(links.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(links).to_have_count(0)


def test_filters_and_pages_are_put_into_the_page_shown(scripted_window):
    """Address, title, languages and count are those of the new list, the heading has the focus, and back goes back."""
    page = scripted_window
    page.goto("/en/search?q=law")
    page.evaluate("window.same = true")
    page.get_by_role("checkbox", name="Case law").check()
    page.get_by_role("button", name="Apply filters").click()
    heading = page.get_by_role("heading", level=1)
    expect(page.locator("#announced")).not_to_be_empty()
    assert page.locator("#announced").inner_text() == heading.inner_text()
    expect(heading).to_be_focused()
    assert "kind=case_law" in page.url
    assert page.title().startswith(f"law: {heading.inner_text()}")
    assert "kind=case_law" in page.get_by_role("link", name="Français").get_attribute("href")
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Page 2", exact=True)).to_have_attribute("aria-current", "page")
    assert "offset=10" in page.url
    assert page.evaluate("window.same") is True
    page.go_back()
    expect(page.get_by_role("link", name="Page 1", exact=True)).to_have_attribute("aria-current", "page")
    assert "kind=case_law" in page.url


def test_a_long_list_is_searched_in_its_place(scripted_window):
    """The link to all values puts the list in its place; typing leaves what fits; Enter ticks it, to be applied."""
    page = scripted_window
    page.goto("/en/search")
    page.locator("summary", has_text="Treaty article").click()
    page.locator("a[hx-select='#values-article']").click()
    listed = page.get_by_role("group", name="Treaty article")
    listed.get_by_role("searchbox").press_sequentially("confiscation and")
    box = listed.get_by_role("checkbox", name="Organized Crime Convention, article 12")
    expect(listed.get_by_role("checkbox")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(box).to_be_checked()
    listed.get_by_role("searchbox").fill("corruption")
    expect(listed.get_by_role("checkbox", name="Convention against Corruption, article 15")).to_be_visible()
    expect(box).to_be_checked()
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("link", name="Remove filter: Treaty article")).to_be_visible()
    assert "find=" not in page.url
