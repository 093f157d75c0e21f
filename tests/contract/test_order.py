"""The order of records, by score and by sort keys, over pages."""

import pytest

from indexer.search.nodes import Everything, Node, Term
from indexer.search.types import RecordRequest, SearchEngine, Sort
from tests.contract.conftest import Places
from tests.contract.entries import ids, record

SIZE = 211
"""More than any engine looks at for one page of ten."""

NUMBERS = [(7 * number) % SIZE for number in range(SIZE)]
"""The order the records are written in: not that of their ids."""

LAW = Term("body", "en:law")


def sort_keys(number: int) -> dict[str, str]:
    """A date many have in common, none for every fifth record; a title that says the opposite of the id."""
    keys = {"title_ru": f"{SIZE - number:04}"}
    if number % 5:
        keys["date"] = f"20{number % 3:02}0000"
    return keys


@pytest.fixture(scope="module")
def engine(places: Places) -> SearchEngine:
    """Records of which many are alike; half of them written in a second generation."""
    place = places.new()
    entries = [
        record(f"r{number:03}", "en:law" + " en:x" * (number % 2), sort=sort_keys(number), facets={"kind": ("treaty",)})
        for number in NUMBERS
    ]
    engine = place.build(entries[:100])
    writer = engine.begin(fresh=False)
    writer.write(entries[100:])
    writer.publish()
    return engine


def pages(engine: SearchEngine, query: Node, sort: Sort | None, limit: int) -> list[str]:
    """The ids of all pages, one after another."""
    found: list[str] = []
    for offset in range(0, SIZE + limit, limit):
        answer = engine.find_records(RecordRequest(query, sort=sort, offset=offset, limit=limit))
        assert answer.total == SIZE
        found += ids(answer)
    return found


def test_equal_scores_follow_by_id_on_every_page(engine: SearchEngine):
    """The shorter records come first; among those that score the same the id decides, at page borders too."""
    expected = [f"r{number:03}" for odd in (0, 1) for number in range(SIZE) if number % 2 == odd]
    for limit in (7, 10, 100, 250):
        assert pages(engine, LAW, None, limit) == expected


def test_without_scores_the_id_is_the_order(engine: SearchEngine):
    """Everything is listed by id, to the last record."""
    assert pages(engine, Everything(), None, 10) == [f"r{number:03}" for number in range(SIZE)]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("query", [Everything(), LAW], ids=["everything", "law"])
def test_a_sort_key_orders_and_the_id_follows(engine: SearchEngine, query: Node, descending: bool):  # noqa: FBT001  # pytest's
    """By the key, up or down; records without it last both times; equal ones by id upwards; on every page."""

    def place(number: int) -> tuple[bool, int, int]:
        return number % 5 == 0, (number % 3) * (-1 if descending else 1) if number % 5 else 0, number

    expected = [f"r{number:03}" for number in sorted(range(SIZE), key=place)]
    for limit in (7, 10, 100, 250):
        assert pages(engine, query, Sort("date", descending), limit) == expected


def test_sorted_pages_may_begin_anywhere(engine: SearchEngine):
    """Each record stands at the same place of the order whatever page it is asked on."""
    sort = Sort("date", descending=True)
    whole = ids(engine.find_records(RecordRequest(sort=sort, limit=SIZE)))
    for offset in range(0, SIZE, 13):
        assert ids(engine.find_records(RecordRequest(sort=sort, offset=offset, limit=4))) == whole[offset : offset + 4]
        best = ids(engine.find_records(RecordRequest(LAW, offset=offset, limit=4)))
        assert best == ids(engine.find_records(RecordRequest(LAW, limit=SIZE)))[offset : offset + 4]


def test_pages_reach_the_last_of_many_records(places: Places):
    """There is no window of ten thousand: the pages beyond it are there, by score, by sort key and by id, and all ids.

    The date orders the records the other way round; the last hundred have none.
    """
    many = 10_300
    names = [f"r{number:05}" for number in range(many)]
    entries = [
        record(name, "en:law", sort={"date": f"{many - number:08}"} if number < many - 100 else {})
        for number, name in enumerate(names)
    ]
    engine = places.new().build(entries)
    by_date = [*reversed(names[:-100]), *names[-100:]]
    for offset in (0, 9_995, 10_195, many - 7, many):
        for query in (LAW, Everything()):
            answer = engine.find_records(RecordRequest(query, offset=offset, limit=10))
            assert (answer.total, ids(answer)) == (many, names[offset : offset + 10])
        answer = engine.find_records(RecordRequest(LAW, sort=Sort("date"), offset=offset, limit=10))
        assert ids(answer) == by_date[offset : offset + 10]
    assert engine.ids() == tuple(names)


def test_sort_keys_order_by_code_point(places: Places):
    """No locale has a say: capitals before small letters, Latin before Cyrillic, before Arabic, before Chinese."""
    titles = ["Zorn", "a", "é", "я", "ق", "法", "𐍈"]
    entries = [record(f"r{SIZE - place}", sort={"title_fr": title}) for place, title in enumerate(titles)]
    engine = places.new().build(entries)
    assert ids(engine.find_records(RecordRequest(sort=Sort("title_fr")))) == [entry.id for entry in entries]


def test_a_sorted_hit_has_no_score(engine: SearchEngine):
    """Scores are not worked out for an order that does not need them."""
    hits = engine.find_records(RecordRequest(LAW, sort=Sort("title_ru"))).hits
    assert {hit.score for hit in hits} == {0.0}


def test_pages_outside_are_empty(engine: SearchEngine):
    """Beyond the last record there is nothing, and the number of records is known all the same."""
    for sort in (None, Sort("date")):
        for offset, limit in ((SIZE, 10), (SIZE * 1000, 10), (0, 0), (5, 0)):
            answer = engine.find_records(RecordRequest(LAW, sort=sort, offset=offset, limit=limit))
            assert (answer.total, answer.hits) == (SIZE, ())
