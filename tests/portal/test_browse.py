"""Home and the lists: what they hold, how they are ordered, how they lead on."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.application import open_library
from indexer.settings import Settings
from portal import create_app

LISTS = {
    "all": "/{}/records",
    "kind": "/{}/kinds/legislation",
    "country": "/{}/countries/EG",
    "country without records": "/{}/countries/AF",
    "organization": "/{}/organizations/council_of_europe",
    "crime": "/{}/crime-types/corruption",
    "issue": "/{}/issues/extradition",
    "article": "/{}/treaties/untoc/articles/5",
}
INDEXES = {
    "countries": "/{}/countries",
    "organizations": "/{}/organizations",
    "crimes": "/{}/crime-types",
    "issues": "/{}/issues",
    "treaties": "/{}/treaties",
    "treaty": "/{}/treaties/untoc",
    "treaty without articles": "/{}/treaties/cites-1973",
}
UNKNOWN = ["kinds/laws", "countries/eg", "countries/QQ", "organizations/nobody", "crime-types/arson", "issues/x",
           "treaties/nothing", "treaties/untoc/articles/99", "treaties/nothing/articles/1"]  # fmt: skip


def total(page):
    """The number of records that a list says it has."""
    return int(re.match(r"\d+", page.text("h2", id="records"))[0])


@pytest.fixture(scope="module")
def away(portal_settings: Settings) -> Iterator[FlaskClient]:
    """A reader of a portal whose engine does not answer."""
    settings = replace(portal_settings, engine="elasticsearch", elasticsearch_url="http://127.0.0.1:1")
    library = open_library(settings)
    yield create_app(settings, library).test_client()
    library.close()


@pytest.mark.parametrize("address", ["/{}/", *LISTS.values(), *INDEXES.values()])
def test_home_and_lists_need_no_engine(away, address):
    """Home, every list and every index of terms is there while the engine does not answer the search."""
    for language in ("en", "ar"):
        assert away.get(address.format(language)).status_code == 200
    assert away.get("/en/search").status_code == 503
    if address in LISTS.values():
        for form in ("feed.atom", "list.csv", "list.json"):
            assert away.get(f"{address.format('en')}/{form}").status_code == 200


def test_home_counts_what_there_is(reader, take_apart, portal_library):
    """Home has the five kinds with their numbers, each leading to a list of as many, and what was published last."""
    page = take_apart(reader.get("/en/").text)
    tiles = [text for text in page.all_texts("a") if re.fullmatch(r"\D+ \d+", text)]
    assert [text.rsplit(" ", 1)[0] for text in tiles] == [
        "Legislation", "Case law", "Strategies", "Treaties", "Bibliography",
    ]  # fmt: skip
    for kind, count in portal_library.catalogue.counts("kind").items():
        assert total(take_apart(reader.get(f"/en/kinds/{kind}").text)) == count
    latest = portal_library.catalogue.entries(order="updated", limit=5)
    assert [text for text in page.all_texts("h3") if len(text) > 12] == [entry.title_in("en")[0] for entry in latest]


def test_a_list_shows_every_record_once(reader, take_apart, portal_library):
    """Pages of a list lead to each other to the last one, in the order asked for, and have every record once."""
    for order in ("newest", "oldest", "title", "updated"):
        seen, address = [], f"/fr/records?sort={order}"
        while address:
            page = take_apart(reader.get(address).text)
            seen += [link["href"].rsplit("/", 1)[1] for link in page.all("a") if "/fr/records/" in link["href"]]
            address = next((link["href"] for link in page.all("a", rel="next")), "")
        assert [record for record in seen if "." not in record] == [
            entry.id for entry in portal_library.catalogue.entries(order=order, language="fr")
        ]


def test_kinds_narrow_a_list(reader, take_apart, portal_library):
    """The kinds of a list are links with their numbers; the list of one keeps its feed and downloads to that kind."""
    page = take_apart(reader.get("/en/crime-types/corruption").text)
    counts = portal_library.catalogue.counts("kind", crime="corruption")
    assert f"Legislation {counts['legislation']}" in page.all_texts("a")
    laws = take_apart(reader.get("/en/crime-types/corruption?kind=legislation").text)
    assert total(laws) == counts["legislation"] < total(page)
    assert {"/en/crime-types/corruption/list.csv?kind=legislation"} <= {link["href"] for link in laws.all("a")}
    assert set(laws.all_texts("span", class_="kind")) == {"Legislation"}


def test_a_country_tells_its_participation_in_treaties(reader, take_apart):
    """The page of a country has a row a treaty with a list, with signature, act, date, and the date of the list."""
    rows = take_apart(reader.get("/en/countries/EG").text).all_texts("tr")
    convention = "Organized Crime Convention"
    row = next(row for row in rows if row.startswith(convention))
    assert re.fullmatch(f"{convention} 13 December 2000 Ratification 5 March 2004 ?January 2014", row)
    assert any(re.fullmatch("Firearms Protocol not in the list ?July 2014", row) for row in rows)
    assert "European Union" in take_apart(reader.get("/en/organizations/european_union").text).text("h1")


def test_laws_are_counted_beside_a_list(reader, take_apart, portal_library):
    """Beside the list of a country its laws stand by crime type, beside that of a crime type by country, as links."""
    page = take_apart(reader.get("/en/countries/CN").text)
    beside = page.all_texts("ul", class_="counted")[0]
    counts = portal_library.catalogue.counts("crime", country="CN", kind="legislation")
    assert f"Corruption {counts['corruption']}" in beside
    address = "/en/search?kind=legislation&country=CN&crime=corruption"
    assert address in {link["href"] for link in page.all("a")}
    found = take_apart(reader.get(address).text)
    assert found.text("h1").startswith(f"{counts['corruption']} record")
    assert "Laws by country" in take_apart(reader.get("/en/crime-types/corruption").text).all_texts("h2")


def test_an_article_compares_countries(reader, take_apart, portal_library):
    """The page of an article has a row a country with relevant laws: how many, and how it stands to the treaty."""
    page = take_apart(reader.get("/en/treaties/untoc/articles/5").text)
    assert page.text("h1").startswith("Organized Crime Convention, article 5: Criminalization of participation")
    counts = portal_library.catalogue.counts("country", article="untoc:5", kind="legislation")
    rows = page.all_texts("tr")[1:]
    assert len(rows) == len(counts)
    assert "Egypt 2 laws 13 December 2000 Ratification 5 March 2004" in rows
    assert [row.split()[0] for row in rows] == sorted(row.split()[0] for row in rows)
    around = [link["href"] for link in page.all("a", class_="chip")]
    assert {"/en/treaties/untoc/articles/4", "/en/treaties/untoc/articles/6"} <= set(around)
    assert "Previous article: 4. Protection of sovereignty" in page.all_texts("a", class_="chip")


def test_terms_are_named_and_sorted_in_the_language_of_the_page(reader, take_apart):
    """Indexes have the labels of the language and stand in its order; every term leads to its list."""
    spanish = take_apart(reader.get("/es/crime-types").text)
    names = [link for link in spanish.all_texts("a") if link in ("Blanqueo de dinero", "Corrupción", "Terrorismo")]
    assert names == ["Blanqueo de dinero", "Corrupción", "Terrorismo"]
    arabic = take_apart(reader.get("/ar/countries").text)
    assert "مصر" in arabic.all_texts("a")
    treaty = take_apart(reader.get("/fr/treaties/untoc").text)
    assert "/fr/treaties/untoc/articles/5" in {link["href"] for link in treaty.all("a")}
    assert any("Incrimination de la participation" in row for row in treaty.all_texts("tr"))


def test_a_term_is_described(reader, take_apart):
    """A term's page has its scope note in its language, its synonyms, and the terms around it as links."""
    answer = reader.get("/fr/crime-types/smuggling_of_migrants")
    page = take_apart(answer.text)
    assert 'lang="en"' in re.search(r'<p class="summary"[^>]*>Procuring', answer.text)[0]
    assert "trafic de migrants" in page.all_texts("dd")
    assert "/fr/crime-types/trafficking_in_persons" in {link["href"] for link in page.all("a")}
    country = take_apart(reader.get("/ru/countries/EG").text)
    assert "Арабская Республика Египет" in country.all_texts("dd")
    assert "/ru/search?region=002" in {link["href"] for link in country.all("a")}


