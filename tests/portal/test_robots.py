"""What robots are told: where they may go, and which pages there are."""

import shutil
from dataclasses import replace
from xml.etree import ElementTree as ET

from indexer.application import open_library
from indexer.settings import PROJECT
from portal import create_app
from portal.operations import sitemap

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_robots_are_told_where_to_go(reader):
    """Pages are open to robots, the combinations of filters and the API are not, and the sitemap is named."""
    told = reader.get("/robots.txt")
    assert told.mimetype == "text/plain"
    assert "Disallow: /*/search" in told.text
    assert "Sitemap: https://palermo.example/sitemap.xml" in told.text


def locations(text):
    """The addresses of a sitemap or of an index of sitemaps."""
    return [found.text for found in ET.fromstring(text).iter(f"{SITEMAP}loc")]


def test_the_pages_of_the_portal_are_in_the_sitemap(reader, portal_library):
    """The pages of the portal are listed in every language, and none of the bundled records, which are no law."""
    found = locations(reader.get("/sitemap.xml").text)
    for page in ("", "about", "countries", "crime-types", "records"):
        addresses = {f"https://palermo.example/{code}/{page}" for code in ("ar", "zh", "en", "fr", "ru", "es")}
        assert addresses <= set(found)
    assert not any("/records/" in address for address in found)
    assert not any("/report" in address or "/search" in address for address in found)
    assert len(portal_library.corpus) > 100


def test_records_that_are_no_demonstration_are_in_the_sitemap(portal_settings, tmp_path):
    """An official record is listed in every language, as soon as it is there; a demonstration beside it is not."""
    treaties = PROJECT / "corpora" / "specimen" / "treaty"
    settings = replace(portal_settings, corpora=(tmp_path,), data=tmp_path / "data")
    (tmp_path / "treaty").mkdir()
    shutil.copytree(treaties / "budapest-2001", tmp_path / "treaty" / "budapest-2001")
    library = open_library(settings)
    reader = create_app(settings, library).test_client()
    assert not any("/records/" in address for address in locations(reader.get("/sitemap.xml").text))
    shutil.copytree(treaties / "untoc", tmp_path / "treaty" / "untoc")
    record = tmp_path / "treaty" / "untoc" / "record.yaml"
    record.write_text(record.read_text().replace("status: demonstration", "status: official"))
    library.catalogue.follow()
    found = {address for address in locations(reader.get("/sitemap.xml").text) if "/records/" in address}
    assert found == {f"https://palermo.example/{code}/records/untoc" for code in ("ar", "zh", "en", "fr", "ru", "es")}
    library.close()


def test_a_long_sitemap_comes_in_parts(reader, monkeypatch):
    """More addresses than one file may have come in several, which an index names; together they are all."""
    whole = locations(reader.get("/sitemap.xml").text)
    monkeypatch.setattr(sitemap, "MOST", 4)
    index = locations(reader.get("/sitemap.xml").text)
    assert len(index) == -(-len(whole) // 4) > 1
    parts = [locations(reader.get(address.removeprefix("https://palermo.example")).text) for address in index]
    assert [address for part in parts for address in part] == whole
    assert max(map(len, parts)) == 4
    assert reader.get(f"/sitemap-{len(index) + 1}.xml").status_code == 404
    assert reader.get("/sitemap-0.xml").status_code == 404
