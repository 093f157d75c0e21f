"""The whole way of a scanned law: sent by a focal point, edited, returned, published, found, corrected, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.portal.work.story.acts import accept_proposals, open_form, publish, submit, take_into_review
from tests.portal.work.story.conftest import Place
from tests.portal.work.story.laws import letter, scanned_law
from tests.portal.work.story.people import Person, path_of, sign_in, sign_out

RECORD = "eg-2019-7"
TITLE = "قانون رقم 7 لسنة 2019 بشأن مكافحة الاتجار بالأشخاص"
ASKED = "يرجى إرسال اسم الجريدة الرسمية وعددها."
ANSWERED = "الجريدة الرسمية، العدد 11 مكرر."
REASON = "The State asked for it: another text has taken its place."


def test_scanned_law_from_invitation_to_withdrawal(place: Place, invited: Callable[..., Person]) -> None:
    """A scan in Arabic is submitted, read, edited, returned, published by another, found in French, and withdrawn."""
    contributor = invited("Amal Haddad", "Contributor", "ar", party="Egypt")
    editor = invited("Claire Morel", "Editor", "fr")
    publisher = invited("Peter Young", "Publisher of records", "en")
    number = submit(contributor, TITLE, scanned_law(), letter=letter())
    take_into_review(editor, TITLE, pages=2)
    decide_proposals(editor)
    correct_articles(editor)
    return_with_note(editor, number)
    answer_and_submit_again(contributor, place, number)
    accept(editor, number)
    publish(publisher, number, TITLE)
    reader = found_in_french(publisher.page)
    sees_what_became_of_it(contributor, number)
    correct(editor, publisher, reader)
    withdraw(publisher, invited("Second Eyes", "Publisher of records", "es"), reader)
    sign_out(contributor)
    sign_in(contributor)


def decide_proposals(editor: Person) -> None:
    """The editor looks at what speaks for a proposal, rejects one, changes one, accepts the rest; saves."""
    page, says = editor.page, editor.says
    open_form(editor)
    crime = proposals(editor, "Crime types")
    expect(crime).to_contain_text("Traite des personnes")
    editor.click(crime.get_by_role("link").first)
    expect(page.locator("#page-text #hit, #beside rect").first).to_be_attached()
    editor.click(crime.get_by_role("button", name=says("Accept: %(text)s", text="")).first)
    editor.sees(says("Saved."))
    gazette = proposals(editor, "Official gazette")
    editor.click(gazette.get_by_role("button", name=says("Reject: %(text)s", text="")).first)
    editor.sees(says("Saved."))
    number_field = proposals(editor, "Number")
    editor.click(number_field.get_by_role("button", name=says("Change: %(text)s", text="")).first)
    editor.write_into(page.locator("#number"), "7 لسنة 2019")
    accept_proposals(editor)
    expect(page.locator("#number")).to_have_value("7 لسنة 2019")
    expect(page.locator("#adopted")).to_have_value("2019-03-12")


def proposals(editor: Person, field: str):
    """What is proposed for a field."""
    return editor.page.get_by_role("list", name=editor.says("Proposed: %(field)s", field=editor.says(field)))


def correct_articles(editor: Person) -> None:
    """The editor joins an article with the one before, undoes it, splits one, and gives one a heading."""
    page, says = editor.page, editor.says
    editor.follow("Articles that were found")
    headings = page.locator("ol.provisions > li > p:first-child b:first-child")
    expect(headings).to_have_text(["المادة 1", "المادة 2", "المادة 3", "المادة 4"])
    disclose(editor, 3)
    fourth = page.locator("ol.provisions > li").nth(3)
    editor.click(fourth.get_by_role("button", name=says("Merge with the one before")))
    expect(headings).to_have_count(3)
    editor.click(page.get_by_role("button", name=says("Undo: %(what)s", what="")))
    expect(headings).to_have_count(4)
    disclose(editor, 1)
    editor.click(page.locator("ol.provisions > li").nth(1).get_by_role("link", name=says("Split it")))
    editor.click(page.get_by_role("radio").last)
    editor.write("المادة 2 مكررا", "Its label, such as Article 7 bis")
    editor.press("Split")
    expect(headings).to_have_count(5)
    disclose(editor, 0)
    first = page.locator("ol.provisions > li").first
    editor.write_into(first.get_by_label(says("Heading; empty if it has none")), "الهدف")
    editor.click(first.get_by_role("button", name=says("Rename")))
    expect(page.locator("ol.provisions > li").first).to_contain_text("الهدف")


def disclose(editor: Person, place: int) -> None:
    """Open what can be corrected of an article."""
    editor.click(editor.page.locator("ol.provisions > li").nth(place).locator("summary"))


def return_with_note(editor: Person, number: str) -> None:
    """The editor sends it back with a question in the language of its author."""
    editor.open(number)
    editor.write(ASKED, "What is asked of the author, in their language if you can")
    editor.press("Return to the author")
    editor.sees(editor.says("Returned"))


def answer_and_submit_again(contributor: Person, place: Place, number: str) -> None:
    """The focal point is told in Arabic, reads the question, answers, completes the draft and submits it again."""
    page, says = contributor.page, contributor.says
    subject = says("%(site)s: submission %(reference)s needs something from you", site="Palermo", reference="\0")
    message = place.message_to(contributor.address, subject.partition("\0")[2])
    assert message["Content-Language"] == "ar"
    assert f"/ar/desk{number}" in message.get_content()
    page.goto(re.findall(r"http://\S+", message.get_content())[0])
    contributor.sees(ASKED)
    contributor.write(ANSWERED, "Write a comment")
    contributor.press("Keep the comment")
    contributor.follow("Change it")
    contributor.write("الجريدة الرسمية، العدد 11 مكرر", "Official source")
    contributor.press("Submit")
    contributor.sees(says("Submitted"))


def accept(editor: Person, number: str) -> None:
    """The editor reads the answer, chooses the standing of the text, and accepts."""
    editor.open(number)
    editor.sees(ANSWERED)
    editor.press("Take into review")
    editor.press("Accept")
    editor.sees(editor.says("Accepted"))


def found_in_french(page: Page) -> Page:
    """A stranger's French words lead to the article in Arabic, as it was corrected."""
    context = page.context.browser.new_context(base_url=re.match("http://[^/]+", page.url)[0])
    reader = context.new_page()
    hit = reader.get_by_role("listitem").filter(has_text="المادة 1")
    reader.goto("/fr/search?q=traite+des+personnes")
    for _ in range(20):
        if hit.first.is_visible():
            break
        reader.wait_for_timeout(500)
        reader.reload()
    hit.first.get_by_role("link", name="المادة 1").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_attribute("dir", "rtl")
    reader.goto(f"/fr/records/{RECORD}")
    expect(reader.get_by_role("main")).to_contain_text("المادة 2 مكررا")
    assert context.cookies() == []
    return reader


