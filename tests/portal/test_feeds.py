"""Atom feeds, held to RFC 4287 by a parser."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest

from portal.browse import feed as feeds
from portal.i18n import LANGUAGES
from portal.search import taking

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ADDRESSES = [
    "/en/records", "/ar/kinds/case_law", "/zh/countries/CN", "/fr/organizations/european_union",
    "/ru/crime-types/corruption", "/es/issues/extradition", "/en/treaties/untoc/articles/5", "/en/countries/AF",
]  # fmt: skip


def parsed(answer):
    """The root of a feed that was answered."""
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return ET.fromstring(answer.text)


def one(element, name):
    """The text of the one child with this name."""
    (child,) = element.findall(ATOM + name)
    return child.text


def links(element, **attributes):
    """The addresses of the links with these attributes."""
    found = element.findall(f"{ATOM}link")
    return [link.get("href") for link in found if attributes.items() <= link.attrib.items()]


@pytest.mark.parametrize("address", ADDRESSES)
def test_feeds_are_valid(reader, portal_settings, address):
    """A feed and its entries have one id, title and time each, absolute addresses, and no id occurs twice."""
    root = parsed(reader.get(f"{address}/feed.atom"))
    public = portal_settings.public_address
    assert root.tag == f"{ATOM}feed"
    assert root.get(f"{XML}lang") == address[1:3]
    assert one(root, "id") == links(root, rel="self")[0] == f"{public}{address}/feed.atom"
    assert links(root, rel="alternate", type="text/html") == [f"{public}{address}"]
    assert len(root.findall(f"{ATOM}author/{ATOM}name")) == 1
    assert root.findtext(f"{ATOM}title").startswith("Palermo – ")
    entries = root.findall(f"{ATOM}entry")
    ids = [one(entry, "id") for entry in entries]
    assert len(ids) == len(set(ids))
    times = [datetime.fromisoformat(one(entry, "updated")) for entry in entries]
    assert times == sorted(times, reverse=True)
    assert all(time.tzinfo for time in times)
    assert all(time <= datetime.fromisoformat(one(root, "updated")) for time in times)
    for entry in entries:
        assert one(entry, "title")
        (page,) = links(entry, rel="alternate")
        assert page.startswith(f"{public}{address[:3]}/records/")
        assert reader.get(page.removeprefix(public)).status_code == 200
    for link in root.iter(f"{ATOM}link"):
        assert link.get("href").startswith(f"{public}/")


def test_a_feed_knows_its_other_languages(reader, portal_settings):
    """A feed names the same one in the five other languages, each of which is there."""
    root = parsed(reader.get("/fr/countries/EG/feed.atom?kind=legislation"))
    others = {link.get("hreflang"): link.get("href") for link in root if link.get("type") == "application/atom+xml"}
    assert set(others) == set(LANGUAGES)
    for address in others.values():
        assert parsed(reader.get(address.removeprefix(portal_settings.public_address)))


def test_demonstration_entries_are_marked(reader):
    """Every entry of a demonstration record says so in its title, a category and its summary."""
    root = parsed(reader.get("/en/countries/EG/feed.atom"))
    entries = root.findall(f"{ATOM}entry")
    assert entries
    for entry in entries:
        assert one(entry, "title").startswith("[Demonstration] ")
        assert "demonstration" in {category.get("term") for category in entry.findall(f"{ATOM}category")}
        assert "not the official text" in one(entry, "summary")
    assert "must not be cited as law" in one(root, "subtitle")


def test_titles_say_their_language(reader):
    """The title of an entry carries the language that it is in."""
    root = parsed(reader.get("/ar/countries/FR/feed.atom"))
    titles = {title.get(f"{XML}lang"): title.text for title in root.iter(f"{ATOM}title") if title.get(f"{XML}lang")}
    assert "loi" in titles["fr"].lower()


def test_a_long_feed_goes_on_to_the_last_record(reader, portal_library, portal_settings, monkeypatch):
    """The pages of a feed lead to each other and together have every record; past the last one is none."""
    monkeypatch.setattr(feeds, "ENTRIES", 10)
    public = portal_settings.public_address
    ids, address = [], "/en/records/feed.atom"
    while address:
        root = parsed(reader.get(address))
        assert links(root, rel="self") == [public + address]
        ids += [one(entry, "id") for entry in root.findall(f"{ATOM}entry")]
        address = next(iter(links(root, rel="next")), "").removeprefix(public)
    assert sorted(ids) == [f"{public}/id/{name}" for name in sorted(portal_library.corpus.ids())]
    assert reader.get("/en/records/feed.atom?page=999").status_code == 404


def test_pages_name_their_feed(reader, take_apart):
    """A list, and home for all records, names its feed to feed readers."""
    for address, feed in (("/en/", "/en/records/feed.atom"), ("/zh/issues/children", "/zh/issues/children/feed.atom")):
        page = take_apart(reader.get(address).text)
        assert [link["href"] for link in page.all("link", type="application/atom+xml")] == [feed]


def test_a_feed_is_sent_again_only_if_the_records_changed(reader):
    """Who has a feed and asks with its mark or its time is told that it is the same; others get all of it."""
    first = reader.get("/en/countries/EG/feed.atom")
    assert first.cache_control.max_age
    same = reader.get("/en/countries/EG/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.text) == (304, "")
    assert same.headers["ETag"] == first.headers["ETag"]
    later = reader.get("/en/countries/EG/feed.atom", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert later.status_code == 304
    other = reader.get("/en/countries/EG/feed.atom", headers={"If-None-Match": '"another"'})
    assert (other.status_code, other.text) == (200, first.text)


def test_characters_that_no_xml_has_are_replaced(reader, monkeypatch):
    """A title with a control character or markup leaves the feed well formed."""
    monkeypatch.setattr("portal.browse.lists.RecordList.title", property(lambda _list: "a\x0bb <i> & \ud800"))
    root = parsed(reader.get("/en/countries/EG/feed.atom"))
    assert one(root, "title") == "Palermo – a\ufffdb <i> & \ufffd"


def test_results_of_a_search_can_be_followed(reader, monkeypatch):
    """The feed of a question has every record that answers it, on pages, what was published last first."""
    monkeypatch.setattr(taking, "ENTRIES", 7)
    monkeypatch.setattr(feeds, "ENTRIES", 7)
    found = {row["id"] for row in reader.get("/en/search/list.json?q=victim&kind=legislation").json}
    address, ids, days = "/en/search/feed.atom?q=victim&kind=legislation", [], []
    while address:
        root = parsed(reader.get(address))
        ids += [one(entry, "id").rsplit("/", 1)[1] for entry in root.findall(f"{ATOM}entry")]
        days += [one(entry, "updated") for entry in root.findall(f"{ATOM}entry")]
        address = next(iter(links(root, rel="next")), "").removeprefix("https://palermo.example")
    assert len(ids) > 7
    assert (len(ids), set(ids)) == (len(found), found)
    assert days == sorted(days, reverse=True)
    assert "victim" in one(root, "title")
    assert reader.get("/en/search/feed.atom?q=victim&page=1000").status_code == 404
    first = reader.get("/en/search/feed.atom?q=victim")
    same = reader.get("/en/search/feed.atom?q=victim", headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
