"""People of the story: each with a browser of their own, a language in which they read, and an authenticator."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time
from dataclasses import dataclass, field

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import Locator, Page, expect

from indexer.settings import PROJECT

PASSWORD = "a river that runs to the sea"

STEP = 30
"""Seconds for which a code is shown."""

UPLOAD_CLICKS = 2
"""Clicks by which a file is chosen: one on the field, one in the window of the system."""

PATIENCE = 90
"""Seconds in which a worker has to do what a page waits for; reading a scan takes most of it."""


class Words:
    """The strings of the portal in a language, found by the English ones; one that is not there is an error."""

    def __init__(self, language: str) -> None:
        """Read the catalogue of the language."""
        self._english = language == "en"
        self._catalogue = catalogue_of("fr" if self._english else language)

    def __call__(self, english: str, **values: object) -> str:
        """A string with its values, the singular where there is a plural; of words for several things the state."""
        message = self._catalogue.get(english) or self._catalogue.get(english, "state of a submission")
        assert message is not None, f"no page says {english!r}"
        text = message.id if self._english else message.string
        text = text if isinstance(text, str) else text[0]
        return " ".join((text % values if values else text).split())  # as browsers name things


def catalogue_of(language: str) -> Catalog:
    """The catalogue of a language."""
    with (PROJECT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


@dataclass
class Authenticator:
    """Shows the codes of a key, as RFC 6238 has them; none twice, since none is taken twice."""

    key: str
    last: int = 0

    def code(self) -> str:
        """The code that is shown now, or the next one if that was used."""
        self.last = max(int(time.time()) // STEP, self.last + 1)
        key = re.sub("[^A-Z2-7]", "", self.key.upper())
        secret = base64.b32decode(key + "=" * (-len(key) % 8))
        digest = hmac.new(secret, self.last.to_bytes(8, "big"), hashlib.sha1).digest()
        start = digest[-1] & 15
        number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"


@dataclass
class Person:
    """Somebody at a browser. What they do is counted: clicks, and keys that they press."""

    page: Page
    language: str
    name: str
    address: str
    authenticator: Authenticator = field(default_factory=lambda: Authenticator(""))
    recovery_codes: list[str] = field(default_factory=list)
    clicks: int = 0
    keys: int = 0

    def __post_init__(self) -> None:
        """Learn to read."""
        self.says = Words(self.language)

    def open(self, path: str) -> None:
        """Open a page of the workplace as from a bookmark: ``/queue``."""
        answer = self.page.goto(f"/{self.language}/desk{path}")
        assert answer is not None
        assert answer.status == 200

    def click(self, target: Locator) -> None:
        """Click once."""
        self.clicks += 1
        target.click()

    def press(self, words: str, **values: object) -> None:
        """Press the first button with these words."""
        self.click(self.page.get_by_role("button", name=self.says(words, **values), exact=True).first)

    def follow(self, words: str, **values: object) -> None:
        """Follow the first link with these words."""
        self.click(self.page.get_by_role("link", name=self.says(words, **values)).first)

    def write(self, text: str, words: str) -> None:
        """Write into the first field with this label."""
        self.write_into(self.page.get_by_label(self.says(words), exact=True).first, text)

    def write_into(self, target: Locator, text: str) -> None:
        """Write into a field, in the place of what is there."""
        self.clicks += 1
        self.keys += len(text)
        target.fill(text)

    def choose(self, target: Locator, value: str) -> None:
        """Choose in a list: a click to open it, one to choose."""
        self.clicks += 2
        target.select_option(value)

    def upload(self, words: str, name: str, content: bytes) -> None:
        """Choose a file in the field with this label, and send it."""
        form = self.page.locator("form.upload").filter(has=self.page.get_by_label(self.says(words)))
        form.get_by_label(self.says(words)).set_input_files(
            {"name": name, "mimeType": "application/pdf", "buffer": content}
        )
        self.clicks += UPLOAD_CLICKS
        self.click(form.get_by_role("button", name=self.says("Send")))
        expect(self.page.get_by_role("link", name=name)).to_be_visible()

    def sees(self, text: str) -> None:
        """Be sure that the main part of the page has a text."""
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def waits_for(self, target: Locator) -> None:
        """Open the page again and again until something is on it."""
        until = time.monotonic() + PATIENCE
        while not target.is_visible():
            assert time.monotonic() < until, f"{self.page.url} does not show {target}"
            self.page.wait_for_timeout(500)
            self.page.reload()


def activate(person: Person, link: str) -> None:
    """Follow an invitation: password, authenticator, recovery codes; then the workplace is open."""
    page, says = person.page, person.says
    page.goto(link)
    person.sees(person.address)
    person.write(PASSWORD, "New password")
    person.write(PASSWORD, "The same once more")
    person.press("Go on")
    show = page.get_by_role("button", name=says("Show me the key"))
    if show.is_visible():
        person.click(show)
    expect(page.get_by_role("img", name=says("The key as a code to be scanned"))).to_be_visible()
    person.authenticator = Authenticator(page.get_by_role("main").locator("code").inner_text())
    person.write(person.authenticator.code(), "The code that it shows now")
    person.press("Go on")
    person.press("Make new codes")
    expect(page.locator("ul.codes code")).to_have_count(10)
    person.recovery_codes = page.locator("ul.codes code").all_inner_texts()
    person.follow("I have kept them")
    person.sees(says("Workplace"))


def sign_in(person: Person) -> None:
    """Sign in with password and authenticator."""
    person.open("/sign-in")
    person.write(person.address, "E-mail address")
    person.write(PASSWORD, "Password")
    person.press("Sign in")
    person.write(person.authenticator.code(), "The code that your authenticator shows now")
    person.press("Sign in")
    expect(person.page).to_have_url(re.compile("/desk/$"))


def sign_out(person: Person) -> None:
    """Sign out; the workplace is closed then."""
    person.open("/")
    person.press("Sign out")
    person.page.goto(f"/{person.language}/desk/")
    expect(person.page).to_have_url(re.compile("/desk/sign-in"))


def path_of(page: Page) -> str:
    """The path of a page of the workplace, behind ``/<language>/desk``."""
    return re.sub("^.*?/desk(?=/)|[?#].*$", "", page.url)
