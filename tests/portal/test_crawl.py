"""Every link of the portal leads somewhere: pages are followed from home as by a robot that reads everything."""

import re
from collections import defaultdict, deque
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

import pytest

NAMED_BY = ("href", "src", "action", "formaction", "hx-get")
"""The attributes that name addresses."""

FOLLOWED_EACH = {"page", "kind", "sort", "text", "participants"}
"""Parameters of which each value is followed; of the others one a path, for they can be combined without end."""


DRAWN = re.compile(r"^/records/.+-(\d+)\.webp$")
"""Images of pages are drawn in the sandbox when first asked for, a second each: one of each width is."""


def place_in_full(path):
    """Each path is a place of its own; images of pages are one a width."""
    return DRAWN.sub(r"\1", path)


def named_on(page, address):
    """The internal addresses that a page names, without fragments."""
    named = [given[name] for _, given in page.elements for name in NAMED_BY if name in given]
    named += [source.split()[0] for image in page.all("img", loading="lazy") for source in image["srcset"].split(",")]
    absolute = (urldefrag(urljoin(address, name)).url for name in named)
    return [name for name in absolute if name.startswith("/")]


class Crawl:
    """What is left to follow and what was: an address is new if its place is, or one of its parameters there."""

    def __init__(self, place_of):
        """Addresses of which ``place_of`` gives the same differ by their parameters only."""
        self.place_of, self.waiting, self.known = place_of, deque(), defaultdict(set)

    def add(self, address):
        """Remember an address to follow unless it is nothing new."""
        parts = urlsplit(address)
        asked = {(name, value if name in FOLLOWED_EACH else "") for name, value in parse_qsl(parts.query)}
        known = self.known[self.place_of(parts.path)]
        if asked - known or not known:
            known |= asked | {("", "")}
            self.waiting.append(address)


@pytest.fixture
def follow(reader, take_apart):
    """Follows what is new from home, in its language; gives each page of HTML with its address, taken apart."""

    def followed(language, place_of):
        crawl = Crawl(place_of)
        crawl.add(f"/{language}/")
        others = tuple(f"/{code}/" for code in ("ar", "zh", "en", "fr", "ru", "es") if code != language)
        while crawl.waiting:
            address = crawl.waiting.popleft()
            with reader.get(address, headers={"Accept-Language": language}) as answer:
                assert answer.status_code in {200, 303}, f"{address}: {answer.status}"
                named = [urljoin(address, answer.location)] if answer.location else []
                if answer.mimetype == "text/html" and not named:
                    page = take_apart(answer.text)
                    named = named_on(page, address)
                    yield address, page
            for name in named:
                if not name.startswith(others):
                    crawl.add(name)

    return followed


def faults_of(address, page, language, corpus):
    """What is missing on a page that every page has, as words."""
    if page.all("html")[0]["lang"] != language:
        yield "another language"
    if not page.text("title").removesuffix("– Palermo").strip():
        yield "no title"
    if [bool(heading) for heading in page.all_texts("h1")] != [True]:
        yield "not one heading"
    if not page.all("main"):
        yield "no main part"
    steps = urlsplit(address).path.split("/")
    marked = page.all("p", class_="notice")
    if steps[2] == "records" and len(steps) > 3 and corpus.record(unquote(steps[3])).demonstration and not marked:
        yield "a demonstration record without the mark"


def test_every_link_leads_somewhere(follow, portal_library):
    """From home each address in English is answered; each page says language, title, heading and what is not law."""
    faults, pages = [], 0
    for address, page in follow("en", place_in_full):
        pages += 1
        faults += [f"{address}: {fault}" for fault in faults_of(address, page, "en", portal_library.corpus)]
    assert faults == []
    assert pages > 1000


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_each_kind_of_page_is_there_in_each_language(follow, portal_app, portal_library, language):
    """From home an address of each kind is answered in the language, and what it asks for by each parameter."""
    places = portal_app.url_map.bind("localhost")
    kinds, faults = set(), []
    for address, page in follow(language, lambda path: places.match(path)[0]):
        kinds.add(places.match(urlsplit(address).path)[0])
        faults += [f"{address}: {fault}" for fault in faults_of(address, page, language, portal_library.corpus)]
    assert faults == []
    assert len(kinds) >= 30
