"""A portal as it runs, with a worker and a mail server, and people at browsers of their own."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from indexer.application import build
from indexer.pipeline.progress import QuietProgress
from indexer.settings import BUNDLED, PROJECT, Settings
from tests.mail_server import MailServer, mail_server
from tests.portal.conftest import served
from tests.portal.work.story.people import PATIENCE, Person, activate
from tests.ports import free_port

__all__ = ["mail_server"]

BESIDE = "legislation/eg-1983-117"
"""A record that is there before, so that what is found is one of several."""

ROLES = ("Contributor", "Editor", "Publisher of records")


@dataclass(frozen=True)
class Place:
    """A served portal: its address, what its programs are given, and the mail that it sent."""

    address: str
    environment: dict[str, str]
    mail: MailServer

    def link_to(self, address: str) -> str:
        """The link in the last message to an address."""
        return re.findall(r"http://\S+", self.message_to(address).get_content())[0]

    def message_to(self, address: str, subject: str = "") -> Any:
        """The last message to an address, with this in its subject; it is waited for.

        Spaces are passed over: where a long subject is folded, Python's library loses one.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for message in reversed(self.mail.taken):
                if address in message["To"] and "".join(subject.split()) in "".join(message["Subject"].split()):
                    return message
            time.sleep(0.2)
        pytest.fail(f"no message to {address} with {subject!r} in {[str(one['Subject']) for one in self.mail.taken]}")


@pytest.fixture
def place(tmp_path: Path, compiled_translations: Path, mail_server: MailServer) -> Iterator[Place]:
    """``portal serve`` with a worker, over one record, with an empty state folder."""
    shutil.copytree(BUNDLED / BESIDE, tmp_path / "laws" / BESIDE)
    corpora = (tmp_path / "laws", tmp_path / "state" / "records")
    corpora[1].mkdir(parents=True)
    settings = Settings(corpora=corpora, data=tmp_path / "var", translations=compiled_translations, engine="embedded")
    build(settings, QuietProgress())
    port = free_port()
    environment = {
        "PALERMO_CORPORA": str(corpora[0]),
        "PALERMO_DATA": str(settings.data),
        "PALERMO_STATE": str(tmp_path / "state"),
        "PALERMO_TRANSLATIONS": str(settings.translations),
        "PALERMO_ENGINE": "embedded",
        "PALERMO_RATE_LIMIT": "off",
        "PALERMO_SECRET_KEY": secrets.token_hex(32),
        "PALERMO_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "PALERMO_CONTACT_MAIL": "secretariat@example.org",
        "PALERMO_MAIL_SERVER": mail_server.url,
    }
    with served(port, environment) as address:
        yield Place(address, environment, mail_server)


@pytest.fixture
def at_browser(chromium: Browser, place: Place) -> Iterator[Callable[..., Person]]:
    """Sits a person down at a browser of their own, which must have nothing to complain about."""
    complaints: list[str] = []
    contexts = []

    def sit_down(name: str, language: str) -> Person:
        contexts.append(chromium.new_context(base_url=place.address, viewport={"width": 1280, "height": 900}))
        page = contexts[-1].new_page()
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{message.text} {message.location.get('url', '')}")
                if message.type == "error"
                else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Person(page, language, name, f"{name.lower().replace(' ', '.')}@example.org")

    yield sit_down
    for context in contexts:
        context.close()
    assert [text for text in complaints if "410 (" not in text] == []


@pytest.fixture
def administrator(place: Place, at_browser: Callable[..., Person]) -> Person:
    """The first administrator, whom the command line invited."""
    person = at_browser("Ada Stone", "en")
    command = [sys.executable, "-m", "portal.cli", "create-admin", person.address, "--name", person.name]
    environment = {**os.environ, **place.environment}
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=True)
    activate(person, done.stdout.strip())
    return person


@pytest.fixture
def invited(place: Place, at_browser: Callable[..., Person], administrator: Person) -> Callable[..., Person]:
    """Has the administrator invite somebody, who follows the link in the mail; gives the person, signed in."""

    def invite(name: str, role: str, language: str, party: str = "") -> Person:
        person, page, says = at_browser(name, language), administrator.page, administrator.says
        administrator.open("/people")
        administrator.follow("Invite somebody")
        administrator.write(name, "Name")
        administrator.write(person.address, "E-mail address")
        for one in ROLES:
            page.get_by_role("checkbox", name=re.compile(f"^{says(one)}")).set_checked(one == role)
        if party:
            administrator.write(party, "Country or organization, in any language")
            administrator.press("Find")
            administrator.click(page.get_by_role("radio", name=party))
        page.get_by_label(says("Language of messages")).select_option(language)
        administrator.press("Send the invitation")
        message = place.message_to(person.address)
        assert message["Content-Language"] == language
        assert person.says("Your account at %(site)s", site="Palermo") == message["Subject"]
        activate(person, place.link_to(person.address))
        return person

    return invite
