import pickle

import pytest

from indexer.corpus import Corpus
from indexer.errors import CorpusError, RecordFaults, RecordWithdrawn, UnknownRecord

TOMBSTONE = """\
id: gone
kind: legislation
title: {en: T}
original_language: en
withdrawn: {on: 2026-11-21, reason: {fr: Texte faux, en: Wrong text}}
"""


@pytest.fixture
def open_corpus(collection, vocabularies):
    return lambda: Corpus.open([collection.folder], vocabularies)


def test_records_come_in_order_of_their_ids(collection, open_corpus, law, case):
    """All records of all kinds come in order of their ids, wherever their folders are."""
    collection.add(law.replace("id: no-2020-1", "id: zz-1"), slug="a")
    collection.add(law, slug="b")
    collection.add(case, kind="case_law", slug="ecthr-2010-25965-04")
    corpus = open_corpus()
    assert [record.id for record in corpus.records()] == ["ecthr-2010-25965-04", "no-2020-1", "zz-1"]
    assert len(corpus) == 3
    assert "zz-1" in corpus
    assert "zz-2" not in corpus


def test_a_record_is_found_by_its_id_and_its_files_by_theirs(collection, open_corpus):
    """A record is found by its id whatever its folder is called, and so are its folder and files."""
    path = collection.add(slug="another-name")
    corpus = open_corpus()
    assert corpus.record("no-2020-1").title["en"] == "Act on Nothing"
    assert corpus.folder("no-2020-1") == path.parent
    assert corpus.file_path("no-2020-1", "en").is_file()
    with pytest.raises(UnknownRecord, match="no file with the id 'fr'"):
        corpus.file_path("no-2020-1", "fr")
    with pytest.raises(UnknownRecord, match="'nothing'"):
        corpus.record("nothing")


def test_a_withdrawn_record_gives_its_reason(collection, open_corpus):
    """A withdrawn record is not among the records; who asks for it learns the reason."""
    collection.add(TOMBSTONE, slug="gone")
    corpus = open_corpus()
    assert (len(corpus), list(corpus.records()), "gone" in corpus) == (0, [], False)
    with pytest.raises(RecordWithdrawn) as caught:
        corpus.record("gone")
    assert (caught.value.record, caught.value.reason) == ("gone", "Wrong text")
    assert corpus.tombstone("gone").withdrawn.reason["fr"] == "Texte faux"


def test_a_faulty_record_hides_no_other(collection, open_corpus, law, caplog):
    """A record with faults is left out and logged; asked for by its id it raises every fault."""
    collection.add()
    collection.add(law.replace("id: no-2020-1", "id: bad").replace("[children]", "[chldren]"), slug="bad")
    corpus = open_corpus()
    assert [record.id for record in corpus.records()] == ["no-2020-1"]
    assert "record bad is left out" in caplog.text
    with pytest.raises(RecordFaults, match="perhaps children was meant"):
        corpus.record("bad")


def test_a_changed_record_is_read_again(collection, open_corpus, law):
    """A record that was edited by hand is read again when it is asked for next."""
    path = collection.add()
    corpus = open_corpus()
    assert corpus.record("no-2020-1").title["en"] == "Act on Nothing"
    path.write_text(law.replace("Act on Nothing", "Act on Something"), encoding="utf-8")
    assert corpus.record("no-2020-1").title["en"] == "Act on Something"
    path.unlink()
    with pytest.raises(UnknownRecord, match="no longer there"):
        corpus.record("no-2020-1")


def test_a_collection_has_to_be_there(vocabularies, tmp_path):
    """Opening a collection that is not there is an error that names its folder."""
    with pytest.raises(CorpusError, match="nowhere: expected a collection"):
        Corpus.open([tmp_path / "nowhere"], vocabularies)


def test_records_travel_between_processes(collection, open_corpus):
    """A record can be sent to another process and compares equal there."""
    collection.add()
    record = open_corpus().record("no-2020-1")
    assert pickle.loads(pickle.dumps(record)) == record
