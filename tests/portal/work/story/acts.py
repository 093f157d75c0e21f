"""What people do in more than one story."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.portal.work.story.people import Person, path_of

LIKELY_RIGHT = "Accept what is likely right"


def submit(contributor: Person, title: str, file: bytes, *, letter: bytes = b"") -> str:
    """A focal point sends a law with what they know of it; gives the path of the submission."""
    page, says = contributor.page, contributor.says
    contributor.follow("My submissions")
    contributor.follow("New submission")
    contributor.press("Begin a draft")
    contributor.upload("The text, in one or several languages", "law.pdf", file)
    if letter:
        contributor.upload("The note or letter of submission (never published)", "letter.pdf", letter)
    contributor.write_into(page.locator(f"#title-{contributor.language}"), title)
    contributor.write("Ministry of Justice", "Publication authorized by")
    contributor.write("2026-11-01", "Authorized on")
    page.keyboard.press("Tab")
    expect(page.get_by_text(says("Saved."), exact=True)).to_be_visible()
    path = path_of(page).removesuffix("/draft")
    contributor.choose(page.get_by_label(says("Status of the text")).first, "official")
    contributor.press("Submit")
    contributor.sees(title)
    contributor.sees(says("Submitted"))
    return path


def take_into_review(editor: Person, title: str, pages: int) -> None:
    """An editor finds a submission in the queue, takes it, and sees when its file has been read."""
    editor.follow("Queue")
    editor.click(editor.page.get_by_role("link", name=title))
    editor.press("Take into review")
    editor.sees(editor.says("In review"))
    read = editor.says("%(done)s of %(pages)s pages", done=pages, pages=pages)
    editor.waits_for(editor.page.get_by_text(read))


def publish(publisher: Person, path: str, shown: str, change: str = "") -> None:
    """Somebody else looks at what everybody will see, and publishes it; of a correction they say what it is."""
    publisher.open(path)
    publisher.follow("Look at it and publish it")
    publisher.sees(shown)
    if change:
        publisher.write(change, "What was changed, and why (readers see it)")
    publisher.press("Publish")
    publisher.waits_for(publisher.page.locator(".state.published"))


def open_form(editor: Person) -> None:
    """The editor opens the form, and again until it has proposals: they come a moment after the last page is read."""
    editor.follow("Edit the record")
    editor.waits_for(editor.page.get_by_role("button", name=editor.says(LIKELY_RIGHT)).first)


def accept_proposals(editor: Person) -> None:
    """The editor takes over what is likely right, and adds what no text says of itself: whether it is in force."""
    editor.press(LIKELY_RIGHT)
    editor.choose(editor.page.locator("[id='in_force.value']"), "unknown")
    editor.press("Save")
    editor.sees(editor.says("Nothing is missing."))
