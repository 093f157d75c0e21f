"""The page of results: what is found, filtered, marked, and what an empty list says."""

import re

import pytest

from indexer.search.answers import SearchParameters
from portal.search.paging import paging_of


@pytest.fixture
def results(reader, take_apart):
    """Asks a question and takes the page apart."""

    def ask(question, language="en"):
        answer = reader.get(f"/{language}/search?{question}")
        assert answer.status_code == 200
        return take_apart(answer.text)

    return ask


def total(page):
    """The number of records that the heading of a page of results names."""
    return int(re.search(r"\d+", page.text("h1"))[0])


def test_a_hit_says_what_where_and_when(results):
    """A hit has its title in the language of the page, the original beside it, kind, mark, country, date, languages."""
    page = results("q=2016-61")
    hit = page.all_texts("li", class_="hit")[0]
    assert page.text("h2").startswith("Organic Law No. 2016-61")
    for words in (
        "Legislation",
        "Demonstration",
        "Tunisia",
        "3 August 2016",
        "Arabic, French",
        "Trafficking in persons",
    ):
        assert words in hit
    original = [bdi for bdi in page.all("bdi") if bdi.get("lang") == "ar"]
    assert original[0]["dir"] == "rtl"
    assert page.text("p", class_="original").startswith("القانون الأساسي")


def test_a_reader_without_a_title_gets_the_english_one_beside_the_original(results):
    """Where a record has no title in the reader's language, the English one stands below the original one."""
    page = results("country=EG&crime=trafficking_in_persons&kind=legislation", "fr")
    assert page.text("h2").startswith("قانون رقم 64")
    assert page.text("p", class_="original") == "Law No. 64 of 2010 on Combating Human Trafficking"
    original = results("country=EG&crime=trafficking_in_persons&kind=legislation", "ar")
    assert original.all("p", class_="original") == []


def test_one_record_is_not_called_as_all_of_its_kind(results):
    """The badge of a hit names one record of the kind; the filter names all of them."""
    page = results("kind=treaty")
    assert set(page.all_texts("span", class_="kind")) == {"Treaty"}
    assert any(text.startswith("Treaties") for text in page.all_texts("label"))
    assert set(results("kind=treaty", "fr").all_texts("span", class_="kind")) == {"Traité"}


def test_places_have_their_words_marked_and_lead_to_the_provision_and_the_page(results, reader, take_apart):
    """The words of the question are marked in the best places; each leads to its provision and to its page."""
    page = results("q=consentement+victime", "fr")
    marked = " ".join(page.all_texts("mark")).casefold()
    assert "consent" in marked
    assert "victime" in marked
    links = [link["href"] for link in page.all("a")]
    provision = next(link for link in links if re.search(r"/records/tn-2016-61/fr/art_\w+\?q=", link))
    assert take_apart(reader.get(provision).text).all("mark")
    viewer = next(link for link in links if "/records/tn-2016-61/fr/pages/" in link)
    assert "<rect" in reader.get(viewer).text


def test_words_in_headings_are_marked(results):
    """What was found in the heading of a provision is marked there, also where the provision has no text."""
    page = results("q=blanchiment&crime=money_laundering", "fr")
    place = next(text for text in page.all_texts("li", class_="place") if text.startswith("Article 7"))
    assert "Mesures de lutte contre le blanchiment" in place
    assert page.all_texts("mark").count("blanchiment d’argent") >= 1


def test_filters_narrow_and_can_be_removed_one_by_one(results, reader, take_apart):
    """Each filter stands as a chip whose link is the same question without it."""
    page = results("q=crime&kind=legislation&region=150&language=fr&year_from=2000&year_to=2020")
    chips = page.all("a", class_="chip")
    texts = page.all_texts("a", class_="chip")
    assert texts[0] == "Remove filter: Kind: Legislation ×"
    assert texts[-1] == "Remove filter: Year: 2000 to 2020 ×"
    assert page.text("summary") == f"Filters ({len(chips)})"
    for chip in chips:
        wider = take_apart(reader.get(chip["href"]).text)
        assert len(wider.all("a", class_="chip")) == len(chips) - 1
        assert total(wider) >= total(page)


def test_counts_are_those_of_the_filtered_list(results, portal_library):
    """The count beside a value is the number of records that choosing it gives."""
    page = results("")
    assert total(page) == len(portal_library.corpus)
    counted = dict(re.findall(r"(Legislation|Case law|Treaties) (\d+)", " ".join(page.all_texts("li"))))
    for label, kind in (("Legislation", "legislation"), ("Case law", "case_law"), ("Treaties", "treaty")):
        assert total(results(f"kind={kind}")) == int(counted[label])


