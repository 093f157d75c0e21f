"""The form in a real browser: pickers, selected text, pages turned in place, and nothing that keeps people out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from werkzeug.serving import make_server

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
IN_LATIN = r"""() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/\p{Script=Arabic}/gu, "a");
}"""
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(element => !element.closest(".unseen, .sideways, svg, .skip"))
  .filter(element => { const box = element.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > innerWidth + 1); })
  .map(element => `${element.tagName}.${element.className}#${element.id}`).slice(0, 5)"""
"""The elements that reach out of the window at its sides."""

SELECT = """words => {
  const place = document.querySelector("#page-text p");
  const at = place.firstChild.data.indexOf(words);
  const range = document.createRange();
  range.setStart(place.firstChild, at);
  range.setEnd(place.firstChild, at + words.length);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


@pytest.fixture
def at_work(edited: Any, person: Callable[..., Any], chromium: Any) -> Iterator[tuple[Any, str]]:
    """A window in which an editor is signed in, and the address of the portal."""
    server = make_server("127.0.0.1", 0, edited.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = chromium.new_context()
    session = person("editor").client.get_cookie("palermo", path="/")
    context.add_cookies([{"name": "palermo", "value": session.value, "url": address}])
    yield context.new_page(), address
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_record_is_filled_in_by_hand(edited: Any, at_work: tuple[Any, str]) -> None:
    """A term is found while it is typed, selected text goes into a field, the page turns in place, all is saved."""
    page, address = at_work
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address + edited.path)
    page.locator("[id='find.country']").fill("Egipto")
    page.get_by_role("checkbox", name="Egypt").check()
    page.evaluate(SELECT, "Trafficking in Persons")
    page.get_by_label("Put the selected text into").select_option("title.en")
    page.get_by_role("button", name="Put it there").press("Enter")
    page.get_by_role("button", name="Next page").click()
    page.get_by_text("Whoever traffics is punished.").wait_for()
    page.get_by_role("button", name="Save").first.press("Enter")
    page.get_by_text("Saved.").wait_for()
    assert edited.record == {"kind": "legislation", "country": ["EG"], "title": {"en": "Trafficking in Persons"}}
    assert "Page 2 of 2" in page.locator("#beside").inner_text()
    assert faults == []


def test_enter_in_a_search_chooses_and_sends_nothing(edited: Any, at_work: tuple[Any, str]) -> None:
    """Enter ticks the only term that fits, before it is shown too, or the one in focus; the form is not sent."""
    page, address = at_work
    page.goto(address + edited.path)
    page.evaluate("window.same = true")
    country = page.locator("[id='find.country']")
    country.press_sequentially("Egipto")
    country.press("Enter")
    chosen = page.get_by_role("list", name="Chosen: Country")
    expect(chosen).to_contain_text("Egypt")
    expect(country).to_be_focused()
    expect(country).to_have_value("")
    country.press_sequentially("Guinea")
    boxes = page.get_by_role("list", name="Found: Country").get_by_role("checkbox")
    expect(boxes.nth(1)).to_be_visible()
    country.press("ArrowDown")
    expect(boxes.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(boxes.nth(1)).to_be_checked()
    country.fill("nowhere at all")
    country.press("Enter")
    expect(page.locator("#field-country").get_by_text("0 found")).to_be_visible()
    assert page.evaluate("window.same") is True
    assert edited.record == {"kind": "legislation"}


def test_proposals_that_come_later_are_loaded_into_the_form(edited: Any, at_work: tuple[Any, str]) -> None:
    """A form that was opened while its file was read says when that is done, and loads what it proposes on demand."""
    edited.change_file(state="working")
    page, address = at_work
    page.goto(address + edited.path)
    page.get_by_text("This file is being read.").wait_for()
    page.locator("[id='title.en']").fill("An act that is typed")
    edited.propose("number", "7/2019")
    edited.change_file(state="read", languages=["en"])
    load = page.get_by_role("button", name="Load its pages and proposals")
    load.wait_for()
    assert page.locator("[id='title.en']").input_value() == "An act that is typed"
    load.press("Enter")
    page.get_by_role("button", name="Accept: 7/2019").wait_for()
    assert page.locator("[id='title.en']").input_value() == "An act that is typed"
    assert page.get_by_role("list", name="Chosen: Language").get_by_role("checkbox", name="English").is_checked()
    assert edited.record == {"kind": "legislation"}
    page.get_by_role("button", name="Accept: 7/2019").click()
    page.get_by_text("Saved.").wait_for()
    assert edited.record == {"kind": "legislation", "title": {"en": "An act that is typed"}, "number": "7/2019"}
    assert edited.row.files[0].languages == ["en"]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_keeps_people_out(edited: Any, at_work: tuple[Any, str], language: str) -> None:
    """axe-core finds nothing on any page, light and dark, and nothing stands out of a window of 320 pixels."""
    edited.change(record={"kind": "treaty", "title": {"ar": "معاهدة"}, "adopted": "soon", "gazette": "5"})
    text = "Article 3. Courts. The courts of the capital decide."
    edited.propose("title", {"en": "A treaty"}, page=2, passage=text, start=19, end=29)
    edited.propose("title", {"en": "A law"}, decision="rejected")
    edited.change_file(corrections=[{"operation": "merge", "provision": "art_9", "begins": "Nowhere", "page": 2}])
    page, address = at_work
    path = address + edited.path.replace("/en/", f"/{language}/")
    articles = f"{path}/files/{edited.file}/articles"
    for place in (path, articles, f"{articles}?split=art_2", f"{address}/{language}/desk/proposals", "conflict"):
        if place == "conflict":
            page.goto(path)
            edited.change(record={**edited.record, "registration": "2"})
            page.locator("#registration").fill("3")
            page.locator("button[value=save]").first.click()
            page.locator("fieldset.versions").wait_for()
        else:
            page.goto(place)
        page.set_viewport_size({"width": 1280, "height": 9000})
        page.evaluate("for (const disclosure of document.querySelectorAll('details')) disclosure.open = true")
        assert _violations(page) == [], place
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate(TOO_WIDE) == [], place
        assert page.evaluate("document.documentElement.scrollWidth") == 320, place
        page.set_viewport_size({"width": 1280, "height": 9000})
        page.evaluate(IN_LATIN)
        page.emulate_media(color_scheme="dark")
        assert _violations(page) == [], place
        page.emulate_media(color_scheme="light")


def _violations(page: Any) -> list[Any]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in found]
