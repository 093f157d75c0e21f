"""Writing, deleting, publishing, and what happens when it cannot be done."""

import pytest

from indexer.errors import EngineError, IndexBusy, IndexMissing, IndexOutdated
from indexer.search.nodes import Term
from indexer.search.types import PassageRequest, RecordRequest, SearchEngine
from tests.contract.conftest import Place
from tests.contract.entries import ids, passage, record

LAW = Term("body", "en:law")


def law(id: str, *, tokens: str = "law", language: str = "en", number: int = 2):
    """A record with some passages."""
    return record(id, "en:law", passages=[passage(f"{id}-{n}", id, tokens, language=language) for n in range(number)])


def listed(engine: SearchEngine) -> list[str]:
    """The ids of all records."""
    return ids(engine.find_records(RecordRequest(limit=100)))


def passages_of(engine: SearchEngine, *records: str, tokens: str = "law") -> dict[str, list[str]]:
    """The ids of passages that have the token, in any language."""
    queries = {language: Term("tokens", tokens) for language in ("en", "fr")}
    found = engine.find_passages(PassageRequest(queries, records, per_record=10))
    return {record: [hit.id for hit in hits] for record, hits in found.items()}


def test_nothing_is_visible_before_it_is_published(place: Place):
    """Readers go on with the generation before, or with none, until ``publish``."""
    engine, reader = place.open(), place.open()
    writer = engine.begin(fresh=True)
    writer.write([law("a")])
    with pytest.raises(IndexMissing, match="index"):
        reader.find_records(RecordRequest())
    writer.publish()
    assert listed(reader) == ["a"]
    writer = engine.begin(fresh=False)
    writer.write([law("b")])
    writer.delete(["a"])
    assert (listed(reader), listed(engine)) == (["a"], ["a"])
    assert passages_of(reader, "a", "b") == {"a": ["a-0", "a-1"]}
    writer.publish()
    assert (listed(reader), listed(engine)) == (["b"], ["b"])
    assert passages_of(reader, "a", "b") == {"b": ["b-0", "b-1"]}


def test_a_fresh_generation_begins_empty(place: Place):
    """What the generation before held is gone when the new one is published, not earlier."""
    engine = place.build([law("a"), law("b")])
    writer = engine.begin(fresh=True)
    writer.write([law("c")])
    assert listed(engine) == ["a", "b"]
    writer.publish()
    assert listed(engine) == ["c"]
    assert passages_of(engine, "a", "b", "c") == {"c": ["c-0", "c-1"]}


@pytest.mark.parametrize("fresh", [True, False])
def test_what_is_abandoned_leaves_nothing(place: Place, fresh: bool):  # noqa: FBT001  # pytest's
    """After ``abandon`` the index is what it was, and another writer may begin; a second ``abandon`` does nothing."""
    engine = place.build([law("a")])
    before = engine.status()
    writer = engine.begin(fresh=fresh)
    writer.write([law("b"), law("a", number=1)])
    writer.delete(["a"])
    writer.abandon()
    writer.abandon()
    assert listed(engine) == ["a"]
    assert passages_of(engine, "a", "b") == {"a": ["a-0", "a-1"]}
    after = engine.status()
    assert (after.generation, after.records, after.passages) == (before.generation, 1, 2)
    place.build([law("c")])
    assert listed(engine) == ["c"]


@pytest.mark.parametrize("fresh", [True, False])
def test_a_record_takes_the_place_of_the_one_of_its_id(place: Place, fresh: bool):  # noqa: FBT001  # pytest's
    """Whatever was written under the id is gone with all its passages: in the index, in this writer, in this call."""
    engine = place.build([law("a", number=5), law("b")])
    writer = engine.begin(fresh=fresh)
    writer.write([law("a", number=4), law("b", tokens="court"), law("b")])
    writer.write([law("a", number=1, language="fr"), law("c", number=3)])
    writer.write([law("c", number=1)])
    writer.publish()
    assert listed(engine) == ["a", "b", "c"]
    assert passages_of(engine, "a", "b", "c") == {"a": ["a-0"], "b": ["b-0", "b-1"], "c": ["c-0"]}
    assert (engine.status().records, engine.status().passages) == (3, 4)


@pytest.mark.parametrize("fresh", [True, False])
def test_deleted_records_are_gone_with_their_passages(place: Place, fresh: bool):  # noqa: FBT001  # pytest's
    """Out of the index and out of what the same writer wrote; what comes after the deleting stays."""
    engine = place.build([law("a"), law("b")])
    writer = engine.begin(fresh=fresh)
    writer.write([law("a"), law("b"), law("c"), law("d")])
    writer.delete(["a", "c", "nobody"])
    writer.write([law("c", number=1)])
    writer.delete([])
    writer.publish()
    assert listed(engine) == ["b", "c", "d"]
    assert passages_of(engine, "a", "b", "c", "d") == {"b": ["b-0", "b-1"], "c": ["c-0"], "d": ["d-0", "d-1"]}
    assert (engine.status().records, engine.status().passages) == (3, 5)


def test_changes_add_up_over_generations(place: Place):
    """Many small changes give the same records as one build."""
    engine = place.build([law(f"r{number:02}") for number in range(20)])
    for number in range(6):
        writer = engine.begin(fresh=False)
        writer.delete([f"r{number:02}"])
        writer.write([law(f"r{number + 10:02}", number=1), law(f"s{number:02}", language="fr")])
        writer.publish()
    expected = [f"r{number:02}" for number in range(6, 20)] + [f"s{number:02}" for number in range(6)]
    assert listed(engine) == expected
    assert (engine.status().records, engine.status().passages) == (20, 2 * 14 - 6 + 2 * 6)
    counts = {record: len(found) for record, found in passages_of(engine, *expected).items()}
    assert counts == {record: 1 if "r10" <= record <= "r15" else 2 for record in expected}


