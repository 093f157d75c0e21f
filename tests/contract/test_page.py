"""Several requests in one round: the first that finds enough, and what a page of results shows."""

import pytest

from indexer.search.nodes import Term
from indexer.search.types import INCOMPLETE, PageRequest, PassageRequest, RecordRequest, SearchEngine, Sort
from tests.contract.conftest import Places
from tests.contract.entries import ids, passage, record

LAW = Term("body", "en:law")
WORD = Term("tokens", "law")


@pytest.fixture(scope="module")
def engine(places: Places) -> SearchEngine:
    """Nine records with a word that all have, one that every third has, and one of a single record."""
    return places.new().build(
        [
            record(
                f"r{number}",
                " ".join(["en:law", *(["en:third"] * (number % 3 == 0)), *(["en:one"] * (number == 4))]),
                facets={
                    "country": ("EG",) if number % 2 else ("FR",),
                    **({"reading": (INCOMPLETE,)} if number in (3, 4) else {}),
                },
                passages=[
                    passage(f"r{number}-en", f"r{number}", "law " * (number + 1)),
                    passage(f"r{number}-fr", f"r{number}", "loi", language="fr"),
                ],
            )
            for number in range(9)
        ]
    )


def words(*tokens: str) -> list[RecordRequest]:
    """A request for each word."""
    return [RecordRequest(Term("body", f"en:{token}"), sort=Sort("date"), limit=2) for token in tokens]


@pytest.mark.parametrize(
    ("tokens", "enough", "totals"),
    [
        (("one", "third", "law"), 100, [1, 3, 9]),
        (("one", "third", "law"), 2, [1, 3]),
        (("none", "one", "third"), 1, [0, 1]),
        (("law", "one"), 9, [9]),
        (("none",), 0, [0]),
    ],
)
def test_answers_end_with_the_first_that_has_enough(engine: SearchEngine, tokens, enough, totals):
    """As many answers as it takes, each what ``find_records`` gives for its request; all if none has enough."""
    requests = words(*tokens)
    answers = engine.find_first(requests, enough)
    assert [answer.total for answer in answers] == totals
    assert list(answers) == [engine.find_records(request) for request in requests[: len(totals)]]


def test_a_page_shows_what_the_single_requests_answer(engine: SearchEngine):
    """Facets of all that matches whatever page it is asked for, stored data and passages of the records shown."""
    matching = RecordRequest(
        LAW, {"country": ("EG",)}, facets=("country", "year"), offset=3, limit=1, sort=Sort("date")
    )
    shown = PassageRequest({"en": WORD, "fr": Term("tokens", "loi")}, ("r3", "r1", "nobody"), 2)
    page = engine.get_page(PageRequest(matching, shown))
    assert page.facets == {"country": {"EG": 4, "FR": 5}, "year": {}}
    assert page.stored == {"r3": {"id": "r3"}, "r1": {"id": "r1"}}
    assert page.passages == engine.find_passages(shown)
    assert {name: {hit.id for hit in hits} for name, hits in page.passages.items()} == {
        "r1": {"r1-en", "r1-fr"},
        "r3": {"r3-en", "r3-fr"},
    }


def test_a_page_counts_other_requests_beside_its_own(engine: SearchEngine):
    """Of each request that is to be counted is told how many records match, in the order of the requests."""
    counted = (
        RecordRequest(Term("body", "en:third"), facets=("country",), sort=Sort("date"), offset=7, limit=3),
        RecordRequest(filters={"country": ("EG",)}, years=(None, None), limit=0),
        RecordRequest(filters={"country": ("EG",), "reading": (INCOMPLETE,)}),
        RecordRequest(filters={"reading": (INCOMPLETE,)}, years=(1990, None)),
        RecordRequest(Term("body", "en:none")),
    )
    page = engine.get_page(PageRequest(RecordRequest(LAW), PassageRequest({"en": WORD}, ("r1",)), counted))
    assert page.totals == (3, 4, 1, 0, 0)
    assert page.passages.keys() == page.stored.keys() == {"r1"}
    assert engine.get_page(PageRequest(RecordRequest(LAW), PassageRequest({}, ()))).totals == ()


@pytest.mark.parametrize(
    "shown",
    [PassageRequest({}, ("r1",)), PassageRequest({"en": WORD}, ()), PassageRequest({"en": WORD}, ("r1",), 0)],
    ids=["no query", "no record", "no passage"],
)
def test_a_page_without_passages_has_the_rest(engine: SearchEngine, shown: PassageRequest):
    """Facets and stored data need no query on passages, facets no record."""
    page = engine.get_page(PageRequest(RecordRequest(facets=("country",)), shown))
    assert page.facets == {"country": {"EG": 4, "FR": 5}}
    assert page.stored == {name: {"id": name} for name in shown.records}
    assert page.passages == {}


def test_ranking_does_not_depend_on_how_many_passages_are_wanted(engine: SearchEngine):
    """The best passage counts, whether any is to be shown or not."""
    shown = PassageRequest({"en": WORD}, ("r1", "r2"), 0)
    assert engine.find_passages(shown) == {}
    assert engine.rank_records(shown).keys() == {"r1", "r2"}


def test_pages_of_one_record_reach_all(engine: SearchEngine):
    """A page of one record at a time goes through all of them, and the counts stay the same."""
    listed = []
    for offset in range(9):
        (answer,) = engine.find_first([RecordRequest(LAW, facets=("country",), offset=offset, limit=1)], 1)
        assert answer.facets == {"country": {"EG": 4, "FR": 5}}
        listed += ids(answer)
    assert sorted(listed) == [f"r{number}" for number in range(9)]
