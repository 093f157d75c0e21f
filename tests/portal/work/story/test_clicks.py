"""What it takes to bring a law of forty articles from a file to a published record."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.portal.work.story.acts import accept_proposals, open_form, publish, submit, take_into_review
from tests.portal.work.story.laws import ARTICLES, printed_law
from tests.portal.work.story.people import Person

TITLE = "Act No. 12 of 2021 on Trafficking in Persons"


def test_law_of_forty_articles_is_published(invited: Callable[..., Person]) -> None:
    """What the machine proposes is accepted, and all articles can be read; clicks and keys are counted and printed."""
    contributor = invited("Kamau Otieno", "Contributor", "en", party="Kenya")
    editor = invited("Claire Morel", "Editor", "en")
    publisher = invited("Peter Young", "Publisher of records", "en")
    people = (contributor, editor, publisher)
    for person in people:
        person.clicks = person.keys = 0
    path = submit(contributor, TITLE, printed_law())
    take_into_review(editor, TITLE, pages=9)
    open_form(editor)
    accept_proposals(editor)
    editor.open(path)
    editor.press("Accept")
    publish(publisher, path, TITLE)
    for person in people:
        print(f"{person.name}: {person.clicks} clicks, {person.keys} keys")  # noqa: T201 - the figure is stated in docs
    page = publisher.page
    page.get_by_role("link", name="ke-2021-12").click()
    expect(page.get_by_role("link", name=f"Article {ARTICLES}", exact=True)).to_be_visible()