def test_chosen_values_are_checked_and_travel_with_the_next_question(results):
    """What is filtered by is checked in the form; filters that have no control there travel hidden."""
    page = results("crime=corruption&country=FR&region=155&article=untoc:8&sort=newest")
    checked = {(box["name"], box["value"]) for box in page.all("input", type="checkbox") if "checked" in box}
    assert checked == {("crime", "corruption"), ("country", "FR"), ("article", "untoc:8")}
    hidden = {(field["name"], field["value"]) for field in page.all("input", type="hidden")}
    assert hidden == {("region", "155"), ("sort", "newest")}
    assert all(field["form"] == "ask" for field in page.all("input") if field["name"] != "q")


def test_countries_stand_below_their_regions(results):
    """Countries are grouped by region, both under their names in the language of the page."""
    page = results("", "es")
    assert {"África", "Asia", "Europa", "Américas"} <= set(page.all_texts("summary"))
    africa = next(text for text in page.all_texts("details") if text.startswith("África"))
    assert "Túnez" in africa
    assert "Francia" not in africa


def test_names_of_concepts_are_searched_in_all_languages(results):
    """A question that names a concept says under which other names it was searched, each in its language."""
    page = results("q=trafficking+in+persons")
    also = page.text("p", class_="also")
    assert "Traite des personnes" in also
    assert "الاتجار بالأشخاص" in also
    assert {"ar", "fr"} <= {name.get("lang") for name in page.all("bdi")}


def test_a_relaxed_search_says_so(results):
    """Where too little has all words, the page says how many words the records shown have at least."""
    page = results("q=money+laundering+giraffe+confiscation+submarine")
    notices = " ".join(page.all_texts("p", class_="also"))
    assert "No record has all your words." in notices
    assert re.search(r"at least \d of the \d words", notices)


def test_an_empty_result_names_the_filter_to_drop(results, reader, take_apart):
    """When nothing is found, each filter without which there is something is offered with its count."""
    page = results("q=2016-61&country=FR&language=ar")
    assert total(page) == 0
    ways = {text: link["href"] for text, link in zip(page.all_texts("a"), page.all("a"), strict=True)}
    assert "without “Country: France”" in ways
    assert total(take_apart(reader.get(ways["without “Country: France”"]).text)) == 1
    assert ways["Search for the words without any filter"].endswith("/en/search?q=2016-61")


def test_an_empty_result_names_the_word_to_drop(results, reader, take_apart):
    """When no record has all the words, each one without which some have the rest is offered with their number."""
    page = results("q=%22trafficking+in+persons%22+%22giraffe%22")
    assert total(page) == 0
    ways = {text: link["href"] for text, link in zip(page.all_texts("a"), page.all("a"), strict=True)}
    (said,) = [text for text in page.all_texts("li") if text.startswith("without “giraffe”")]
    wider = take_apart(reader.get(ways["without “giraffe”"]).text)
    assert total(wider) == int(re.search(r"\((\d+) records\)", said)[1]) > 10


def test_a_relaxed_result_names_the_word_that_no_record_has(results):
    """Where no record has all the words, the page says which one to leave out to find all the others together."""
    page = results("q=consentement+victime+girafe+traite", "fr")
    assert any(text.startswith("sans « girafe »") for text in page.all_texts("li"))
    assert not any("girafe" in text for text in results("q=consentement+victime", "fr").all_texts("li"))


def test_translations_are_told_from_originals(results):
    """A place in another language than the law's says that it is a translation; one in the law's own does not."""
    page = results("q=consentement+victime&country=TN", "fr")
    (tunisia,) = [text for text in page.all_texts("li", class_="hit") if "2016-61" in text]
    assert "français, traduction" in tunisia
    arabic = results("q=%D8%B6%D8%AD%D9%8A%D8%A9&country=TN", "ar")
    assert "ترجمة" not in " ".join(arabic.all_texts("p", class_="where"))
    treaty = results("q=criminal+group&kind=treaty")
    assert "translation" not in " ".join(treaty.all_texts("p", class_="where"))


def test_results_can_be_had_as_data(results, reader):
    """Below the hits stands the address of the same results as JSON: question, filters, page and language."""
    page = results("kind=case_law&court_level=supreme&court_level=appeal&sort=title&limit=25", "fr")
    (address,) = [link["href"] for link in page.all("a") if link["href"].startswith("/api/v1/search?")]
    found = reader.get(address).json
    assert found["total"] == total(page) > 1
    assert [hit["title"] for hit in found["hits"]] == page.all_texts("h2")[: found["total"]]


