"""The pages of search on both engines: the same records, counts, places and ways out."""

from dataclasses import replace

import pytest

from indexer.application import build, open_library
from indexer.pipeline.progress import QuietProgress
from portal import create_app


@pytest.fixture(scope="module")
def elastic_reader(portal_settings, elasticsearch_url):
    """A reader of the portal over the bundled records on Elasticsearch."""
    settings = replace(
        portal_settings,
        engine="elasticsearch",
        elasticsearch_url=elasticsearch_url,
        elasticsearch_prefix="portal-pages",
    )
    build(settings, QuietProgress())
    library = open_library(settings)
    yield create_app(settings, library).test_client()
    library.close()


@pytest.mark.parametrize(
    "address",
    [
        "/en/search",
        "/fr/search?q=consentement+victime&crime=trafficking_in_persons",
        "/ar/search?q=%D8%A7%D9%84%D8%A7%D8%AA%D8%AC%D8%A7%D8%B1&year_from=2000&limit=25",
        "/en/search?kind=case_law&court_level=supreme&sort=oldest",
        "/en/search?q=%22trafficking+in+persons%22+giraffe",
        "/ru/search?q=2016-61&country=FR&language=ar",
        "/en/search?limit=50&offset=100&sort=title",
        "/zh/search/values/article?q=trafficking",
        "/es/search/values/country?find=a",
        "/fr/search/list.csv?q=victime&sort=title",
        "/en/search/list.json?q=law",
        "/en/suggest?q=legal",
    ],
)
def test_both_engines_give_the_same_page(reader, elastic_reader, address):
    """What a reader is shown does not depend on the engine."""
    embedded, elastic = reader.get(address), elastic_reader.get(address)
    assert embedded.status_code == elastic.status_code == 200
    assert elastic.text == embedded.text
