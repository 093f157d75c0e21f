"""Every node of a query matches and scores as the interface says."""

import math

import pytest

from indexer.search.nodes import Best, Bool, Boost, Everything, Node, Phrase, Prefix, Term
from indexer.search.types import RecordRequest, SearchEngine
from tests.contract.conftest import Places
from tests.contract.entries import ids, record

ENTRIES = (
    record("r1", "en:court en:law x:5", title="en:court", exact="the court of law ¶ law of 5"),
    record("r2", "en:law en:law fr:loi", title="en:law", exact="law ¶ court of appeal"),
    record("r3", "fr:loi fr:trait en:court", title="fr:loi", exact="la loi sur la traite ¶ of"),
    record("r4", "ar:قانون zh:法律 ru:закон", title="zh:法律", exact="قانون 法 律 закон"),
)
COURT = Term("body", "en:court")
LAW = Term("body", "en:law")
LOI = Term("body", "fr:loi")


@pytest.fixture(scope="module")
def engine(places: Places) -> SearchEngine:
    """The four records."""
    return places.new().build(ENTRIES)


def matching(engine: SearchEngine, query: Node) -> dict[str, float]:
    """The ids that match with their scores."""
    answer = engine.find_records(RecordRequest(query))
    assert answer.total == len(answer.hits)
    return {hit.id: hit.score for hit in answer.hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Everything(), "r1 r2 r3 r4"),
        (COURT, "r1 r3"),
        (Term("title", "en:court"), "r1"),
        (Term("body", "zh:法律"), "r4"),
        (Term("body", "court"), ""),
        (Term("body", "en:cour"), ""),
        (Term("exact", "of"), "r1 r2 r3"),
        (Best((COURT, LOI)), "r1 r2 r3"),
        (Best(()), ""),
        (Boost(COURT, 3.0), "r1 r3"),
        (Prefix("body", "en:"), "r1 r2 r3"),
        (Prefix("body", "fr:t"), "r3"),
        (Prefix("exact", "зак"), "r4"),
        (Prefix("exact", "la.*"), ""),
        (Phrase("exact", ("court", "of")), "r1 r2"),
        (Phrase("exact", ("of", "court")), ""),
        (Phrase("exact", ("law",)), "r1 r2"),
        (Phrase("exact", ("法", "律")), "r4"),
        (Bool(), "r1 r2 r3 r4"),
        (Bool(must=(COURT, LAW)), "r1"),
        (Bool(should=(COURT, LAW)), "r1 r2 r3"),
        (Bool(must=(COURT,), should=(LAW,)), "r1 r3"),
        (Bool(must=(COURT,), should=(LAW, LOI), at_least=1), "r1 r3"),
        (Bool(should=(COURT, LAW, LOI), at_least=2), "r1 r2 r3"),
        (Bool(should=(COURT, LAW, Term("body", "x:5")), at_least=3), "r1"),
        (Bool(should=(COURT, LAW), at_least=3), ""),
        (Bool(must=(COURT,), at_least=1), ""),
        (Bool(must_not=(COURT,)), "r2 r4"),
        (Bool(must=(LOI,), must_not=(COURT,)), "r2"),
        (Bool(should=(LOI, LAW), must_not=(COURT,)), "r2"),
        (Bool(must=(Bool(must_not=(LAW,)), COURT)), "r3"),
        (Bool(must_not=(Everything(),)), ""),
    ],
    ids=repr,
)
def test_a_query_finds_the_records_it_describes(engine: SearchEngine, query: Node, expected: str):
    """Exactly the records that a query describes match it."""
    assert matching(engine, query).keys() == set(expected.split())


def test_a_phrase_does_not_cross_the_border_of_a_passage(engine: SearchEngine):
    """Words on both sides of a ¶ are not a phrase."""
    assert not matching(engine, Phrase("exact", ("law", "law")))
    assert not matching(engine, Phrase("exact", ("law", "court")))
    assert matching(engine, Phrase("exact", ("law", "¶", "law"))).keys() == {"r1"}


