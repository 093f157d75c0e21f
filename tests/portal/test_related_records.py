"""Related records on the page of a record and in the API: in both directions, in the reader's language, at once."""

import pytest

from indexer.application import open_library, open_vocabularies
from indexer.settings import Settings
from portal import create_app

LAW = """\
id: {id}
kind: legislation
title: {title}
original_language: fr
country: [FR]
relations: {relations}
type_of_act: law
adopted: 2020-05
in_force: {{value: unknown}}
"""
TOMBSTONE = """\
id: old-law
kind: legislation
title: {fr: Loi ancienne, ru: Старый закон}
original_language: fr
withdrawn: {on: 2026-11-21, reason: {en: Wrong text}}
"""


def write(folder, id, text):
    """Write a record.yaml."""
    path = folder / "legislation" / id
    path.mkdir(parents=True, exist_ok=True)
    (path / "record.yaml").write_text(text, encoding="utf-8")


def name_of(relation, language):
    """What a relation is called in a language."""
    return open_vocabularies(Settings()).label("relation", relation, language)


def related_of(page):
    """The related records of a page by the heading of the relation; each test has one record to a relation."""
    return dict(zip(page.all_texts("h3"), page.all_texts("li", class_="related"), strict=True))


@pytest.fixture
def related_portal(tmp_path, compiled_translations, monkeypatch):
    """A portal without an index over an act that amends another, and a tombstone; it follows at every request."""
    monkeypatch.setattr("indexer.application.following.PAUSE", 0)
    monkeypatch.setattr("indexer.application.following.SHARE", 0)
    laws = tmp_path / "laws"
    write(laws, "base", LAW.format(id="base", title="{fr: Loi de base, ru: Основной закон}", relations="[]"))
    relations = "[{type: amends, record: base}, {type: repeals, record: old-law}, {type: related, record: nowhere}]"
    write(laws, "later", LAW.format(id="later", title="{fr: Loi nouvelle}", relations=relations))
    write(laws, "old-law", TOMBSTONE)
    settings = Settings(corpora=(laws,), data=tmp_path / "var", translations=compiled_translations, engine="embedded")
    library = open_library(settings)
    yield create_app(settings, library).test_client()
    library.close()


def test_a_record_names_those_that_name_it(related_portal, take_apart):
    """An act that says nothing of it shows the one that amends it, by the relation's name in the reader's language."""
    page = take_apart(related_portal.get("/ru/records/base").text)
    assert related_of(page)[name_of("amended_by", "ru")] == "Loi nouvelle"
    assert page.all("a", href="/ru/records/later")
    assert page.all("bdi", lang="fr")


def test_related_records_that_are_not_shown_say_so(related_portal, take_apart):
    """A withdrawn record is shown with its title and that it is withdrawn, one that is not here by its id."""
    related = related_of(take_apart(related_portal.get("/ru/records/later").text))
    assert related[name_of("amends", "ru")] == "Основной закон"
    assert related[name_of("repeals", "ru")] == "Старый закон (отозвана)"
    assert related[name_of("related", "ru")] == "nowhere (нет в этом собрании)"


def test_the_api_tells_relations_both_ways(related_portal):
    """The JSON of a record has its relations from both sides with the state and the titles of the other record."""
    told = related_portal.get("/api/v1/records/base").json["relations"]
    assert told == [{"type": "amended_by", "record": "later", "state": "shown", "title": {"fr": "Loi nouvelle"}}]
    others = related_portal.get("/api/v1/records/later").json["relations"]
    assert [(each["type"], each["record"], each["state"]) for each in others] == [
        ("amends", "base", "shown"),
        ("repeals", "old-law", "withdrawn"),
        ("related", "nowhere", "unknown"),
    ]


def test_a_running_portal_shows_what_is_changed(related_portal, take_apart, tmp_path):
    """A record that is added, revised or withdrawn in the folders is so on all pages without a restart."""
    assert related_portal.get("/fr/records/third").status_code == 404
    relations = "[{type: supplements, record: base}]"
    write(tmp_path / "laws", "third", LAW.format(id="third", title="{fr: Loi troisième}", relations=relations))
    assert take_apart(related_portal.get("/fr/records/third").text).text("h1") == "Loi troisième"
    supplemented = name_of("supplemented_by", "fr")
    assert related_of(take_apart(related_portal.get("/fr/records/base").text))[supplemented] == "Loi troisième"
    write(tmp_path / "laws", "third", LAW.format(id="third", title="{fr: Loi revue}", relations=relations))
    assert related_of(take_apart(related_portal.get("/fr/records/base").text))[supplemented] == "Loi revue"
    write(tmp_path / "laws", "third", TOMBSTONE.replace("old-law", "third"))
    assert related_portal.get("/fr/records/third").status_code == 410
    assert "Loi revue" not in related_portal.get("/fr/records/base").text
