"""The catalogue's answers: lists, counts, relations in both directions, records that are left out."""

import datetime as dt
import os

import pytest

from indexer.corpus.catalogue import Catalogue
from indexer.errors import CorpusError

TOMBSTONE = """\
id: gone
kind: legislation
title: {en: Repealed Act}
original_language: en
withdrawn: {on: 2026-11-21, reason: {en: Wrong text}}
"""


def with_id(law: str, id: str, **changes: str) -> str:
    """The law under another id, some of its lines replaced; what ``relations`` gives is added."""
    text = law.replace("id: no-2020-1\n", f"id: {id}\n")
    for old, new in changes.items():
        lines = [line for line in text.splitlines() if not line.startswith(f"{old}:")]
        text = "\n".join([*lines, f"{old}: {new}", ""])
    return text


@pytest.fixture
def open_catalogue(collection, vocabularies, tmp_path):
    """Opens the catalogue of the collection; always the same file."""
    return lambda: Catalogue.open(tmp_path / "var" / "catalogue.sqlite", [collection.folder], vocabularies)


def test_an_entry_says_what_lists_show(collection, open_catalogue):
    """An entry has titles, date, terms, revision, checksum and the mark of demonstration."""
    path = collection.add()
    entry = open_catalogue().entry("no-2020-1")
    assert (entry.kind, entry.folder, entry.revision) == ("legislation", path.parent, 1)
    assert (entry.date, entry.original_language, entry.demonstration) == ("2020-05", "en", True)
    assert entry.titles == {"en": "Act on Nothing", "fr": "Loi sur rien"}
    assert entry.title_in("ru") == ("Act on Nothing", "en")
    assert entry.terms["country"] == ("NO",)
    assert entry.terms["article"] == ("untoc:5",)
    assert entry.terms["language"] == ("en", "fr")
    assert len(entry.checksum) == 64


def test_lists_are_by_terms_and_in_order(collection, open_catalogue, law, case):
    """A list has the records with all the terms, by id, by title as readers of a language sort it, or by date."""
    collection.add(law, slug="a")
    collection.add(with_id(law, "fr-1", country="[FR]", title="{en: Zebra Act, fr: Échelle}", adopted="2024"), slug="b")
    collection.add(with_id(law, "fr-2", country="[FR]", title="{en: The Yard, fr: fable}", adopted="1999"), slug="c")
    collection.add(case, kind="case_law", slug="ecthr-2010-25965-04")
    catalogue = open_catalogue()

    def ids(**asked):
        return [entry.id for entry in catalogue.entries(**asked)]

    assert ids() == ["ecthr-2010-25965-04", "fr-1", "fr-2", "no-2020-1"]
    assert ids(country="FR") == ["fr-1", "fr-2"]
    assert ids(country="FR", year="1999") == ["fr-2"]
    assert ids(kind="case_law") == ["ecthr-2010-25965-04"]
    assert ids(crime="corruption") == []
    assert ids(order="title", language="fr", kind="legislation") == ["fr-1", "fr-2", "no-2020-1"]
    assert ids(order="title", language="en", kind="legislation") == ["no-2020-1", "fr-2", "fr-1"]
    assert ids(order="newest", limit=2) == ["fr-1", "no-2020-1"]
    assert ids(order="oldest", offset=1, limit=1) == ["ecthr-2010-25965-04"]
    with pytest.raises(ValueError, match="no list 'colour'; there are kind, country"):
        catalogue.entries(colour="red")


def test_counts_are_of_the_records_of_a_list(collection, open_catalogue, law, case):
    """Terms are counted over public records, most first, all of them or those that have other terms."""
    collection.add(law, slug="a")
    collection.add(with_id(law, "fr-1", country="[FR, NO]"), slug="b")
    collection.add(case, kind="case_law", slug="ecthr-2010-25965-04")
    catalogue = open_catalogue()
    assert list(catalogue.counts("country").items()) == [("NO", 2), ("FR", 1)]
    assert catalogue.counts("kind", country="FR") == {"legislation": 1}
    assert catalogue.counts("kind") == {"legislation": 2, "case_law": 1}