def test_the_size_of_a_page_can_be_chosen(results, reader, take_apart):
    """10 to 100 records a page; the page that is shown then has the first record of the present one."""
    page = results("offset=30&sort=title")
    first = page.all_texts("h2")[0]
    sizes = {
        text: link["href"]
        for text, link in zip(page.all_texts("a"), page.all("a"), strict=True)
        if "limit=" in link["href"]
    }
    assert {"25", "50", "100"} <= sizes.keys()
    larger = take_apart(reader.get(sizes["25"]).text)
    assert first in larger.all_texts("h2")
    assert len(larger.all("li", class_="hit")) == 25


def test_htmx_is_told_what_changes(reader, take_apart):
    """Filters, orders and pages are put into the page that is shown: the heading gets the focus, the count is said."""
    plain = take_apart(reader.get("/en/search?q=law").text)
    inside = take_apart(reader.get("/en/search?q=law", headers={"HX-Request": "true"}).text)
    assert plain.text("p", id="announced") == ""
    assert inside.text("p", id="announced") == inside.text("h1") == plain.text("h1")
    assert plain.all("h1") == [{}]
    assert inside.all("h1") == [{"tabindex": "-1", "autofocus": ""}]
    boosted = {given["class"] for _, given in plain.elements if given.get("hx-boost") and given.get("class")}
    assert {"small sorts", "pages"} <= boosted
    for given in (given for _, given in plain.elements if given.get("hx-boost")):
        assert {given["hx-target"], given["hx-select"]} == {"#content"}
    assert plain.all("form", id="ask")[0]["hx-boost"] == "true"
    assert "HX-Request" in reader.get("/en/search").headers["Vary"]


def test_results_are_cut_into_pages(results, reader, take_apart, portal_library):
    """Pages of results link to each other, to the last one, and together show every record once."""
    seen, address = [], "/en/search?limit=10&sort=title"
    while address:
        page = take_apart(reader.get(address).text)
        seen += [text for text in page.all_texts("h2") if text]
        address = next((link["href"] for link in page.all("a", rel="next")), "")
    everything = len(portal_library.corpus)
    assert len(seen) == everything > 100
    assert len(set(seen)) == everything
    assert f"{(everything - 1) // 10 * 10 + 1} to {everything} of {everything}" in page.text("nav", class_="paging")
    past = results("offset=1000")
    assert "There are not that many results." in " ".join(past.all_texts("p"))


def test_paging_reaches_the_last_page_of_a_long_list(portal_app):
    """Around the current page two are linked on either side, and the first and last always."""
    with portal_app.test_request_context("/en/search"):
        paging = paging_of(SearchParameters(offset=500, limit=10), 123_456)
        assert [link.number for link in paging.links] == [1, 0, 49, 50, 51, 52, 53, 0, 12_346]
        assert paging.previous.endswith("offset=490")
        assert paging_of(SearchParameters(offset=123_450, limit=10), 123_456).next == ""


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("page=-1", 200),
        ("utm_source=newsletter&fbclid=x&q=crime", 200),
        ("q=", 200),
        ("q=%ff%fe%00", 200),
        ("q=" + "a" * 10_000, 200),
        ("q=" + "%E4%BA%BA" * 3000, 200),
        ('q=(((("AND+OR+NOT+*', 200),
        ("q=<script>alert(1)</script>", 200),
        ("crime=nonsense", 400),
        ("country=QQ", 400),
        ("region=999", 400),
        ("year=abc", 400),
        ("year_from=2020&year_to=2000", 200),
        ("year=9" * 1000, 400),
        ("offset=-1", 400),
        ("limit=1000000", 400),
        ("kind=%ff", 400),
        ("country=egypt", 400),
        ("sort=" + "x" * 10_000, 400),
        ("&".join(f"crime=c{number}" for number in range(2000)), 400),
        ("&".join(f"x{number}=1" for number in range(2000)), 200),
        ("&".join(f"x{number}=1" for number in range(20_000)), 414),
        ("reading=nonsense", 400),
        ("reading=incomplete", 200),
        ("offset=1000000&limit=100", 200),
    ],
    ids=lambda value: str(value)[:40],
)
def test_nonsense_in_the_address_gives_a_page(reader, take_apart, question, status):
    """Whatever stands in the address, the answer is a page in the reader's language, never a failure."""
    answer = reader.get(f"/ru/search?{question}")
    assert answer.status_code == status
    page = take_apart(answer.text)
    assert page.all("html") == [{"lang": "ru", "dir": "ltr"}]
    assert "<script>" not in answer.text
    assert len(answer.data) < 300_000
