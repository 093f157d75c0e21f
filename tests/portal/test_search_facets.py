"""The filters of the page of results: which there are, the years, long lists, and the page with all values of one."""

import re

import pytest

from indexer.search.answers import FacetValue, SearchParameters
from portal.search.facets import list_panel
from portal.search.years import MOST_BARS, WIDTH, histogram

EVERY_LEGEND = {
    "Crime type", "Country", "Organization", "Cross-cutting issue", "Kind", "Language of the text", "Year",
    "Treaty article", "Status of the text", "In force", "Level of court", "Verdict", "Participant",
}  # fmt: skip


@pytest.fixture
def page_at(reader, take_apart):
    """Opens an address and takes the page apart."""

    def opened(address, **headers):
        answer = reader.get(address, headers=headers)
        assert answer.status_code == 200
        return take_apart(answer.text)

    return opened


def total(page):
    """The number of records that the heading of a page of results names."""
    return int(re.search(r"\d+", page.text("h1"))[0])


def counts_of(page, name):
    """The count beside each value of a facet."""
    texts = [text for text in page.all_texts("label") if re.search(r" \d+$", text)]
    labelled = zip(page.all("input", type="checkbox"), texts, strict=True)
    return {box["value"]: int(text.rsplit(" ", 1)[1]) for box, text in labelled if box["name"] == name}


def test_every_facet_has_its_fieldset(page_at):
    """All records can be filtered by all facets; each is a fieldset with a legend and its boxes are of the form."""
    page = page_at("/en/search")
    assert set(page.all_texts("legend")) == EVERY_LEGEND
    assert {box["form"] for box in page.all("input", type="checkbox")} == {"ask"}
    assert page.all("button", form="ask") == [{"class": "button", "form": "ask"}]


@pytest.mark.parametrize(
    ("kind", "there", "hidden"),
    [
        ("case_law", {"Level of court", "Verdict"}, {"In force", "Participant"}),
        ("treaty", {"Participant"}, {"In force", "Level of court", "Verdict"}),
        ("legislation", {"In force"}, {"Level of court", "Verdict", "Participant"}),
    ],
)
def test_facets_that_do_not_apply_are_not_there(page_at, kind, there, hidden):
    """Levels of courts are offered where there are cases, parties where there are treaties."""
    legends = set(page_at(f"/en/search?kind={kind}").all_texts("legend"))
    assert there <= legends
    assert not hidden & legends


@pytest.mark.parametrize(
    ("facet", "value"),
    [("court_level", "supreme"), ("participant", "EG"), ("in_force", "unknown"), ("article", "untoc:5")],
)
def test_each_count_is_what_choosing_the_value_finds(page_at, facet, value):
    """A value of any facet finds as many records as stand beside it, and stands checked and with a chip then."""
    listed = page_at(f"/en/search/values/{facet}")
    counts = counts_of(listed, facet)
    chosen = page_at(f"/en/search?{facet}={value}")
    assert total(chosen) == counts[value] > 0
    assert [box["value"] for box in chosen.all("input", type="checkbox", name=facet) if "checked" in box] == [value]
    assert len(chosen.all("a", class_="chip")) == 1


def test_several_values_of_a_facet_add_up_and_leave_its_counts_alone(page_at):
    """Two kinds find the records of both; the counts of the kinds stay those without a filter of kinds."""
    free, chosen = page_at("/en/search?q=trafficking"), page_at("/en/search?q=trafficking&kind=treaty&kind=strategy")
    counts = counts_of(free, "kind")
    assert total(chosen) == counts["treaty"] + counts["strategy"]
    assert counts_of(chosen, "kind") == counts


def test_years_are_drawn_with_an_axis_and_stand_in_a_table(page_at):
    """The drawing has a bar for each row of the table, years below it and the highest count; rows lead to the years."""
    page = page_at("/en/search?year_from=2000&year_to=2010")
    bars = page.all("rect")
    rows = page.all("th", scope="row")
    assert len(bars) == len(rows) > 10
    assert 0 < len([bar for bar in bars if bar.get("class") == "in"]) < len(bars)
    labels = [text for text in page.all_texts("text") if text]
    assert all(re.fullmatch(r"\d{4}", label) for label in labels[1:])
    assert "Records by year" in page.all("svg")[0]["aria-label"]
    first, last = page.text("th", scope="row").split(" to ")
    (link,) = [link["href"] for link in page.all("a") if link["href"].endswith(f"year={first}..{last}")]
    assert total(page_at(link)) == int(page.text("td"))


def test_a_histogram_of_any_span_fits(portal_app):
    """From one year to a thousand: at most 40 bars, none outside the drawing, all records counted once."""
    with portal_app.test_request_context("/en/search"):
        for years in ([2000], [1999, 2000], range(1961, 2026), range(1215, 2026), range(1, 9999, 7)):
            values = [FacetValue(f"{year:04}", "", 3, selected=False) for year in years]
            drawn = histogram(values, SearchParameters())
            assert len(drawn.bars) <= MOST_BARS
            assert sum(bar.count for bar in drawn.bars) == 3 * len(values)
            assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH + 0.2 and bar.y >= 0 for bar in drawn.bars)
            assert all(0 <= mark.x <= WIDTH for mark in drawn.marks)
        assert histogram([], SearchParameters()) is None