def test_counts_follow_the_folders(collection, open_catalogue, law):
    """Counts that were asked for before are those of the records as they are now."""
    collection.add(law, slug="a")
    catalogue = open_catalogue()
    assert catalogue.counts("country") == {"NO": 1}
    collection.add(with_id(law, "fr-1", country="[FR]"), slug="b")
    assert catalogue.counts("country") == {"NO": 1}
    catalogue.follow()
    assert catalogue.counts("country") == {"NO": 1, "FR": 1}


def test_what_was_published_last_comes_first(collection, open_catalogue, law):
    """A record counts as of its revision, else as of its verification, else as of the day its file was written."""
    checked = "{level: none, checked_on: 2024-05-01}"
    collection.add(with_id(law, "checked", verification=checked), slug="a")
    collection.add(with_id(law, "revised", verification=checked, revision="2", revised="{on: 2025-01-31}"), slug="b")
    path = collection.add(with_id(law, "written"), slug="c")
    os.utime(path, (1_600_000_000, 1_600_000_000))
    found = [(entry.id, entry.updated) for entry in open_catalogue().entries(order="updated")]
    assert found == [("revised", "2025-01-31"), ("checked", "2024-05-01"), ("written", "2020-09-13")]


def test_a_long_list_can_be_gone_through(collection, open_catalogue, law, monkeypatch):
    """A list is gone through whole, in its order; what is withdrawn meanwhile is left out, what is revised is new."""
    monkeypatch.setattr("indexer.corpus.catalogue.lists.AT_A_TIME", 2)
    paths = [collection.add(with_id(law, f"law-{number}"), slug=f"s{number}") for number in range(7)]
    catalogue = open_catalogue()
    assert list(catalogue.each(country="NO")) == list(catalogue.entries(country="NO"))
    assert list(catalogue.each(country="FR")) == []
    going = catalogue.each(order="id")
    first = next(going)
    paths[4].write_text(TOMBSTONE.replace("gone", "law-4"), encoding="utf-8")
    paths[5].write_text(with_id(law, "law-5", title="{en: New Title}"), encoding="utf-8")
    catalogue.follow()
    after = list(going)
    assert [entry.id for entry in (first, *after)] == [f"law-{number}" for number in (0, 1, 2, 3, 5, 6)]
    assert after[-2].titles == {"en": "New Title"}
    with pytest.raises(ValueError, match="no list 'colour'"):
        catalogue.each(colour="red")


def test_the_state_changes_with_the_records(collection, open_catalogue, law):
    """The state has another mark after every change of the records, and the time of it; only then."""
    collection.add(law, slug="a")
    catalogue = open_catalogue()
    before = catalogue.state()
    assert dt.datetime.now(dt.UTC) - before.changed < dt.timedelta(minutes=5)
    collection.add(with_id(law, "fr-1"), slug="b")
    assert catalogue.state() == before
    catalogue.follow()
    after = catalogue.state()
    assert after.mark != before.mark
    assert after.changed >= before.changed


def test_relations_are_known_from_both_sides(collection, open_catalogue, law):
    """Each relation is told once at both records, by its name as seen from there, whichever of them states it."""
    collection.add(
        with_id(law, "a-1", relations="[{type: amends, record: b-1}, {type: related, record: c-1}]"), slug="a"
    )
    collection.add(with_id(law, "b-1", relations="[{type: amended_by, record: a-1}]"), slug="b")
    collection.add(with_id(law, "c-1", relations="[{type: related, record: a-1}]"), slug="c")
    catalogue = open_catalogue()

    def told(id):
        return [(related.type, related.id, related.state) for related in catalogue.relations(id)]

    assert told("a-1") == [("amends", "b-1", "shown"), ("related", "c-1", "shown")]
    assert told("b-1") == [("amended_by", "a-1", "shown")]
    assert told("c-1") == [("related", "a-1", "shown")]
    assert catalogue.relations("b-1")[0].title_in("fr") == ("Loi sur rien", "fr")


