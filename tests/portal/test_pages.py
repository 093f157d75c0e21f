"""What holds for every page of the portal."""

import re
from itertools import pairwise

import pytest

from portal.i18n import LANGUAGES

PAGES = {
    "home": "/{}/",
    "results": "/{}/search?q=trafficking+consent",
    "everything": "/{}/search",
    "nothing": "/{}/search?q=zzzyx&country=EG",
    "law in two files": "/{}/records/tn-2016-61?q=consent",
    "law in two languages on a page": "/{}/records/ma-2016-27-14",
    "case": "/{}/records/ecthr-2010-25965-04",
    "strategy": "/{}/records/cn-2021-trafficking-plan",
    "treaty": "/{}/records/untoc",
    "publication": "/{}/records/garcia-ramirez-2020",
    "long text": "/{}/records/uncac?q=extradition&participants=date",
    "provision": "/{}/records/tn-2016-61/fr/art_5?q=victime",
    "page": "/{}/records/tn-2016-61/fr/pages/1?q=victime",
    "all records": "/{}/records?page=2&sort=title",
    "kind": "/{}/kinds/treaty",
    "countries": "/{}/countries",
    "country": "/{}/countries/EG?kind=legislation",
    "organization": "/{}/organizations/european_union",
    "crime types": "/{}/crime-types",
    "crime type": "/{}/crime-types/corruption",
    "issue": "/{}/issues/extradition",
    "treaties": "/{}/treaties",
    "articles of a treaty": "/{}/treaties/untoc",
    "treaty article": "/{}/treaties/untoc/articles/5",
    "vocabularies": "/{}/vocabularies",
    "vocabulary": "/{}/vocabularies/crime",
}
ERRORS = {
    "no such page": ("/{}/nothing-here", 404),
    "no such record": ("/{}/records/nothing-here", 404),
    "no such page of a file": ("/{}/records/tn-2016-61/fr/pages/99", 404),
    "bad value": ("/{}/search?year=abc", 400),
    "no such country": ("/{}/countries/QQ", 404),
    "no such page of a list": ("/{}/records?page=-1", 400),
}


@pytest.fixture(params=sorted(LANGUAGES))
def in_language(request):
    """Each language of the portal in turn."""
    return LANGUAGES[request.param]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_whole_in_every_language(reader, take_apart, in_language, name):
    """A page says its language and direction, has a title, one first heading, one main part and the six languages."""
    answer = reader.get(PAGES[name].format(in_language.code))
    assert answer.status_code == 200
    page = take_apart(answer.text)
    assert page.all("html") == [{"lang": in_language.code, "dir": in_language.direction}]
    assert page.text("title").endswith(" – Palermo")
    assert len(page.text("title")) > len(" – Palermo")
    assert len(page.all("h1")) == 1
    assert len(page.all("main", id="content")) == 1
    alternates = [link for link in page.all("link", rel="alternate") if "type" not in link]
    assert [link["hreflang"] for link in alternates] == list(LANGUAGES)


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_told_in_every_language(reader, take_apart, in_language, name):
    """An error is a whole page in the language of the address, with the right status and ways on."""
    address, status = ERRORS[name]
    answer = reader.get(address.format(in_language.code))
    assert answer.status_code == status
    page = take_apart(answer.text)
    assert page.all("html") == [{"lang": in_language.code, "dir": in_language.direction}]
    assert page.text("h1")
    assert f"/{in_language.code}/search" in {link.get("href") for link in page.all("a")}


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_safe(reader, take_apart, name):
    """No page runs anything but our files, has a style of its own, sets a cookie or lacks a protecting header."""
    answer = reader.get(PAGES[name].format("ar"))
    page = take_apart(answer.text)
    htmx, *others = (given["src"].split("?")[0] for given in page.all("script"))
    assert htmx == "/static/vendor/htmx-2.0.11.min.js"
    assert set(others) <= {"/static/pick.js"}
    assert not page.text("script")
    assert not page.all("style")
    assert not [given for _, given in page.elements if "style" in given or any(key.startswith("on") for key in given)]
    assert "Set-Cookie" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("name", PAGES)
def test_headings_do_not_skip_a_level(reader, take_apart, name):
    """Headings go down one level at a time, so that a page read aloud has an outline."""
    page = take_apart(reader.get(PAGES[name].format("en")).text)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique_and_links_inside_a_page_lead_somewhere(reader, take_apart, name):
    """An id occurs once in a page; every link to a place in the page and every control's form has its target."""
    page = take_apart(reader.get(PAGES[name].format("fr")).text)
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    targets = {given["href"][1:] for given in page.all("a") if given.get("href", "").startswith("#")}
    targets |= {given["form"] for _, given in page.elements if "form" in given}
    targets |= {given["for"] for given in page.all("label") if "for" in given}
    assert targets <= set(ids)


def test_every_control_has_a_label(reader, take_apart):
    """Every field has a label, every list of boxes a fieldset with a legend, and a button applies them."""
    answer = reader.get("/en/search?q=trafficking")
    page = take_apart(answer.text)
    named = {label.get("for") for label in page.all("label")}
    for field in page.all("input"):
        if field["type"] == "hidden":
            continue
        inside = re.search(rf'<label>[^<]*<input[^>]*name="{field["name"]}"', answer.text)
        assert field.get("id") in named or inside, field
    assert page.all_texts("legend")[:2] == ["Crime type", "Country"]
    assert "Apply filters" in page.all_texts("button")


def test_switching_the_language_keeps_the_page_and_the_search(reader, take_apart):
    """The links to the other languages lead to the same page with the same question and filters."""
    page = take_apart(reader.get("/en/search?q=%D8%B1%D8%B6%D8%A7&crime=trafficking_in_persons&sort=newest").text)
    switch = {link["hreflang"]: link["href"] for link in page.all("a") if "hreflang" in link}
    assert switch["fr"] == "/fr/search?q=%D8%B1%D8%B6%D8%A7&crime=trafficking_in_persons&sort=newest"
    assert take_apart(reader.get(switch["ar"]).text).all("html")[0]["dir"] == "rtl"
    of_record = take_apart(reader.get("/en/records/untoc?q=crime").text)
    assert "/ru/records/untoc?q=crime" in {link["href"] for link in of_record.all("a") if "hreflang" in link}
