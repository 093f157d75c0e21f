"""Two people in one record: nothing of either is lost."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest

Person = Callable[..., Any]
Filled = Callable[[Any, str], dict[str, list[str]]]


@pytest.fixture
def work_database(database_url: str) -> str:
    """Both databases."""
    return database_url


def test_two_versions_stand_side_by_side(edited: Any, person: Person, filled: Filled, take_apart: Any) -> None:
    """A form that comes too late saves nothing: both versions are shown, and the choice is made where it is clear."""
    edited.change(record={"kind": "legislation", "number": "1", "gazette": "A", "title": {"en": "Old"}})
    form = filled(person("editor"), edited.path)
    edited.change(record={"kind": "legislation", "number": "2", "gazette": "B", "title": {"en": "Old"}})
    answer = person("editor").post(edited.path, form | {"number": ["3"], "title.en": ["New\nline"]})
    assert answer.status_code == 409
    assert edited.record["number"] == "2"
    page = take_apart(answer.text)
    chosen = {box["name"]: box["value"] for box in page.all("input", type="radio") if "checked" in box}
    assert chosen == {"choice.gazette": "theirs", "choice.title": "mine"}
    assert {box["name"] for box in page.all("input", type="radio")} - set(chosen) == {"choice.number"}
    assert page.all("input", name="number", value="3")
    assert "Both of you changed this." in answer.text


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_what_is_chosen_is_saved(edited: Any, person: Person, filled: Filled, take_apart: Any, choice: str) -> None:
    """Of each field the version that was chosen stays, and what only one of them changed is there too."""
    edited.change(record={"kind": "legislation", "number": "1", "gazette": "A"})
    form = filled(person("editor"), edited.path)
    edited.change(record={"kind": "legislation", "number": "theirs", "gazette": "B"})
    answer = person("editor").post(edited.path, form | {"number": ["mine"], "summary.en": ["One\nTwo"]})
    again = _form(take_apart(answer.text))
    assert person("editor").post(edited.path, again).status_code == 409
    assert person("editor").post(edited.path, again | {"choice.number": [choice]}).status_code == 303
    assert edited.record == {"kind": "legislation", "number": choice, "gazette": "B", "summary": {"en": "One\nTwo"}}


def test_third_version_is_a_conflict_again(edited: Any, person: Person, filled: Filled, take_apart: Any) -> None:
    """Who saves while somebody chooses is not overwritten either."""
    form = filled(person("editor"), edited.path)
    edited.change(record={"kind": "legislation", "number": "2"})
    again = _form(take_apart(person("editor").post(edited.path, form | {"number": ["3"]}).text))
    edited.change(record={"kind": "legislation", "number": "4"})
    answer = person("editor").post(edited.path, again | {"choice.number": ["mine"]})
    assert answer.status_code == 409
    assert edited.record["number"] == "4"


def test_who_may_no_longer_change_keeps_what_was_typed(edited: Any, person: Person, filled: Filled) -> None:
    """When a submission went on meanwhile nothing is saved, and what was typed can still be copied."""
    form = filled(person("editor"), edited.path)
    edited.change(state="accepted")
    answer = person("editor").post(edited.path, form | {"number": ["Typed with care"]})
    assert answer.status_code == 409
    assert "Typed with care" in answer.text
    assert "number" not in edited.record


def test_of_two_at_once_one_is_told(edited: Any, person: Person, filled: Filled) -> None:
    """Two forms of the same version that arrive together: one is saved, the other one is shown both versions."""
    people = [person("editor"), person("publisher")]
    forms = [filled(one, edited.path) | {"number": [str(place)]} for place, one in enumerate(people)]
    barrier, answers = Barrier(2), [0, 0]

    def send(place: int) -> None:
        barrier.wait()
        answers[place] = people[place].post(edited.path, forms[place]).status_code

    threads = [Thread(target=send, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]
    assert edited.record["number"] == str(answers.index(303))


def _form(html: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for given in html.all("input"):
        if (
            given.get("name")
            and given["name"] not in ("q", "csrf_token")
            and not (given.get("type") == "radio" and "checked" not in given)
        ):
            found.setdefault(given["name"], []).append(given.get("value", ""))
    return found
