"""The articles that were found, corrected on the spot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from indexer.corpus import ProvisionCorrection
from portal.editing.articles import places_in

Person = Callable[..., Any]


def _correct(edited: Any, person: Person, **sent: Any) -> Any:
    path = f"{edited.path}/files/{edited.file}/articles"
    return person("editor").post(path, {"version": edited.row.version, **sent})


def _names(edited: Any, person: Person, take_apart: Any) -> list[str]:
    page = take_apart(person("editor").get(f"{edited.path}/files/{edited.file}/articles").text)
    return [given["id"] for given in page.all("li") if given.get("id", "").startswith("art_")]


def test_articles_are_merged_split_renamed_and_relabelled(edited: Any, person: Person, take_apart: Any) -> None:
    """Each correction is there at once on the page, is kept with the file, and can be taken back."""
    assert _names(edited, person, take_apart) == ["art_1", "art_2", "art_3"]
    assert _correct(edited, person, do="merge", provision="art_3").status_code == 303
    assert _names(edited, person, take_apart) == ["art_1", "art_2"]
    path = f"{edited.path}/files/{edited.file}/articles"
    page = take_apart(person("editor").get(f"{path}?split=art_2").text)
    at = page.all("input", type="radio", name="at")[-1]["value"]
    answer = _correct(edited, person, do="split", provision="art_2", at=at, label="Article 3", heading="")
    assert answer.status_code == 303
    assert _names(edited, person, take_apart) == ["art_1", "art_2", "art_3"]
    _correct(edited, person, do="rename", provision="art_1", heading="Terms")
    _correct(edited, person, do="relabel", provision="art_2", label="Article 2 bis")
    assert _names(edited, person, take_apart) == ["art_1", "art_2bis", "art_3"]
    operations = [one["operation"] for one in edited.row.files[0].corrections]
    assert operations == ["merge", "split", "rename", "relabel"]
    assert all(ProvisionCorrection.model_validate(one) for one in edited.row.files[0].corrections)
    assert edited.trail()[-1].action == "submission.file_corrected"
    for _ in operations:
        assert _correct(edited, person, do="undo", place=1).status_code == 303
    assert _names(edited, person, take_apart) == ["art_1", "art_2", "art_3"]


def test_unfit_corrections_are_shown(edited: Any, person: Person, take_apart: Any) -> None:
    """A correction that finds no place any more is left out, and said to be."""
    lost = {"operation": "merge", "provision": "art_9", "begins": "Article 9. Nowhere to be found at all.", "page": 2}
    edited.change_file(corrections=[lost])
    page = take_apart(person("editor").get(f"{edited.path}/files/{edited.file}/articles").text)
    assert "no provision begins with these words" in page.text("ol", class_="corrections")
    assert _names(edited, person, take_apart) == ["art_1", "art_2", "art_3"]


def test_wrong_and_late_corrections_change_nothing(edited: Any, person: Person) -> None:
    """What names no provision, no place or no label is refused; what was typed in a form that came too late is kept."""
    for sent in (
        {"do": "merge", "provision": "art_99"},
        {"do": "split", "provision": "art_1", "at": "100000", "label": "Article 5"},
        {"do": "split", "provision": "art_1", "label": "Article 5"},
        {"do": "relabel", "provision": "art_1", "label": ""},
        {"do": "relabel", "provision": "art_1", "label": "x" * 400},
        {"do": "relabel", "provision": "art_1", "label": "Article 5", "level": "nonsense"},
        {"do": "undo", "place": "1"},
        {"do": "nonsense", "provision": "art_1"},
    ):
        assert _correct(edited, person, **sent).status_code == 422
    late = _correct(edited, person, do="rename", provision="art_1", heading="My own heading", version=99)
    assert late.status_code == 409
    assert "My own heading" in late.text
    assert edited.row.files[0].corrections == []


def test_markup_in_labels_stays_text(edited: Any, person: Person) -> None:
    """A label or heading with markup is shown as it was typed."""
    evil = "Article 5 <script>alert(1)</script>"
    _correct(edited, person, do="relabel", provision="art_1", label=evil)
    _correct(edited, person, do="rename", provision="art_2", heading=evil)
    answer = person("editor").get(f"{edited.path}/files/{edited.file}/articles")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_places_to_split_are_paragraphs_and_sentences() -> None:
    """Sentences of all six languages and paragraphs begin where a provision can be split; the first one does not."""
    text = "First one. Second;\nthird 第四条。第五\nالأولى؛ الثانية"
    assert [words for _, words in places_in(text)] == ["Second;", "third 第四条。", "第五", "الأولى؛", "الثانية"]
    assert all(text[offset:].startswith(words[:5]) for offset, words in places_in(text))
