"""Whole lists as CSV and JSON."""

import csv
import io
import json
from dataclasses import replace

import pytest

from indexer.settings import PROJECT
from portal.browse import taking

ADDRESSES = {
    "/en/records": {},
    "/ar/kinds/case_law": {"kind": "case_law"},
    "/zh/countries/CN": {"country": "CN"},
    "/fr/organizations/european_union": {"organization": "european_union"},
    "/ru/crime-types/corruption": {"crime": "corruption"},
    "/es/issues/extradition": {"issue": "extradition"},
    "/en/treaties/untoc/articles/5": {"article": "untoc:5"},
    "/en/countries/AF": {"country": "AF"},
}


def rows(answer):
    """The rows of a CSV that was answered."""
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("address", ADDRESSES)
def test_downloads_have_the_whole_list(reader, portal_library, address):
    """CSV and JSON have every record of the list in its order, one a row, and mark demonstration material in each."""
    entries = portal_library.catalogue.entries(order="newest", language=address[1:3], **ADDRESSES[address])
    table = rows(reader.get(f"{address}/list.csv"))
    objects = reader.get(f"{address}/list.json").json
    assert [row["id"] for row in table] == [row["id"] for row in objects] == [entry.id for entry in entries]
    assert [row["demonstration"] for row in objects] == [entry.demonstration for entry in entries]
    assert [row["demonstration"] for row in table] == [str(entry.demonstration).lower() for entry in entries]
    assert {tuple(row) for row in (*table, *objects)} <= {taking.COLUMNS}


def test_a_row_says_what_the_list_shows(reader):
    """A row has titles, date, terms with their names in the language of the address, and the permanent address."""
    found = next(row for row in reader.get("/fr/countries/EG/list.json").json if row["id"] == "eg-2010-64")
    assert found["title"].startswith("Loi") or found["title_language"] == "ar"
    assert found["original_language"] == "ar"
    assert (found["kind"], found["date"], found["country"], found["country_name"]) == (
        "legislation", "2010-05", ["EG"], ["Égypte"],
    )  # fmt: skip
    assert "untoc:5" in found["article"]
    assert len(found["article"]) == len(found["article_name"])
    assert found["address"] == "https://palermo.example/id/eg-2010-64"


def test_order_and_kind_hold_for_downloads(reader):
    """A download has the order and the kind that the page was asked for, and is named after its list."""
    answer = reader.get("/en/crime-types/corruption/list.csv?kind=legislation&sort=oldest")
    table = rows(answer)
    assert {row["kind"] for row in table} == {"legislation"}
    assert [row["date"] for row in table] == sorted(row["date"] for row in table)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="crime-corruption-legislation-en.csv"'
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_no_cell_is_a_formula(portal_library):
    """A title that begins as a formula is kept from being one in CSV, and stays as it is in JSON."""
    entry = portal_library.catalogue.entry("untoc")
    entry = replace(entry, titles={**entry.titles, "en": "=HYPERLINK(1)"})
    row = taking.row_of(entry, portal_library, "en")
    (written,) = csv.DictReader(io.StringIO("".join(taking.written(iter([row]), "csv")).lstrip("\ufeff")))
    assert written["title"] == "'=HYPERLINK(1)"
    (kept,) = json.loads("".join(taking.written(iter([row]), "json")))
    assert kept["title"] == "=HYPERLINK(1)"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_long_lists_are_sent_while_they_are_made(portal_library, form):
    """Rows are handed on some hundred at a time: what was sent is not held, and what follows is not yet made."""
    entry = portal_library.catalogue.entry("untoc")
    made = []

    def many():
        for number in range(10_000):
            made.append(number)
            yield taking.row_of(entry, portal_library, "en")

    parts = taking.written(many(), form)
    first = next(parts)
    assert 0 < len(made) <= taking.AT_A_TIME
    whole = first + "".join(parts)
    assert len(made) == 10_000
    assert whole.count('"untoc"') == 10_000


def test_a_long_list_is_whole_and_a_short_one_compressed(reader, portal_library, monkeypatch):
    """A list that is sent in many parts has every record; one that is sent at once is compressed."""
    whole = reader.get("/en/records/list.csv", headers={"Accept-Encoding": "gzip"})
    assert whole.headers["Content-Encoding"] == "gzip"
    monkeypatch.setattr(taking, "AT_A_TIME", 10)
    parts = reader.get("/en/records/list.csv")
    assert parts.is_streamed
    assert [row["id"] for row in rows(parts)] == [
        entry.id for entry in portal_library.catalogue.entries(order="newest")
    ]
    assert reader.head("/en/records/list.csv").status_code == 200


def test_a_download_is_sent_again_only_if_the_records_changed(reader):
    """Who has a list and asks with its mark is told that it is the same, without a row being made."""
    first = reader.get("/en/records/list.json")
    same = reader.get("/en/records/list.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")


@pytest.mark.parametrize("asked", ["q=victim", "q=victime&kind=legislation&sort=oldest", "kind=case_law", "q=zzzz", ""])
def test_results_are_taken_away_whole(reader, asked):
    """CSV and JSON of results have every record that the pages of the API have, in their order, by the same filters."""
    hits, offset = [], 0
    while not offset or len(hits) == offset:
        hits += reader.get(f"/api/v1/search?{asked}&limit=100&offset={offset}").json["hits"]
        offset += 100
    table = rows(reader.get(f"/en/search/list.csv?{asked}&limit=10&offset=20"))
    objects = reader.get(f"/en/search/list.json?{asked}").json
    assert [row["id"] for row in table] == [row["id"] for row in objects] == [hit["id"] for hit in hits]
    assert [row["demonstration"] for row in objects] == [hit["demonstration"] for hit in hits]
    assert all(tuple(row) == taking.COLUMNS for row in (*table, *objects))


def test_results_are_named_and_left_out_by_robots(reader):
    """The file of results is named for what it is, search engines leave it out, and a wrong filter is refused."""
    answer = reader.get("/fr/search/list.csv?crime=corruption")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="search-fr.csv"'
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert reader.get("/fr/search/list.csv?crime=nonsense").status_code == 400


def test_the_page_of_results_leads_to_the_whole_of_them(reader, take_apart):
    """The page of results links to its CSV, JSON and feed, with its words, filters and order and without its place."""
    asked = "q=law&kind=legislation&kind=treaty&language=en&sort=oldest"
    page = take_apart(reader.get(f"/en/search?{asked}&offset=10").text)
    links = [link["href"] for link in page.all("a")]
    for form in ("list.csv", "list.json", "feed.atom"):
        assert f"/en/search/{form}?{asked}" in links
        assert reader.get(f"/en/search/{form}?{asked}").status_code == 200


def test_every_column_is_documented():
    """docs/downloads.md names every column, in their order."""
    text = (PROJECT / "docs" / "downloads.md").read_text(encoding="utf-8")
    documented = [line.split("`")[1::2] for line in text.splitlines() if line.startswith("| `")]
    names = [name for line in documented for name in line if name in taking.COLUMNS]
    assert tuple(dict.fromkeys(names)) == taking.COLUMNS