def test_tiles_are_links_to_all_countries(reader, take_apart, portal_library):
    """The tile map is a list of links, one a country, that says its name, its code and its number to all readers."""
    page = take_apart(reader.get("/en/countries").text)
    tiles = [link for link in page.all("a") if "title" in link]
    assert len(tiles) == len(portal_library.vocabularies.concepts("country"))
    assert {tile["title"] for tile in tiles} >= {"Egypt", "Antarctica", "State of Palestine"}
    assert f"EGEgypt: {portal_library.catalogue.counts('country')['EG']}" in page.all_texts("a")


@pytest.mark.parametrize("address", ["/{}/", "/{}/countries", "/{}/countries/EG", "/{}/crime-types/corruption"])
def test_designations_imply_no_opinion(reader, address):
    """Every list by country says so, in the wording of the United Nations for each language."""
    said = {
        "en": "do not imply the expression of any opinion whatsoever concerning the legal status of any country",
        "fr": "aucune prise de position quant au statut juridique des pays, territoires, villes ou zones",
        "es": "juicio alguno sobre la condición jurídica de países, territorios, ciudades o zonas",
        "ru": "какого бы то ни было мнения относительно правового статуса",
        "ar": "الإعراب عن أي رأي كان بشأن المركز القانوني لأي بلد أو إقليم أو مدينة أو منطقة",
        "zh": "任何国家、领土、城市或地区或其当局的法律地位",
    }
    for language, words in said.items():
        assert words in reader.get(address.format(language)).text