def test_related_records_say_how_they_stand(collection, open_catalogue, law):
    """A related record that was withdrawn, has faults or is not there is told of as such; the first with its title."""
    types = ("repeals gone", "applies bad-1", "related nobody")
    relations = ", ".join("{{type: {}, record: {}}}".format(*pair.split()) for pair in types)
    collection.add(with_id(law, "a-1", relations=f"[{relations}]"), slug="a")
    collection.add(TOMBSTONE, slug="gone")
    collection.add(with_id(law, "bad-1", crime="[arson]"), slug="bad")
    told = [(each.id, each.state, each.title_in("en")) for each in open_catalogue().relations("a-1")]
    assert told == [
        ("gone", "withdrawn", ("Repealed Act", "en")),
        ("bad-1", "faulty", ("", "")),
        ("nobody", "unknown", ("", "")),
    ]


def test_faulty_and_withdrawn_records_are_in_no_list(collection, open_catalogue, law):
    """Records with faults are kept out of lists but known by id with every fault; so are tombstones, without faults."""
    collection.add(TOMBSTONE, slug="gone")
    path = collection.add(with_id(law, "bad-1", crime="[arson]"), slug="bad")
    collection.add("nothing: [", slug="broken")
    catalogue = open_catalogue()
    assert (catalogue.entries(), catalogue.counts("kind"), catalogue.entry("bad-1")) == ((), {}, None)
    assert catalogue.ids() == ("bad-1",)
    assert catalogue.place("bad-1").path == path.parent
    assert catalogue.place("gone").withdrawn
    assert catalogue.place("nobody") is None
    faulty = catalogue.faulty()
    assert [record.id for record in faulty] == ["bad-1", ""]
    assert "'arson' is not in it" in faulty[0].faults
    assert "record.yaml" in faulty[1].faults


def test_of_two_records_with_one_id_the_first_counts(collection, vocabularies, tmp_path, law):
    """The first in the order of collections, then of folders, counts; one file serves several lists of collections."""
    other = type(collection)(tmp_path / "other")
    collection.add(with_id(law, "same", title="{en: First}"), slug="a")
    collection.add(with_id(law, "same", title="{en: Second}"), slug="b")
    other.add(with_id(law, "same", title="{en: Third}"), slug="a")
    file = tmp_path / "catalogue.sqlite"

    def title(*folders):
        catalogue = Catalogue.open(file, folders, vocabularies)
        assert len(catalogue.entries()) == 1
        return catalogue.entry("same").title_in("en")[0]

    assert title(collection.folder, other.folder) == "First"
    assert title(other.folder, collection.folder) == "Third"
    assert title(other.folder) == "Third"
    assert title(collection.folder) == "First"


def test_a_collection_has_to_be_there(vocabularies, tmp_path):
    """Opening the catalogue of a collection that is not there is an error that names its folder."""
    with pytest.raises(CorpusError, match="nowhere: expected a collection"):
        Catalogue.open(tmp_path / "catalogue.sqlite", [tmp_path / "nowhere"], vocabularies)


def test_titles_are_found_by_the_beginning_of_a_word(collection, open_catalogue, law):
    """Any word of a title in any language counts; titles that begin so come first, withdrawn records never."""
    collection.add()
    collection.add(with_id(law, "other", title="{en: Nothing at All, ru: Ничего}"), slug="other")
    collection.add(TOMBSTONE, slug="gone")
    catalogue = open_catalogue()

    def found(form, limit=10):
        return [(entry.id, language) for entry, language in catalogue.titled(form, limit)]

    assert found(" noth") == [("other", "en"), ("no-2020-1", "en")]
    assert found(" sur ri") == [("no-2020-1", "fr")]
    assert found(" ниче") == [("other", "ru")]
    assert found(" othing") == found(" repealed") == found(" %") == found(" noth", 0) == []
    assert found(" noth", 1) == [("other", "en")]
