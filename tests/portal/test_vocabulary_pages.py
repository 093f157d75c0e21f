"""Vocabularies as pages and as SKOS, and the permanent addresses of terms."""

import json

import pytest


@pytest.mark.parametrize(
    ("tail", "place"),
    [
        ("", "/ru/vocabularies"),
        ("/court_level", "/ru/vocabularies/court_level"),
        ("/court_level/supreme", "/ru/vocabularies/court_level#term-supreme"),
        ("/crime", "/ru/crime-types"),
        ("/crime/corruption", "/ru/crime-types/corruption"),
        ("/country/TN", "/ru/countries/TN"),
        ("/treaty/untoc", "/ru/treaties/untoc"),
        ("/article/untoc:5", "/ru/treaties/untoc/articles/5"),
    ],
)
def test_a_term_leads_to_its_place_in_the_reader_s_language(reader, take_apart, tail, place):
    """The permanent address of a term is answered by 303 to its records, or to where it stands among the terms."""
    answer = reader.get(f"/id/terms{tail}", headers={"Accept-Language": "ru"})
    assert (answer.status_code, answer.headers["Location"]) == (303, place)
    path, _, anchor = place.partition("#")
    page = take_apart(reader.get(path).text)
    assert page.all("html")[0]["lang"] == "ru"
    assert not anchor or page.all("li", id=anchor)


@pytest.mark.parametrize(("accept", "ending"), [("text/turtle", "ttl"), ("application/ld+json", "jsonld")])
def test_programs_are_sent_to_skos(reader, portal_settings, accept, ending):
    """Who asks for Turtle or JSON-LD gets the vocabulary as SKOS, in which the term has that address."""
    answer = reader.get("/id/terms/crime/corruption", headers={"Accept": accept})
    assert answer.headers["Location"] == f"/vocabularies/crime.{ending}"
    document = reader.get(answer.headers["Location"])
    assert document.status_code == 200
    address = f"{portal_settings.public_address}/id/terms"
    assert address in document.text
    assert "corruption" in document.text
    assert ending == "ttl" or json.loads(document.text)["@graph"]
    again = reader.get(answer.headers["Location"], headers={"If-None-Match": document.headers["ETag"]})
    assert again.status_code == 304
    as_json = reader.get("/id/terms/crime/corruption", headers={"Accept": "application/json"})
    assert as_json.headers["Location"] == "/api/v1/vocabularies/crime"


def test_a_vocabulary_lists_its_terms(reader, take_apart):
    """Each term has its label, its id, what it means, other words for it, and the records that have it."""
    page = take_apart(reader.get("/fr/vocabularies/crime").text)
    term = page.text("li", id="term-trafficking_in_persons")
    assert term.startswith("Traite des personnes trafficking_in_persons · Notices")
    assert "/fr/search?crime=trafficking_in_persons" in {link.get("href") for link in page.all("a")}
    assert "legal status of any country" in take_apart(reader.get("/en/vocabularies/country").text).text("main")


def test_only_languages_that_can_be_searched_lead_to_the_search(reader, take_apart):
    """Of the languages of texts the six lead to their records; the others have no link that would be refused."""
    page = take_apart(reader.get("/en/vocabularies/language").text)
    searched = [link["href"] for link in page.all("a") if "/search?language=" in link.get("href", "")]
    assert len(searched) == 6 < len(page.all("li", id="term-ur")) + 6
    assert all(reader.get(address).status_code == 200 for address in searched)


@pytest.mark.parametrize("name", ["crime", "country", "article", "organization", "file_status", "relation"])
def test_every_vocabulary_has_a_page(reader, name):
    """A vocabulary of any kind can be shown, in Arabic too."""
    assert reader.get(f"/ar/vocabularies/{name}").status_code == 200


@pytest.mark.parametrize(
    "nonsense",
    [
        "/id/terms/nothing",
        "/id/terms/crime/nothing",
        "/id/terms/crime/%00",
        "/en/vocabularies/%ff",
        "/vocabularies/x.ttl",
    ],
)
def test_what_is_no_term_is_not_found(reader, nonsense):
    """An address of no vocabulary and no term is answered by a page that says so."""
    assert reader.get(nonsense).status_code == 404
