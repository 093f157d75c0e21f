"""What is suggested while a question is typed."""

from dataclasses import replace

import pytest

from indexer.application import open_library
from portal import create_app


@pytest.fixture
def suggested(reader, take_apart):
    """Types something and gives the links that are suggested, by their text."""

    def typed(text, language="en"):
        answer = reader.get(f"/{language}/suggest", query_string={"q": text}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        assert "HX-Request" in answer.headers["Vary"]
        page = take_apart(answer.text)
        assert not page.all("html")
        return dict(zip(page.all_texts("a"), (link["href"] for link in page.all("a")), strict=True))

    return typed


@pytest.mark.parametrize(
    ("text", "language", "words", "address"),
    [
        ("traffick", "en", "Trafficking in persons", "/en/search?crime=trafficking_in_persons"),
        ("traite des", "en", "Traite des personnes", "/en/search?crime=trafficking_in_persons"),
        ("الاتجار بالأش", "ar", "الاتجار بالأشخاص", "/ar/search?crime=trafficking_in_persons"),
        ("贩运人", "zh", "贩运人口", "/zh/search?crime=trafficking_in_persons"),
        ("торговля лю", "ru", "Торговля людьми", "/ru/search?crime=trafficking_in_persons"),
        ("tunis", "en", "Tunisia Country", "/en/search?country=TN"),
        ("legal pers", "en", "Liability of legal persons", "/en/search?issue=liability_of_legal_persons"),
        ("article 5", "en", "Criminalization of participation", "/en/search?article=untoc%3A5"),
        ("modern sl", "en", "Modern Slavery Act 2015", "/en/records/gb-2015-modern-slavery"),
        ("القانون الأساسي عدد 61", "fr", "Loi organique", "/fr/records/tn-2016-61"),
    ],
)
def test_terms_and_titles_are_suggested_in_six_languages(suggested, text, language, words, address):
    """The beginning of a name in any language leads to its term or record, called as readers of the page call it."""
    links = suggested(text, language)
    assert any(words in said and link == address for said, link in links.items()), links


def test_a_later_word_is_enough(suggested):
    """A name is met by any of its words, whatever its case and accents."""
    assert "/en/search?country=CI" in suggested("IVOIRE").values()
    assert "/en/search?country=CI" in suggested("cote d").values()


def test_only_what_finds_something_is_suggested(suggested, reader, take_apart):
    """A country without a record is not suggested, and each suggestion finds as many records as it says."""
    assert suggested("Liechtenst") == {}
    for said, link in suggested("corr").items():
        page = take_apart(reader.get(link).text)
        if "record" in said:
            assert page.text("h1").split()[0] in said.split()


def test_hidden_names_are_not_shown(suggested):
    """A former name finds its country; only the present name is shown."""
    links = suggested("turkey")
    assert all("Türkiye" in said for said, link in links.items() if "country=" in link)


@pytest.mark.parametrize("text", ["", " ", "a", "%", "_", "'", '"', "\x00", "x" * 10_000, "((((", "<b>", "٣"])
def test_nonsense_suggests_nothing_and_fails_nowhere(suggested, text):
    """Whatever is typed the answer is a list, if an empty one."""
    assert suggested(text) == {}


def test_without_scripts_suggestions_are_a_page(reader, take_apart):
    """The same address is a page for who has no scripts, with the way to the results."""
    page = take_apart(reader.get("/es/suggest?q=corrup").text)
    assert page.text("h1") == "Sugerencias"
    links = [link["href"] for link in page.all("a")]
    assert "/es/search?crime=corruption" in links
    assert "/es/search?q=corrup" in links
    empty = take_apart(reader.get("/es/suggest?q=zzzz").text)
    assert "Ningún término ni título empieza así." in empty.all_texts("p")
    assert reader.get("/es/suggest?q=%ff%fe").status_code == 200


def test_suggestions_need_no_index(portal_settings, tmp_path):
    """Without an index terms and titles are suggested still, while the page of results says that search is away."""
    settings = replace(portal_settings, data=tmp_path)
    library = open_library(settings)
    reader = create_app(settings, library).test_client()
    answer = reader.get("/en/suggest?q=traffick", headers={"HX-Request": "true"})
    assert "crime=trafficking_in_persons" in answer.text
    assert "/records/sa-2009-m40" in answer.text
    assert reader.get("/en/search?q=law").status_code == 503
    assert reader.get("/en/search/values/country").status_code == 503
    library.close()
