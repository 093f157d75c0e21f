"""The best passages of given records."""

import pytest

from indexer.search.nodes import Best, Term
from indexer.search.types import PassageHit, PassageRequest, SearchEngine
from tests.contract.conftest import Places
from tests.contract.entries import passage, record

LAW = Term("tokens", "law")
LOI = Term("tokens", "loi")

ENTRIES = (
    record(
        "eg",
        passages=[
            passage("eg-1", "eg", "law of the court"),
            passage("eg-2", "eg", "law law law"),
            passage("eg-3", "eg", "court"),
            passage("eg-4", "eg", "la loi du pays", language="fr", text="La loi du pays"),
        ],
    ),
    record("fr", passages=[passage(f"fr-{number:03}", "fr", "law law law law") for number in range(700)]),
    record("es", passages=[passage("es-1", "es", "court"), passage("es-2", "es", "loi", language="fr")]),
    record("ru", passages=[passage("ru-1", "ru", "loi")]),
    *(
        record(f"many-{n:03}", passages=[passage(f"many-{n:03}-{k}", f"many-{n:03}", "law law") for k in range(8)])
        for n in range(400)
    ),
)


@pytest.fixture(scope="module")
def engine(places: Places) -> SearchEngine:
    """A record in two languages, one with many good passages, others with few, and many of the same kind."""
    return places.new().build(ENTRIES)


def found(engine: SearchEngine, request: PassageRequest) -> dict[str, list[str]]:
    """The ids of the passages of each record."""
    return {record: [hit.id for hit in hits] for record, hits in engine.find_passages(request).items()}


def test_only_the_records_asked_for_are_searched(engine: SearchEngine):
    """The answer names the records of the request that have a matching passage; ids that do not exist are no error."""
    request = PassageRequest({"en": LAW}, ("eg", "es", "nobody"))
    assert found(engine, request) == {"eg": ["eg-2", "eg-1"]}
    assert engine.rank_records(request).keys() == {"eg"}


def test_each_language_has_a_query_of_its_own(engine: SearchEngine):
    """A word counts in the passages of its own language only; languages without passages have none."""
    both = PassageRequest({"en": LAW, "fr": LOI, "zh": Term("tokens", "法")}, ("eg", "es", "ru"))
    assert found(engine, both).keys() == {"eg", "es"}
    assert set(found(engine, both)["eg"]) == {"eg-1", "eg-2", "eg-4"}
    assert found(engine, PassageRequest({"fr": LAW}, ("eg",))) == {}


def test_no_record_pushes_another_out(engine: SearchEngine):
    """A record with hundreds of better passages does not cost another one its only one, nor do many records."""
    everyone = tuple(entry.id for entry in ENTRIES)
    ranks = engine.rank_records(PassageRequest({"en": LAW}, everyone))
    assert ranks.keys() == set(everyone) - {"es", "ru"}
    assert ranks["fr"] > ranks["eg"] > 0
    passages = found(engine, PassageRequest({"en": LAW}, everyone, per_record=2))
    assert passages["eg"] == ["eg-2", "eg-1"]
    assert passages["many-399"] == ["many-399-0", "many-399-1"]


def test_the_rank_is_the_score_of_the_best_passage(engine: SearchEngine):
    """Over all languages, and independent of the other records that are asked for."""
    queries = {"en": Best((LAW, Term("tokens", "court"))), "fr": LOI}
    together = engine.rank_records(PassageRequest(queries, ("eg", "es", "fr", "many-001")))
    best = engine.find_passages(PassageRequest(queries, ("eg", "es", "fr", "many-001"), per_record=1))
    assert together == pytest.approx({record: hits[0].score for record, hits in best.items()})
    for record_id, score in together.items():
        assert engine.rank_records(PassageRequest(queries, (record_id,))) == pytest.approx({record_id: score})


def test_equal_passages_follow_by_id(engine: SearchEngine):
    """Of many passages that score the same those with the smallest ids are given, in their order."""
    request = PassageRequest({"en": LAW}, ("fr",), per_record=5)
    assert found(engine, request) == {"fr": ["fr-000", "fr-001", "fr-002", "fr-003", "fr-004"]}


def test_at_most_as_many_passages_as_asked_for(engine: SearchEngine):
    """``per_record`` counts over all languages together."""
    queries = {"en": LAW, "fr": LOI}
    for number in (1, 2, 3, 4):
        hits = engine.find_passages(PassageRequest(queries, ("eg",), per_record=number))["eg"]
        assert len(hits) == min(number, 3)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_passage_comes_back_as_it_was_written(engine: SearchEngine):
    """Everything but the tokens is given back with the hit."""
    (hit,) = engine.find_passages(PassageRequest({"fr": LOI}, ("eg",)))["eg"]
    assert hit == PassageHit(
        id="eg-4",
        record="eg",
        file="fr",
        language="fr",
        provision="fr__art_eg-4",
        label="Article eg-4",
        heading="",
        page=3,
        text="La loi du pays",
        score=hit.score,
    )


def test_nothing_asked_is_nothing_found(engine: SearchEngine):
    """No records, or no queries, are an empty answer."""
    for request in (PassageRequest({"en": LAW}, ()), PassageRequest({}, ("eg",))):
        assert engine.rank_records(request) == {}
        assert engine.find_passages(request) == {}
