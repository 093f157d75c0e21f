"""Proposals: shown beside their fields, decided with a button or by what is typed, counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Person = Callable[..., Any]
Filled = Callable[[Any, str], dict[str, list[str]]]
TITLE = "Law No. 7 of 2019 on Trafficking in Persons"


def _press(edited: Any, person: Person, filled: Filled, do: str, **typed: str) -> None:
    form = filled(person("editor"), edited.path) | {name.replace("__", "."): [text] for name, text in typed.items()}
    assert person("editor").post(edited.path, form | {"do": [do]}).status_code == 303


def test_proposal_stands_at_its_field_with_its_passage(edited: Any, person: Person, take_apart: Any) -> None:
    """A proposal shows its value, how sure it is, the words that speak for it, and leads to them on their page."""
    text = "Article 3. Courts. The courts of the capital decide."
    number = edited.propose("crime", "corruption", 0.62, page=2, passage=text, start=19, end=29)
    page = take_apart(person("editor").get(edited.path).text)
    shown = page.text("ul", class_="proposed")
    assert "Corruption" in shown
    assert "62 % sure" in shown
    assert "The courts" in page.text("mark")
    at = take_apart(person("editor").get(f"{edited.path}?file={edited.file}&proposal={number}").text)
    assert "The courts" in [mark for mark in at.all_texts("mark") if mark]
    assert at.all("rect")
    assert at.all("input", name="page", value="2")


def test_accepting_puts_the_value_into_the_record(edited: Any, person: Person, filled: Filled) -> None:
    """An accepted proposal is in its field, beside what a list has already, and what was typed is saved with it."""
    edited.change(record={"kind": "legislation", "country": ["FR"]})
    numbers = [
        edited.propose("title", {"en": TITLE}),
        edited.propose("country", "EG"),
        edited.propose("number", "7/2019"),
    ]
    for number in numbers:
        _press(edited, person, filled, f"accept:{number}", gazette="Gazette 5")
        assert edited.decision(number) == "accepted"
        assert edited.trail()[-1].details == {"accepted": [number]}
    assert edited.record == {
        "kind": "legislation",
        "country": ["FR", "EG"],
        "gazette": "Gazette 5",
        "title": {"en": TITLE},
        "number": "7/2019",
    }


def test_accepted_articles_are_relevant_and_said_by_who_accepts(edited: Any, person: Person, filled: Filled) -> None:
    """An article that a machine proposes is relevant, never implemented: that is a State's own claim."""
    number = edited.propose("treaty_articles", "tip-protocol:5")
    _press(edited, person, filled, f"accept:{number}")
    (article,) = edited.record["treaty_articles"]
    assert (article["relation"], article["asserted_by"]) == ("relevant_to", "editor")
    assert edited.decision(number) == "accepted"


def test_languages_of_the_file_are_accepted(edited: Any, person: Person, filled: Filled) -> None:
    """A language that is proposed is one of the file."""
    number = edited.propose("languages", "en")
    _press(edited, person, filled, f"accept:{number}")
    assert edited.row.files[0].languages == ["en"]
    assert edited.decision(number) == "accepted"


def test_rejecting_leaves_the_record(edited: Any, person: Person, filled: Filled) -> None:
    """A rejected proposal changes no field and is shown no more."""
    number = edited.propose("number", "8/2019")
    _press(edited, person, filled, f"reject:{number}")
    assert edited.decision(number) == "rejected"
    assert "number" not in edited.record
    assert f"accept:{number}" not in person("editor").get(edited.path).text


def test_rejected_proposal_is_taken_up_again(edited: Any, person: Person, filled: Filled, take_apart: Any) -> None:
    """A rejected proposal can be made open again, is in the trail, counts as undecided, and can be accepted then."""
    number = edited.propose("number", "8/2019")
    _press(edited, person, filled, f"reject:{number}")
    page = take_apart(person("editor").get(edited.path).text)
    assert page.all("button", value=f"reopen:{number}")
    _press(edited, person, filled, f"reopen:{number}", gazette="Gazette 5")
    assert edited.decision(number) == "open"
    assert edited.trail()[-1].details == {"reopened": [number]}
    assert edited.record["gazette"] == "Gazette 5"
    counted = take_apart(person("editor").get("/en/desk/proposals").text)
    assert counted.all_texts("tr")[1:] == []
    _press(edited, person, filled, f"accept:{number}")
    assert edited.decision(number) == "accepted"
    assert edited.record["number"] == "8/2019"