def test_scores_are_those_of_bm25(engine: SearchEngine):
    """A term scores idf * tf / (tf + k1 * (1 - b + b * length / average length))."""
    idf = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    assert matching(engine, LAW) == pytest.approx({"r1": idf * 1 / (1 + 1.2), "r2": idf * 2 / (2 + 1.2)}, rel=1e-4)


def test_a_phrase_scores_the_sum_of_the_idfs(engine: SearchEngine):
    """A phrase scores like a term whose idf is the sum of those of its words."""
    score = matching(engine, Phrase("exact", ("la", "traite")))["r3"]
    idf = 2 * math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    average = (8 + 5 + 7 + 4) / 4
    assert score == pytest.approx(idf / (1 + 1.2 * (0.25 + 0.75 * 7 / average)), rel=1e-4)


def test_everything_scores_nothing_and_a_prefix_one(engine: SearchEngine):
    """Nodes that are not about rare words have constant scores."""
    assert set(matching(engine, Everything()).values()) == {0.0}
    found = {"r1", "r2", "r3"}
    assert matching(engine, Prefix("body", "en:")) == pytest.approx(dict.fromkeys(found, 1.0))
    assert matching(engine, Boost(Prefix("body", "en:"), 0.5)) == pytest.approx(dict.fromkeys(found, 0.5))


def test_a_boost_multiplies_what_is_below_it(engine: SearchEngine):
    """A boosted node scores the factor times what it scores alone, whatever it is."""
    for node in (
        LAW,
        Best((LAW, COURT)),
        Bool(must=(COURT,), should=(LAW,)),
        Boost(LAW, 2.0),
        Phrase("exact", ("of",)),
    ):
        alone = matching(engine, node)
        assert matching(engine, Boost(node, 2.5)) == pytest.approx(
            {found: 2.5 * score for found, score in alone.items()}
        )


def test_best_takes_the_highest_score_and_bool_the_sum(engine: SearchEngine):
    """Alternatives score as the best of them; parts of a Bool add up, what is excluded adds nothing."""
    court, law, loi = (matching(engine, node) for node in (COURT, LAW, LOI))
    best = matching(engine, Best((COURT, Boost(LAW, 2.0))))
    assert best["r1"] == pytest.approx(max(court["r1"], 2 * law["r1"]))
    total = matching(engine, Bool(must=(COURT,), should=(LAW, LOI), must_not=(Term("body", "x:6"),)))
    assert total == pytest.approx({"r1": court["r1"] + law["r1"], "r3": court["r3"] + loi["r3"]})


def test_filters_leave_scores_alone(places: Places):
    """A record has the same score with a filter as without."""
    entries = [record(f"r{n}", "en:law" + " en:a" * n, facets={"kind": ("treaty",)}, years=(2000,)) for n in range(4)]
    engine = places.new().build(entries)
    filtered = RecordRequest(Term("body", "en:law"), filters={"kind": ("treaty",)}, years=(1999, 2001))
    plain = RecordRequest(Term("body", "en:law"))
    assert [hit.score for hit in engine.find_records(filtered).hits] == pytest.approx(
        [hit.score for hit in engine.find_records(plain).hits]
    )


def test_no_words_no_special_meaning(places: Places):
    """Characters that a query language gives a meaning to are plain characters in a token."""
    odd = ("a*b", "(c)", "d:e:f", '"g"', "h/i", "-j", "k~1", "[l", "m^2", "n\\o", "AND", "p?")
    engine = places.new().build([record(f"r{number:02}", token) for number, token in enumerate(odd)])
    for number, token in enumerate(odd):
        for node in (Term("body", token), Phrase("exact", (token,)), Prefix("body", token)):
            assert ids(engine.find_records(RecordRequest(node))) == [f"r{number:02}"]
