"""The form beside the page: what it shows, what it keeps, what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from indexer.corpus import read_record_text
from indexer.corpus.schema import Bibliography, CaseLaw, Legislation, Strategy, Treaty
from indexer.settings import BUNDLED
from indexer.vocabularies.yaml_text import read_yaml
from portal.editing.fields import fields_of

Person = Callable[..., Any]
Filled = Callable[[Any, str], dict[str, list[str]]]

KINDS = {
    "legislation": Legislation,
    "case_law": CaseLaw,
    "strategy": Strategy,
    "treaty": Treaty,
    "bibliography": Bibliography,
}


@pytest.mark.parametrize("kind", KINDS)
def test_form_has_every_field_of_a_kind(kind: str) -> None:
    """The table of fields names each field of the schema once, but for those that a record is given at publication."""
    names = [field.name for field in fields_of(kind)]
    assert sorted(names) == sorted(set(KINDS[kind].model_fields) - {"id", "files", "revision", "revised"})


@pytest.mark.parametrize(
    "name", ["legislation/eg-2010-64", "case_law/*", "strategy/*", "treaty/untoc", "bibliography/*"]
)
def test_form_sent_back_untouched_changes_nothing(edited: Any, person: Person, filled: Filled, name: str) -> None:
    """A published record of each kind goes through the form, and back, without a change."""
    file = min(BUNDLED.glob(f"{name}/record.yaml"))
    given = read_yaml(file.read_bytes()).value
    record = {key: value for key, value in given.items() if key not in ("id", "files", "revision", "revised")}
    assert read_record_text(file.read_bytes(), str(file)).record is not None
    edited.change(record=record)
    version = edited.row.version
    answer = person("editor").post(edited.path, filled(person("editor"), edited.path))
    assert answer.status_code == 303
    assert edited.record == record
    assert edited.row.version == version


def test_what_is_typed_is_kept(edited: Any, person: Person, filled: Filled) -> None:
    """Texts by language, dates, parts, rows, picked terms and relations become the fields of the record."""
    form = filled(person("editor"), edited.path) | {
        "title.en": ["Law No. 7 of 2019"],
        "title.ar": ["قانون رقم 7 لسنة 2019"],
        "original_language": ["en"],
        "country": ["EG", "EG"],
        "crime": ["trafficking_in_persons"],
        "adopted": ["2019-05"],
        "type_of_act": ["law"],
        "in_force.value": ["unknown"],
        "keywords.en": ["consent\r\n\r\npenalties "],
        "relations": ["amends eg-2010-64"],
        "treaty_articles": ["relevant_to tip-protocol:5"],
        "sources.0.title": ["Official Gazette"],
        "sources.0.language": ["en"],
        f"files.{edited.file}.languages": ["en"],
        f"files.{edited.file}.status": ["official"],
    }
    assert person("editor").post(edited.path, form).status_code == 303
    record = edited.record
    (article,) = record.pop("treaty_articles")
    assert (article.pop("asserted_on") != "", article) == (
        True,
        {"treaty": "tip-protocol", "article": "5", "relation": "relevant_to", "asserted_by": "editor"},
    )
    assert record == {
        "kind": "legislation",
        "title": {"en": "Law No. 7 of 2019", "ar": "قانون رقم 7 لسنة 2019"},
        "original_language": "en",
        "country": ["EG"],
        "crime": ["trafficking_in_persons"],
        "adopted": "2019-05",
        "type_of_act": "law",
        "in_force": {"value": "unknown"},
        "keywords": {"en": ["consent", "penalties"]},
        "relations": [{"type": "amends", "record": "eg-2010-64"}],
        "sources": [{"title": "Official Gazette", "language": "en"}],
    }
    (file,) = edited.row.files
    assert (file.languages, file.status) == (["en"], "official")


def test_trail_names_fields_and_not_their_text(edited: Any, person: Person, filled: Filled) -> None:
    """The entry of a save has the names of the fields that changed, who saved, and no word of what they say."""
    person("editor").post(edited.path, filled(person("editor"), edited.path) | {"title.en": ["Secret words"]})
    entry = edited.trail()[-1]
    assert (entry.action, entry.actor_id) == ("submission.changed", person("editor").user.id)
    assert entry.details == {"fields": ["title"]}


def test_faults_stand_at_their_fields(edited: Any, person: Person, filled: Filled, take_apart: Any) -> None:
    """What is missing is named at its field; a value that is wrong is kept as it was typed, and named."""
    form = filled(person("editor"), edited.path) | {"adopted": ["in May"], "country": ["ZZ"]}
    assert person("editor").post(edited.path, form).status_code == 303
    assert edited.record["adopted"] == "in May"
    page = take_apart(person("editor").get(edited.path).text)
    assert "2010-05-14" in page.text("p", id="adopted-fault")
    assert page.all("input", id="adopted", value="in May")[0]["aria-invalid"] == "true"
    assert page.text("p", id="title-fault") == "Still missing."
    assert "aria-invalid" not in page.all("input", id="number")[0]
    assert "ZZ" in page.text("p", id="country-fault")


def test_what_is_too_long_is_refused_and_kept_on_the_page(
    edited: Any, person: Person, filled: Filled, take_apart: Any
) -> None:
    """A value beyond its limit is not saved: the form comes back with all that was typed, and says how much fits."""
    long = "word " * 3000
    form = filled(person("editor"), edited.path) | {"number": [long], "gazette": ["Gazette 5"]}
    answer = person("editor").post(edited.path, form)
    assert answer.status_code == 422
    page = take_apart(answer.text)
    assert page.all("input", id="gazette")[0]["value"] == "Gazette 5"
    assert page.all("input", id="number")[0]["value"] == long.strip()
    assert "1,000" in page.text("p", id="number-fault")
    assert "number" not in edited.record


def test_what_looks_like_yaml_stays_text(edited: Any, person: Person, filled: Filled) -> None:
    """Tags, anchors and mappings of YAML are words like any others."""
    for text in ("!!python/object:os.system", "&anchor", "*alias", "key: value", "- item", "{a: b}", "NO"):
        form = filled(person("editor"), edited.path) | {"title.en": [text], "number": [text]}
        assert person("editor").post(edited.path, form).status_code == 303
        assert (edited.record["title"], edited.record["number"]) == ({"en": text}, text)


def test_control_characters_are_left_out(edited: Any, person: Person, filled: Filled) -> None:
    """What no database and no YAML takes is left out; marks of direction and joiners stay."""
    form = filled(person("editor"), edited.path) | {
        "number": ["7\x00/\x1b2019\u200c"],
        "summary.en": ["one\r\ntwo\x07"],
    }
    assert person("editor").post(edited.path, form).status_code == 303
    assert (edited.record["number"], edited.record["summary"]) == ("7/2019\u200c", {"en": "one\ntwo"})


def test_nothing_that_is_typed_runs_in_a_page(edited: Any, person: Person, filled: Filled) -> None:
    """Markup in titles, values, file names and searches is shown as text, on the form and where versions differ."""
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    form = filled(person("editor"), edited.path) | {"title.en": [evil], "summary.fr": [evil], "crime": [evil]}
    person("editor").post(edited.path, form)
    edited.change(record={**edited.record, evil: evil, "number": evil})
    stale = form | {"number": ["7"], "do": ["find:crime"], "find.crime": [evil]}
    for answer in (
        person("editor").get(edited.path),
        person("editor").post(edited.path, stale),
        person("editor").post(edited.path, stale | {"do": ["save"]}),
        person("editor").get(f"{edited.path}/picker/crime", query_string={"find.crime": evil, "crime": evil}),
    ):
        assert answer.status_code in (200, 409)
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "<b>law</b>" not in answer.text


def test_kind_decides_which_fields_there_are(edited: Any, person: Person, filled: Filled, take_apart: Any) -> None:
    """With another kind its fields are there; values of the former one are kept, and can be taken away."""
    edited.change(record={"kind": "legislation", "gazette": "No. 5"})
    form = filled(person("editor"), edited.path) | {"kind": ["case_law"]}
    person("editor").post(edited.path, form)
    page = take_apart(person("editor").get(edited.path).text)
    assert page.all("input", id="docket")
    assert [box["value"] for box in page.all("input", name="drop")] == ["gazette"]
    person("editor").post(edited.path, filled(person("editor"), edited.path) | {"drop": ["gazette", "kind"]})
    assert edited.record == {"kind": "case_law"}


def test_page_of_the_file_stands_beside_the_form(edited: Any, person: Person, take_apart: Any) -> None:
    """The text and the image of the page that is asked for stand beside the form."""
    page = take_apart(person("editor").get(f"{edited.path}?page=2").text)
    assert "Whoever traffics is punished." in page.text("div", id="page-text")
    (image,) = page.all("img")
    answer = person("editor").get(image["src"])
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "no-store"


def test_turning_the_page_keeps_what_was_typed(edited: Any, person: Person, filled: Filled, take_apart: Any) -> None:
    """Without scripts the buttons of the pages send the form, which comes back as it was, with nothing saved."""
    form = filled(person("editor"), edited.path) | {"number": ["7/2019"], "do": ["page:2"]}
    answer = person("editor").post(edited.path, form)
    page = take_apart(answer.text)
    assert page.all("input", id="number")[0]["value"] == "7/2019"
    assert "Whoever traffics is punished." in page.text("div", id="page-text")
    assert "number" not in edited.record


def test_search_without_scripts_keeps_what_was_typed(
    edited: Any, person: Person, filled: Filled, take_apart: Any
) -> None:
    """The button of a picker shows what was found in the form as it was; what is ticked there is saved."""
    form = filled(person("editor"), edited.path) | {
        "number": ["7/2019"],
        "country": ["FR"],
        "find.country": ["مصر"],
        "do": ["find:country"],
    }
    page = take_apart(person("editor").post(edited.path, form).text)
    boxes = {box["value"]: "checked" in box for box in page.all("input", name="country")}
    assert boxes["FR"]
    assert boxes["EG"] is False
    assert page.all("input", id="number")[0]["value"] == "7/2019"


SEARCHES = (
    ("country", "Ägypten", ""),
    ("country", "Egipto", "EG"),
    ("crime", "торговля людьми", "trafficking_in_persons"),
    ("treaty_articles", "tip-protocol:5", "relevant_to tip-protocol:5"),
    ("relations", "eg-2010-64", "amends eg-2010-64"),
    ("organization", "council of eur", "council_of_europe"),
)


def test_pickers_search_in_any_language(edited: Any, person: Person, take_apart: Any) -> None:
    """A term is found by its names in all languages, an article and a record by their ids too."""
    for field, typed, found in SEARCHES:
        answer = person("editor").get(f"{edited.path}/picker/{field}", query_string={f"find.{field}": typed})
        values = [box["value"] for box in take_apart(answer.text).all("input", name=field)]
        assert (found in values) if found else values == []


def test_a_topic_gives_keywords_in_six_languages(edited: Any, person: Person, filled: Filled) -> None:
    """A topic that is ticked puts its labels among the keywords of each language, beside those that were typed."""
    form = filled(person("editor"), edited.path) | {"keywords.en": ["own word"]}
    answer = person("editor").get(f"{edited.path}/picker/keywords", query_string={"find.keywords": "money"})
    topic = answer.text.split('name="keywords" value="')[1].split('"')[0]
    person("editor").post(edited.path, form | {"keywords": [topic]})
    keywords = edited.record["keywords"]
    assert set(keywords) == {"ar", "zh", "en", "fr", "ru", "es"}
    assert keywords["en"][0] == "own word"


def test_a_file_that_is_not_read_yet_lets_people_type(edited: Any, person: Person) -> None:
    """While a file waits the form is there, and says why no page is."""
    edited.change_file(sha256="0" * 64, state="waiting")
    answer = person("editor").get(edited.path)
    assert "This file is being read." in answer.text
    assert 'id="title.en"' in answer.text


def test_possible_duplicates_are_named_beside_the_form(edited: Any, person: Person, take_apart: Any) -> None:
    """A record that may be the same stands beside the form with a link; a submission only for who may see it."""
    duplicates = [{"id": "eg-2010-64", "reason": "file", "likeness": 1.0}]
    edited.change_file(duplicates=[*duplicates, {"id": "submission:99", "reason": "text", "likeness": 0.9}])
    page = take_apart(person("editor").get(edited.path).text)
    assert page.all("a", href="/en/records/eg-2010-64")
    assert page.all_texts("p", class_="notice") == ["The same file is here already: eg-2010-64"]
