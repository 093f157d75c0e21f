"""Generated requests on a generated collection: every engine answers like the reference."""

import random
from collections.abc import Sequence

import pytest

from indexer.engines.memory import MemoryEngine
from indexer.search.nodes import Best, Bool, Boost, Everything, Node, Phrase, Prefix, Term
from indexer.search.types import (
    PageRequest,
    PassageEntry,
    PassageRequest,
    RecordEntry,
    RecordRequest,
    SearchEngine,
    Sort,
)
from tests.contract.conftest import Places
from tests.contract.entries import ids, record

SEED = 20_000
LANGUAGES = ("en", "fr", "ar")
WORDS = [f"w{number}" for number in range(60)]
WEIGHTS = [1 / (rank + 1) for rank in range(60)]
FACET_VALUES = {
    "kind": ("legislation", "case_law", "treaty"),
    "country": tuple(f"C{number}" for number in range(12)),
    "crime": ("trafficking", "smuggling", "corruption"),
    "issue": ("witnesses", "victims"),
}
EQUAL = 1e-4
"""Scores that differ by less, relatively, are ties."""


def words(chance: random.Random, most: int) -> list[str]:
    """Some words, few of them very common."""
    return chance.choices(WORDS, WEIGHTS, k=chance.randint(1, most))


def some_passages(chance: random.Random, id: str) -> list[PassageEntry]:
    """Passages of a record in several languages."""
    return [
        PassageEntry(f"{id}-{n}", id, "file", language, "", "", "", 1, " ".join(words(chance, 30)), "text")
        for n in range(chance.randint(0, 9))
        for language in [chance.choice(LANGUAGES)]
    ]


def some_records(chance: random.Random) -> list[RecordEntry]:
    """Records with words, facets, years and sort keys, some without."""
    numbers = chance.sample(range(300), 300)
    return [
        record(
            f"r{number:03}",
            " ".join(words(chance, 80)),
            title=" ".join(words(chance, 8)),
            exact=" ¶ ".join(" ".join(words(chance, 20)) for _ in range(chance.randint(1, 4))),
            facets={name: tuple(chance.sample(v, chance.randint(0, 2))) for name, v in FACET_VALUES.items()},
            years=tuple(chance.sample(range(1990, 2020), chance.randint(0, 2))),
            sort={"date": f"{chance.randint(2000, 2006)}0000"} if chance.random() < 0.8 else {},
            passages=some_passages(chance, f"r{number:03}"),
        )
        for number in numbers
    ]


def some_query(chance: random.Random, field: str = "", depth: int = 3) -> Node:
    """A tree of nodes; all on one field if it is named."""
    on = field or chance.choice(("title", "body", "exact"))

    def several(least: int) -> tuple[Node, ...]:
        return tuple(some_query(chance, field, depth - 1) for _ in range(chance.randint(least, 3)))

    match chance.choice(("term", "term", "phrase", "prefix", "boost", "best", "bool", "bool")) if depth else "term":
        case "phrase" if not field:
            return Phrase("exact", tuple(chance.choices(WORDS[:8], k=chance.randint(1, 3))))
        case "prefix":
            return Prefix(on, chance.choice(("w", "w1", "w2", "w59")))
        case "boost":
            return Boost(some_query(chance, field, depth - 1), chance.choice((0.25, 0.5, 2.0, 3.5)))
        case "best":
            return Best(several(1))
        case "bool":
            should = several(0)
            return Bool(several(0), should, several(0) if chance.random() < 0.3 else (), chance.randint(0, len(should)))
    return Term(on, chance.choice(WORDS))


def some_request(chance: random.Random) -> RecordRequest:
    """A query with filters, years, facets, an order and a page."""
    filters = {
        name: tuple(chance.sample(values, chance.randint(1, 2)))
        for name, values in FACET_VALUES.items()
        if chance.random() < 0.25
    }
    years = (chance.choice((None, 1995, 2000)), chance.choice((2005, 2015))) if chance.random() < 0.3 else None
    return RecordRequest(
        query=some_query(chance) if chance.random() < 0.9 else Everything(),
        filters=filters,
        years=years,
        facets=("kind", "country", "crime", "year", "organization"),
        sort=Sort("date", chance.random() < 0.5) if chance.random() < 0.3 else None,
        offset=chance.choice((0, 0, 0, 3, 10)),
        limit=chance.choice((1, 25, 50)),
    )


@pytest.fixture(scope="module")
def reference() -> SearchEngine:
    """The reference engine on the generated collection."""
    engine = MemoryEngine()
    writer = engine.begin(fresh=True)
    writer.write(some_records(random.Random(SEED)))
    writer.publish()
    return engine


@pytest.fixture(scope="module")
def engine(places: Places) -> SearchEngine:
    """The engine on the same collection, written at once."""
    return places.new().build(some_records(random.Random(SEED)))


def assert_same_order(found: Sequence[tuple[str, float]], expected: Sequence[tuple[str, float]], offset: int) -> None:
    """The ids and scores of a page are those of the whole expected list at its place, but for ties."""
    scores = dict(expected)
    assert len(found) == len(set(found))
    for (found_id, score), (_, standing) in zip(found, expected[offset:], strict=False):
        assert score == pytest.approx(scores[found_id], rel=EQUAL)
        assert standing == pytest.approx(scores[found_id], rel=EQUAL)


@pytest.mark.parametrize("seed", range(500))
def test_generated_requests_are_answered_as_by_the_reference(engine: SearchEngine, reference: SearchEngine, seed: int):
    """The same records, counts and facets; the same order and scores but for ties."""
    request = some_request(random.Random(seed))
    found = engine.find_records(request)
    expected = reference.find_records(request)
    assert found.total == expected.total
    assert found.facets == expected.facets
    assert len(found.hits) == len(expected.hits)
    if request.sort or request.query == Everything():
        assert ids(found) == ids(expected)
        return
    everything = RecordRequest(request.query, request.filters, request.years, limit=1000)
    ranking = [(hit.id, hit.score) for hit in reference.find_records(everything).hits]
    assert_same_order([(hit.id, hit.score) for hit in found.hits], ranking, request.offset)


@pytest.mark.parametrize("seed", range(50))
def test_generated_passages_are_found_as_by_the_reference(engine: SearchEngine, reference: SearchEngine, seed: int):
    """The same records, the same best passages and scores but for ties."""
    chance = random.Random(seed)
    queries = {language: some_query(chance, "tokens") for language in LANGUAGES}
    records = tuple(f"r{number:03}" for number in chance.sample(range(310), chance.choice((1, 10, 200))))
    request = PassageRequest(queries, records, per_record=chance.randint(1, 4))
    assert engine.rank_records(request) == pytest.approx(dict(reference.rank_records(request)), rel=EQUAL)
    found = engine.find_passages(request)
    matching = some_request(chance)
    page = engine.get_page(PageRequest(matching, request))
    assert page.passages == found
    assert page.facets == reference.find_records(matching).facets
    assert page.stored == reference.get_records(records)
    expected = reference.find_passages(PassageRequest(queries, records, per_record=100))
    assert found.keys() == expected.keys()
    for record_id, hits in found.items():
        best = expected[record_id]
        assert len(hits) == min(len(best), request.per_record)
        assert_same_order([(hit.id, hit.score) for hit in hits], [(hit.id, hit.score) for hit in best], 0)
