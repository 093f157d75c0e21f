"""Filters, facets and counts."""

import pytest

from indexer.search.nodes import Everything, Node, Term
from indexer.search.types import RecordRequest, SearchEngine
from tests.contract.conftest import Places
from tests.contract.entries import ids, record

EVERYTHING = Everything()
LAW = Term("body", "en:law")
ENTRIES = (
    record("a", "en:law", facets={"country": ("EG",), "kind": ("legislation",)}, years=(2004, 2010)),
    record("b", "en:law", facets={"country": ("EG", "FR"), "kind": ("case_law",)}, years=(2010,)),
    record("c", "en:law", facets={"country": ("FR",), "kind": ("legislation",), "crime": ("smuggling",)}),
    record("d", "en:court", facets={"country": ("ES",), "kind": ("legislation",)}, years=(1999,)),
    record("e", "en:court", facets={"kind": ("treaty",), "article": ("untoc:5", "untoc:6")}, years=(2000,)),
)


@pytest.fixture(scope="module")
def engine(places: Places) -> SearchEngine:
    """The five records."""
    return places.new().build(ENTRIES)


def found(engine: SearchEngine, query: Node = EVERYTHING, **request) -> list[str]:
    """The ids that are found, and as many as are counted."""
    answer = engine.find_records(RecordRequest(query, **request))
    assert answer.total == len(answer.hits)
    return ids(answer)


def counted(engine: SearchEngine, facet: str, query: Node = EVERYTHING, **request) -> dict[str, int]:
    """The counts of one facet, asked for beside another one."""
    answer = engine.find_records(RecordRequest(query, facets=("kind", facet), **request))
    return dict(answer.facets[facet])


def test_a_filter_takes_any_of_its_values(engine: SearchEngine):
    """A record passes a filter if it has one of the values, whatever else it has."""
    assert found(engine, filters={"country": ("EG",)}) == ["a", "b"]
    assert found(engine, filters={"country": ("ES", "FR")}) == ["b", "c", "d"]
    assert found(engine, filters={"article": ("untoc:6",)}) == ["e"]
    assert found(engine, filters={"country": ("XX",)}) == []


def test_a_record_has_to_pass_all_filters(engine: SearchEngine):
    """Filters on different facets narrow each other, and the query narrows both."""
    assert found(engine, filters={"country": ("EG", "FR"), "kind": ("legislation",)}) == ["a", "c"]
    assert found(engine, Term("body", "en:court"), filters={"kind": ("legislation",)}) == ["d"]


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ((2000, 2010), ["a", "b", "e"]),
        ((2010, 2010), ["a", "b"]),
        ((2005, 2009), []),
        ((None, 2000), ["d", "e"]),
        ((2004, None), ["a", "b"]),
        ((None, None), ["a", "b", "c", "d", "e"]),
    ],
)
def test_a_range_of_years_includes_both_ends(engine: SearchEngine, years, expected: list[str]):
    """A record passes if one of its years lies in the range; an open range lets records without a year pass."""
    assert found(engine, years=years) == expected


def test_facets_count_records_once_for_each_of_their_values(engine: SearchEngine):
    """A record with two countries counts under both; one without a value counts nowhere."""
    assert counted(engine, "country") == {"EG": 2, "FR": 2, "ES": 1}
    assert counted(engine, "year") == {"1999": 1, "2000": 1, "2004": 1, "2010": 2}
    assert counted(engine, "article") == {"untoc:5": 1, "untoc:6": 1}
    assert counted(engine, "verdict") == {}


def test_facets_count_what_the_query_matches(engine: SearchEngine):
    """Records that do not match are not counted."""
    assert counted(engine, "country", LAW) == {"EG": 2, "FR": 2}
    assert counted(engine, "country", Term("body", "en:nothing")) == {}


def test_a_facet_leaves_its_own_filter_out_and_takes_the_others(engine: SearchEngine):
    """The other values of a facet stay to be chosen while one is; other facets count under the filter."""
    filters = {"country": ("FR",), "kind": ("legislation",)}
    assert counted(engine, "country", filters=filters) == {"EG": 1, "FR": 1, "ES": 1}
    assert counted(engine, "kind", filters=filters) == {"legislation": 1, "case_law": 1}
    assert counted(engine, "crime", filters=filters) == {"smuggling": 1}
    answer = engine.find_records(RecordRequest(filters=filters, facets=("country",)))
    assert (answer.total, ids(answer)) == (1, ["c"])


def test_the_range_of_years_is_the_filter_of_the_year(engine: SearchEngine):
    """The years outside of the range are counted still, other facets inside of it only."""
    assert counted(engine, "year", LAW, years=(2010, None)) == {"2004": 1, "2010": 2}
    assert counted(engine, "country", LAW, years=(2010, None)) == {"EG": 2, "FR": 1}
    assert found(engine, filters={"year": ("2010", "1999")}) == ["a", "b", "d"]


def test_only_facets_that_were_asked_for_are_counted(engine: SearchEngine):
    """The answer has the facets of the request, in no case others."""
    assert engine.find_records(RecordRequest()).facets == {}
    answer = engine.find_records(RecordRequest(filters={"kind": ("treaty",)}, facets=("year", "kind"), limit=0))
    assert answer.facets.keys() == {"year", "kind"}
    assert answer.hits == ()
    assert answer.total == 1


def test_no_value_of_a_facet_is_left_out(places: Places):
    """Hundreds of values are all counted."""
    values = [f"organization-{number:04}" for number in range(1500)]
    entries = [record(f"r{number}", facets={"organization": tuple(values[number::3])}) for number in range(3)]
    engine = places.new().build(entries)
    assert counted(engine, "organization") == dict.fromkeys(values, 1)