def test_a_long_list_has_a_page_of_its_own(page_at):
    """Seven of the many articles stand on the page of results, and the link to all, where they can be chosen too."""
    page = page_at("/en/search?q=trafficking&article=untoc:5&sort=newest")
    assert len(page.all("input", type="checkbox", name="article")) == 7
    (link,) = [link["href"] for link in page.all("a") if "/search/values/article" in link["href"]]
    listed = page_at(link)
    boxes = listed.all("input", type="checkbox", name="article")
    assert len(boxes) > 25
    assert [box["value"] for box in boxes if "checked" in box] == ["untoc:5"]
    assert {(field["name"], field["value"]) for field in listed.all("input", type="hidden")} == {("sort", "newest")}
    assert listed.all("input", id="q")[0]["value"] == "trafficking"


def test_numbers_in_a_long_list_are_in_their_order(page_at):
    """Article 5 stands before article 10."""
    boxes = page_at("/en/search/values/article").all("input", type="checkbox", name="article")
    articles = [box["value"] for box in boxes if box["value"].startswith("untoc:")]
    assert articles == sorted(articles, key=lambda article: int(article.split(":")[1]))
    assert len(articles) > 10


def test_a_long_list_can_be_searched_without_scripts(page_at):
    """Of the values those stay that have the text in their names, accents or not; chosen ones stay in any case."""
    page = page_at("/fr/search/values/participant?find=tunis&participant=EG")
    assert {box["value"] for box in page.all("input", type="checkbox")} == {"EG", "TN"}
    page = page_at("/es/search/values/country?find=TUNEZ")
    assert [box["value"] for box in page.all("input", type="checkbox", name="country")] == ["TN"]
    assert page.text("h2") == "África"
    button = next(button for button in page.all("button") if "formaction" in button)
    assert button == {"class": "plain", "form": "ask", "formaction": "/es/search/values/country"}
    nothing = page_at("/en/search/values/country?find=%3Cb%3E" + "x" * 5000)
    assert not nothing.all("input", type="checkbox")


def test_htmx_takes_the_whole_list_into_the_page_of_results(page_at):
    """The fieldset that the link of a long list asks for is on the page it leads to, with a legend to be seen."""
    page = page_at("/en/search")
    (link,) = [link for link in page.all("a") if "/search/values/article" in link["href"]]
    listed = page_at(link["hx-get"], **{"HX-Request": "true"})
    (fieldset,) = [given for given in listed.all("fieldset") if f"#{given.get('id')}" == link["hx-select"]]
    assert fieldset
    assert listed.all("legend") == [{}]


def test_regions_stay_chosen_while_countries_are_searched(page_at):
    """A chosen region is a box where its countries are listed, and travels hidden where they are not."""

    def regions(find):
        page = page_at(f"/en/search/values/country?region=002&region=155&find={find}")
        boxes = [box["value"] for box in page.all("input", name="region", type="checkbox") if "checked" in box]
        return boxes, [field["value"] for field in page.all("input", name="region", type="hidden")]

    assert regions("tunis") == (["002"], ["155"])
    assert regions("france") == ([], ["002", "155"])


@pytest.mark.parametrize("facet", ["year", "region", "nonsense", "%ff", "a" * 5000, "../../etc/passwd"])
def test_only_lists_have_a_page_of_values(reader, facet):
    """There is no page of values for what is no list: 404, in the language of the reader."""
    answer = reader.get(f"/ru/search/values/{facet}")
    assert answer.status_code == 404
    assert '<html lang="ru"' in answer.text


def test_the_values_of_nonsense_are_refused(reader):
    """The page of values takes the parameters of the page of results and refuses the same."""
    assert reader.get("/en/search/values/country?crime=nonsense").status_code == 400
    assert reader.get("/en/search/values/country?page=-1&q=" + "a" * 10_000).status_code == 200


def test_chosen_values_of_a_long_list_are_always_shown(portal_app):
    """However rare it is, what is chosen stands among the first values, so that it can be taken back there."""
    values = [FacetValue(f"t:{number}", "", 100 - number, selected=number > 95) for number in range(100)]
    with portal_app.test_request_context("/en/search"):
        panel = list_panel("article", values, SearchParameters())
    assert [value.value for value in panel.first[:4]] == ["t:96", "t:97", "t:98", "t:99"]
    assert (panel.more, panel.size) == ((), 100)
    assert panel.address


def test_cases_are_filtered_by_court_and_verdict_first(page_at):
    """Where only cases are searched, level of court and verdict stand open before all other filters, and once."""
    legends = page_at("/en/search?kind=case_law").all_texts("legend")
    assert legends[:3] == ["Level of court", "Verdict", "Crime type"]
    assert len(legends) == len(set(legends))
    for asked in ("", "?kind=case_law&kind=legislation", "?kind=legislation"):
        assert page_at(f"/en/search{asked}").all_texts("legend")[0] == "Crime type"


def test_a_country_in_the_question_can_be_made_a_filter(page_at):
    """A country that the question names is offered as a filter with what it leaves; chosen, it is offered no more."""
    page = page_at("/en/search?q=law+in+Tunisia&kind=legislation&region=002")
    offer = next(link for link in page.all("a", class_="offer"))
    assert page.text("a", class_="offer").startswith("Only: Tunisia ")
    assert offer["href"] == "/en/search?q=law+in+Tunisia&kind=legislation&country=TN"
    filtered = page_at(offer["href"])
    assert total(filtered) == int(page.text("a", class_="offer").rsplit(" ", 1)[1])
    assert filtered.all("a", class_="offer") == []
    assert any("Country: Tunisia" in text for text in filtered.all_texts("a", class_="chip"))


def test_no_country_is_offered_that_nothing_is_of(page_at):
    """A country of which no record was found is not offered, and none where the question names none."""
    for q in ("zzzz+Tunisia+Andorra", "corruption"):
        offered = page_at(f"/en/search?q={q}").all_texts("a", class_="offer")
        assert not any("Andorra" in text for text in offered)
    assert offered == []
