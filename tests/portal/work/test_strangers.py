"""What is not published reaches no stranger: every public address is looked at for words that stand only there."""

import time
from collections import Counter, deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from portal.database import now, transaction
from portal.jobs import do_waiting
from portal.submissions.models import Comment, Submission
from tests.portal.publishing.press import Press, portal_library, press_prepared, press_settings, work_settings

__all__ = ["portal_library", "press_prepared", "press_settings", "work_settings"]

NAME = "tn-2016-61"
TITLE, SUMMARY, TEXT = "zyxtitle", "zyxsummary", "vulnérabilité"
PUBLIC = (TITLE, SUMMARY, TEXT)
"""What everybody may see once it is published; ``TEXT`` stands in the file."""

SECRET = ("zyxfile", "zyxnote", "zyxcomment", "zyxremark", "zyxminister", "zyxauthor")
"""What nobody but those concerned may see, ever."""

ASKED = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/health",
    "/metrics",
    f"/en/records/{NAME}",
    f"/records/{NAME}/cite.bib",
    f"/id/{NAME}",
    f"/api/v1/records/{NAME}",
    "/en/search?q=gnomon",
    "/en/search?q=gnomon+nowhere",
    "/api/v1/search?q=gnomon",
    "/en/search/values/country?q=gnomon",
    "/en/suggest?q=gnom",
    "/en/countries/TN",
    "/en/countries/TN/feed.atom",
    "/en/records/list.csv",
    "/en/records/list.json",
    "/en/records/feed.atom",
    "/en/records?page=x",
    "/en/nowhere",
    "/en/desk/",
    "/en/desk/queue",
    "/en/desk/submissions/1",
    "/en/desk/submissions/1/publish",
    f"/en/desk/records/{NAME}/withdraw",
    "/api/v1/openapi.json",
    *(f"/en/records/{NAME}/fr/{place}" for place in ("pages/1", "pages/2", "art_1", "art_2", "art_3")),
)
"""Where the crawl begins: what no page links to is asked for by name."""


OF_EACH = 8
"""Addresses that begin alike and are followed: a page of a crime type is like that of another."""

NAMED_BY = ("href", "src", "action")


@pytest.fixture
def planted(person, work_app, work_settings):
    """An accepted submission with a word of its own in all that it consists of; gives its number."""
    author = person("contributor", name="zyxauthor")
    changes = {"title": {"ar": "قانون", "en": f"Gnomon {TITLE} act"}, "summary": {"en": SUMMARY}}
    with work_app.app_context():
        columns = {"note": "zyxnote", "authorized_by": "zyxminister"}
        number = Press(work_settings, work_app).accepted(author.user, changes, **columns)
        with transaction() as session:
            submission = session.get_one(Submission, number)
            submission.files[1].name = "zyxfile.pdf"
            for text, shared in (("zyxcomment", True), ("zyxremark", False)):
                submission.comments.append(Comment(author_id=author.user.id, text=text, shared=shared, at=now()))
    return number


def everything(app, take_apart, begin):
    """What a stranger gets by following links in English, some of each kind: pairs of address and answer."""
    client, waiting, known, alike = app.test_client(), deque(begin), set(begin), Counter()
    while waiting:
        address = waiting.popleft()
        with client.get(address, headers={"Accept-Language": "en"}) as answer:
            yield address, answer
            found = [answer.location] if answer.location else []
            if answer.mimetype == "text/html":
                page = take_apart(answer.text)
                found += [given[name] for _, given in page.elements for name in NAMED_BY if name in given]
        for name in found:
            other = urlsplit(urldefrag(urljoin(address, name)).url)
            path = other.path
            if other.netloc or path in known or path.startswith(("/ar/", "/zh/", "/fr/", "/ru/", "/es/")):
                continue
            known.add(path)
            kind = path.split("/")[1:3]
            alike[*kind] += 1
            if alike[*kind] <= OF_EACH and not path.endswith(".webp"):
                waiting.append(path)


def words_in(answer, words):
    """Those of the words that stand in an answer: in its head or in its body."""
    said = f"{answer.headers}\n{answer.get_data(as_text=False).decode('utf-8', 'replace')}"
    return [word for word in words if word in said]


@pytest.mark.usefixtures("planted")
def test_unpublished_words_are_nowhere(work_app, take_apart):
    """A crawl of all that is public finds no word of an accepted submission: pages, feeds, lists, API, errors."""
    answers = 0
    for address, answer in everything(work_app, take_apart, ASKED):
        assert words_in(answer, (*PUBLIC, *SECRET)) == [], address
        answers += 1
    assert answers > 60


def test_only_what_is_public_is_published(planted, person, work_app, take_apart):
    """After publication its text is everywhere it belongs, and what was never to be published is still nowhere."""
    page = person("publisher").get(f"/en/desk/submissions/{planted}/publish").text
    assert TITLE in page
    answer = person("publisher").post(f"/en/desk/submissions/{planted}/publish", {"id": NAME, "version": version(page)})
    assert answer.status_code == 303
    do_waiting(work_app)
    until = time.monotonic() + 60
    while work_app.test_client().get(f"/en/records/{NAME}").status_code != 200 and time.monotonic() < until:
        time.sleep(0.1)
    seen = set()
    for address, answer in everything(work_app, take_apart, ASKED):
        assert words_in(answer, SECRET) == [], address
        seen |= set(words_in(answer, PUBLIC))
    assert seen == set(PUBLIC)


def version(page):
    """The version that a form of a page carries."""
    return int(page.split('name="version" value="')[1].split('"')[0])