@pytest.mark.parametrize("term", UNKNOWN)
def test_an_unknown_term_is_not_found(reader, take_apart, term):
    """A term that no vocabulary has is answered by a page in the reader's language, in every form of the list."""
    for form in ("", "/feed.atom", "/list.csv", "/list.json"):
        answer = reader.get(f"/ar/{term}{form}")
        assert answer.status_code == 404
        assert take_apart(answer.text).all("html") == [{"lang": "ar", "dir": "rtl"}]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("page=-1", 400), ("page=0", 400), ("page=x", 400), ("page=" + "9" * 5000, 400), ("page=999999", 404),
        ("page=²", 400), ("page=%FF%FE", 400), ("sort=colour", 400), ("kind=law", 400), ("page=1&page=2", 200),
        ("utm_source=x&q=%00", 200), ("sort=&kind=&page=1", 200), ("page=٢", 200),
    ],
)  # fmt: skip
def test_nonsense_in_an_address_gives_a_page(reader, take_apart, asked, status):
    """What a list cannot be asked for is told on a page; unknown parameters are passed over."""
    answer = reader.get(f"/en/records?{asked}")
    assert answer.status_code == status
    assert take_apart(answer.text).text("h1")


def test_lists_of_demonstration_records_are_not_indexed(reader, take_apart):
    """A page of a list that shows demonstration records asks search engines to leave it out, and marks each of them."""
    page = take_apart(reader.get("/en/countries/EG").text)
    assert page.all("meta", name="robots") == [{"name": "robots", "content": "noindex"}]
    assert len(page.all("span", class_="demo")) == total(page)
    empty = take_apart(reader.get("/en/countries/AF").text)
    assert not empty.all("meta", name="robots")
    assert "There is no record here yet." in empty.all_texts("p")