def test_an_empty_index_is_an_index(place: Place):
    """A generation without records answers every question with nothing."""
    engine = place.build([])
    answer = engine.find_records(RecordRequest(LAW, facets=("kind", "year")))
    assert (answer.total, answer.hits, answer.facets) == (0, (), {"kind": {}, "year": {}})
    assert passages_of(engine, "a") == {}
    assert (engine.status().records, engine.status().passages) == (0, 0)


def test_all_ids_are_told_in_order(place: Place):
    """The ids of all records of a generation come in order, after changes too; without records there are none."""
    engine = place.build([record(name) for name in ("b", "c-2", "a", "c-10")])
    assert engine.ids() == ("a", "b", "c-10", "c-2")
    writer = engine.begin(fresh=False)
    writer.write([record("b-2")])
    writer.delete(["c-2"])
    writer.publish()
    assert engine.ids() == ("a", "b", "b-2", "c-10")
    assert place.build([]).ids() == ()


def test_stored_data_comes_back(place: Place):
    """Data of any JSON shape, in any script, with the hit or by id; ids that are not there are left out."""
    data = {
        "title": {"ar": "قانون", "zh": "法律"},
        "list": [1, 2.5, None, True, {"empty": {}}],
        "text": 'a"\\\n\u2028𐍈',
    }
    engine = place.build([record("a", stored=data), record("b", stored={})])
    hits = engine.find_records(RecordRequest()).hits
    assert [(hit.id, dict(hit.stored)) for hit in hits] == [("a", data), ("b", {})]
    assert engine.get_records(["b", "nobody", "a", "b"]) == {"b": {}, "a": data}
    assert engine.get_records([]) == {}
    bare = engine.find_records(RecordRequest(stored=False)).hits
    assert [(hit.id, dict(hit.stored)) for hit in bare] == [("a", {}), ("b", {})]


def test_the_status_says_what_the_index_holds(place: Place):
    """Counts, the fingerprint, the time of building and the size; another generation has another name."""
    engine = place.build([law("a"), law("b", number=3)])
    first = engine.status()
    assert first.engine == place.kind
    assert (first.records, first.passages, first.fingerprint) == (2, 5, "analysis 1")
    assert first.built.startswith("20")
    assert first.built.endswith("+00:00")
    assert first.bytes > 0 or place.kind == "memory"
    place.build([law("c")])
    assert engine.status().generation != first.generation


def test_an_index_that_was_never_built_is_missing(place: Place):
    """Every question says so, and so does a writer that wants to change the current generation."""
    engine = place.open()
    request = PassageRequest({"en": LAW}, ("a",))
    for ask in (
        lambda: engine.find_records(RecordRequest()),
        lambda: engine.rank_records(request),
        lambda: engine.find_passages(request),
        lambda: engine.get_records(["a"]),
        engine.status,
        lambda: engine.begin(fresh=False),
    ):
        with pytest.raises(IndexMissing):
            ask()
    assert listed(place.build([law("a")])) == ["a"]


def test_an_index_of_another_version_is_outdated(place: Place):
    """A program with other fields or another analysis gets no answers, but may build a new generation."""
    if place.kind == "memory":
        pytest.skip("nothing of an index in memory is left for another version")
    old = place.build([law("a")])
    engine = place.open("analysis 2")
    request = PassageRequest({"en": LAW}, ("a",))
    for ask in (
        lambda: engine.find_records(RecordRequest()),
        lambda: engine.rank_records(request),
        lambda: engine.find_passages(request),
        lambda: engine.get_records(["a"]),
        engine.status,
        lambda: engine.begin(fresh=False),
    ):
        with pytest.raises(IndexOutdated, match="indexer build"):
            ask()
    writer = engine.begin(fresh=True)
    writer.write([law("b")])
    assert listed(old) == ["a"]
    writer.publish()
    assert listed(engine) == ["b"]
    with pytest.raises(IndexOutdated):
        listed(old)


@pytest.mark.parametrize("fresh", [True, False])
def test_one_writer_at_a_time(place: Place, fresh: bool):  # noqa: FBT001  # pytest's
    """A second writer is refused, on the same engine and on another one, until the first is done."""
    engine = place.build([law("a")])
    writer = engine.begin(fresh=fresh)
    for other in (engine, place.open()):
        for second in (True, False):
            with pytest.raises(IndexBusy, match="writ"):
                other.begin(fresh=second)
    writer.write([law("b")])
    writer.publish()
    place.open().begin(fresh=fresh).abandon()
    assert "b" in listed(engine)


def test_a_closed_writer_refuses_to_write(place: Place):
    """What is written after ``publish`` would be lost: it is an error, not silence."""
    if place.kind == "memory":
        pytest.skip("the reference does not guard its writer")
    writer = place.open().begin(fresh=True)
    writer.publish()
    with pytest.raises(EngineError, match="closed"):
        writer.write([law("a")])
    with pytest.raises(EngineError, match="closed"):
        writer.publish()


def test_a_closed_engine_opens_again(place: Place):
    """``close`` lets go of files and connections; the next question works."""
    engine = place.build([law("a")])
    engine.close()
    engine.close()
    assert listed(engine) == ["a"]