def sees_what_became_of_it(contributor: Person, number: str) -> None:
    """The focal point sees that it is published, and what happened before, but not who did it."""
    contributor.open(number)
    contributor.sees(contributor.says("It is published and can be found by everybody."))
    contributor.sees(contributor.says("Returned"))
    expect(contributor.page.get_by_role("main")).not_to_contain_text("Claire Morel")


def correct(editor: Person, publisher: Person, reader: Page) -> None:
    """The editor corrects the record; when another has published that, a reader sees it and its revision."""
    editor.open(f"/records/{RECORD}/correct")
    editor.press("Begin the correction")
    number = path_of(editor.page)
    editor.follow("Edit the record")
    editor.write_into(editor.page.locator("[id='title.en']"), "Act No. 7 of 2019 against Trafficking in Persons")
    editor.press("Save")
    editor.sees(editor.says("Saved."))
    editor.open(number)
    editor.press("Accept")
    publish(publisher, number, RECORD, change="An English title was added.")
    reader.goto(f"/en/records/{RECORD}")
    expect(reader.get_by_role("heading", level=1)).to_contain_text("against Trafficking")
    reader.goto(f"/en/records/{RECORD}/revisions/1")
    expect(reader.get_by_role("main")).not_to_contain_text("against Trafficking")


def withdraw(publisher: Person, second: Person, reader: Page) -> None:
    """One publisher asks for the withdrawal, a second one confirms it; readers are told why, and find it no more."""
    publisher.open(f"/records/{RECORD}/withdraw")
    publisher.write_into(publisher.page.locator("#reason-en"), REASON)
    publisher.press("Ask for the withdrawal")
    publisher.sees(publisher.says("Another publisher has to confirm this."))
    second.open(f"/records/{RECORD}/withdraw")
    second.sees(REASON)
    second.press("Confirm: withdraw the record")
    status = 200
    for _ in range(40):
        answer = reader.goto(f"/en/records/{RECORD}")
        status = answer.status
        if status == 410:
            break
        reader.wait_for_timeout(500)
    assert status == 410
    expect(reader.get_by_role("main")).to_contain_text(REASON)
    reader.goto("/fr/search?q=traite+des+personnes")
    expect(reader.get_by_role("main")).not_to_contain_text("المادة 1")