def test_reopened_candidate_stays_open_beside_another(edited: Any, person: Person, filled: Filled) -> None:
    """A candidate that was rejected for another one stays open when it is taken up, and may take the place of that."""
    first, other = edited.propose("number", "7/2019", 0.9), edited.propose("number", "8/2019", 0.4)
    _press(edited, person, filled, f"accept:{first}")
    assert edited.decision(other) == "rejected"
    _press(edited, person, filled, f"reopen:{other}")
    _press(edited, person, filled, "save", gazette="Gazette 5")
    assert edited.decision(other) == "open"
    _press(edited, person, filled, f"accept:{other}")
    assert (edited.decision(first), edited.decision(other)) == ("changed", "accepted")
    assert edited.record["number"] == "8/2019"


def test_only_rejected_ones_are_taken_up_again(edited: Any, person: Person, filled: Filled) -> None:
    """Nothing happens to a proposal that was accepted, nor to one of another file."""
    number = edited.propose("number", "8/2019")
    _press(edited, person, filled, f"accept:{number}")
    _press(edited, person, filled, f"reopen:{number}")
    _press(edited, person, filled, "reopen:999999")
    assert edited.decision(number) == "accepted"


def test_what_is_typed_in_its_place_changes_a_proposal(edited: Any, person: Person, filled: Filled) -> None:
    """Another value than the proposed one makes the surest proposal changed, and other candidates rejected."""
    sure, other = edited.propose("number", "7/2018", 0.9), edited.propose("number", "8", 0.4)
    _press(edited, person, filled, "save", number="7/2019")
    assert (edited.decision(sure), edited.decision(other)) == ("changed", "rejected")


def test_accepted_and_then_edited_counts_as_changed(edited: Any, person: Person, filled: Filled) -> None:
    """The button Change puts the value into the field; what is edited there afterwards makes the proposal changed."""
    number = edited.propose("title", {"en": TITLE})
    _press(edited, person, filled, f"change:{number}")
    assert edited.decision(number) == "accepted"
    _press(edited, person, filled, "save", title__en="Law No. 7 of 2019")
    assert edited.decision(number) == "changed"


def test_typing_what_is_proposed_accepts_it(edited: Any, person: Person, filled: Filled) -> None:
    """A proposal that says what a person wrote by themselves was right."""
    number = edited.propose("adopted", "2019-05-01")
    _press(edited, person, filled, "save", adopted="2019-05-01")
    assert edited.decision(number) == "accepted"


def test_likely_ones_are_accepted_at_once(edited: Any, person: Person, filled: Filled) -> None:
    """One button takes the surest likely proposal for each empty place, and all likely ones of a list."""
    edited.change(record={"kind": "legislation", "number": "1"})
    sure, second = edited.propose("title", {"en": TITLE}, 0.9), edited.propose("title", {"en": "Gazette"}, 0.8)
    unsure, filled_in = edited.propose("gazette", "Gazette", 0.3), edited.propose("number", "2", 0.9)
    lists = [edited.propose("country", code, 0.7) for code in ("EG", "FR")]
    _press(edited, person, filled, "accept-all")
    assert [edited.decision(one) for one in (sure, *lists)] == ["accepted"] * 3
    assert (edited.decision(second), edited.decision(unsure), edited.decision(filled_in)) == (
        "rejected",
        "open",
        "open",
    )
    assert edited.record["country"] == ["EG", "FR"]
    assert edited.record["number"] == "1"


def test_foreign_proposals_cannot_be_decided(edited: Any, person: Person, filled: Filled) -> None:
    """The number of a proposal of another file does nothing."""
    _press(edited, person, filled, "accept:999999")
    assert edited.record == {"kind": "legislation"}


def test_right_ones_are_counted_by_field_and_language(
    edited: Any, person: Person, filled: Filled, take_apart: Any
) -> None:
    """The page has for each field and language how many were accepted, changed and rejected."""
    first = edited.propose("title", {"en": TITLE}, 0.9)
    edited.propose("title", {"ar": "قانون"}, 0.9)
    wrong = edited.propose("title", {"en": "Gazette"}, 0.2)
    _press(edited, person, filled, f"accept:{first}")
    _press(edited, person, filled, "save", title__ar="قانون آخر")
    assert edited.decision(wrong) == "rejected"
    page = take_apart(person("editor").get("/en/desk/proposals").text)
    assert page.all_texts("tr")[1:] == ["TitleArabic0100 %", "TitleEnglish100100 %"]
    assert person("contributor").get("/en/desk/proposals").status_code == 404
