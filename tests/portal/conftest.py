"""The portal as it runs: the bundled records, read and indexed once, behind the Flask test client."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.request import urlopen

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from indexer.application import Library, build, open_library
from indexer.pipeline.progress import QuietProgress
from indexer.settings import BUNDLED, PROJECT, Settings
from portal import create_app
from tests.ports import free_port

VOID = {"meta", "link", "img", "input", "br", "hr", "rect"}


class Html(HTMLParser):
    """A page taken apart: its elements with attributes, and the text of each."""

    def __init__(self, text: str) -> None:
        """Take the page apart."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[list[str]] = []
        self._open: list[int] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element; its text follows unless it is a void one."""
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.texts.append([])

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those inside it that need no end tag."""
        while self._open and self.elements[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Add the text to all open elements."""
        for index in self._open:
            self.texts[index].append(data)

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of all elements with this tag and these attributes (``class_`` is one of the classes)."""
        return [given for given, _ in self._found(tag, attributes)]

    def text(self, tag: str, **attributes: str) -> str:
        """The text of the first such element, its white space put in order."""
        return next(iter(self.all_texts(tag, **attributes)), "")

    def all_texts(self, tag: str, **attributes: str) -> list[str]:
        """The texts of all such elements."""
        return [text for _, text in self._found(tag, attributes)]

    def _found(self, tag: str, attributes: dict[str, str]) -> Iterator[tuple[dict[str, str], str]]:
        wanted_class = attributes.pop("class_", "")
        for (name, given), parts in zip(self.elements, self.texts, strict=True):
            fits = all(given.get(key) == value for key, value in attributes.items())
            if name == tag and fits and (not wanted_class or wanted_class in given.get("class", "").split()):
                yield given, " ".join("".join(parts).split())


@pytest.fixture(scope="session")
def take_apart() -> type[Html]:
    """Takes a page apart."""
    return Html


@pytest.fixture(scope="session")
def compiled_translations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues of the repository, compiled into a folder of their own."""
    folder = tmp_path_factory.mktemp("translations")
    for source in sorted((PROJECT / "translations").glob("*/LC_MESSAGES/messages.po")):
        target = folder / source.parent.relative_to(PROJECT / "translations") / "messages.mo"
        target.parent.mkdir(parents=True)
        with source.open("rb") as given, target.open("wb") as compiled:
            write_mo(compiled, read_po(given))
    return folder


@pytest.fixture(scope="session")
def portal_settings(compiled_translations: Path, bundled_data: Path) -> Settings:
    """Settings with a data folder in which the bundled records were read and indexed, by one process of a run."""
    settings = Settings(data=bundled_data, translations=compiled_translations, engine="embedded", rate_limit="off")
    with (bundled_data / "one-at-a-time").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        report = build(settings, QuietProgress())
    assert (report.records, report.faults) == (len(list(BUNDLED.glob("*/*/record.yaml"))), ())
    return settings


@pytest.fixture(scope="session")
def portal_library(portal_settings: Settings) -> Iterator[Library]:
    """The library over the bundled records."""
    library = open_library(portal_settings)
    yield library
    library.close()


@pytest.fixture(scope="session")
def portal_app(portal_settings: Settings, portal_library: Library) -> Flask:
    """The portal over the bundled records."""
    return create_app(portal_settings, portal_library)


@pytest.fixture
def reader(portal_app: Flask) -> FlaskClient:
    """A reader of the portal who keeps cookies, should there be any."""
    return portal_app.test_client()


@pytest.fixture(scope="session")
def served_portal(portal_settings: Settings) -> Iterator[str]:
    """The address of ``portal serve`` over the bundled records, as a reader would start it."""
    environment = {
        "PALERMO_DATA": str(portal_settings.data),
        "PALERMO_TRANSLATIONS": str(portal_settings.translations),
        "PALERMO_ENGINE": "embedded",
        "PALERMO_RATE_LIMIT": "off",
    }
    with served(free_port(), environment) as address:
        yield address


@contextmanager
def served(port: int, environment: Mapping[str, str]) -> Iterator[str]:
    """``portal serve`` at a port with these variables beside those of the tests, until the block ends; its address."""
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(port), "--workers", "1"]
    variables = {**os.environ, **environment}
    with subprocess.Popen(command, env=variables, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            address = f"http://127.0.0.1:{port}"
            assert address in said
            _wait_until_healthy(address)
            yield address
        finally:
            server.terminate()


def _wait_until_healthy(address: str) -> None:
    """The address is printed when connections are accepted; the first answer waits for the worker."""
    for _ in range(100):
        try:
            with urlopen(f"{address}/health", timeout=30) as answer:
                assert answer.status == 200
                return
        except ConnectionError:
            time.sleep(0.1)
    pytest.fail(f"{address} does not answer")
