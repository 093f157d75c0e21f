"""Who may edit what: everybody else finds no such page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Person = Callable[..., Any]
ROLES = ("contributor", "editor", "publisher", "administrator")


def _addresses(edited: Any) -> list[str]:
    file = f"{edited.path}/files/{edited.file}"
    image = f"/en/desk/submissions/{edited.id}/files/{edited.file}/pages/1-480.webp"
    return [edited.path, f"{edited.path}/picker/country", f"{file}/articles", image]


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("draft", set()), ("submitted", set()), ("in_review", {"editor", "publisher"}), ("accepted", set())],
)
def test_submissions_of_others_are_not_there(edited: Any, person: Person, state: str, allowed: set[str]) -> None:
    """Only who may change a submission finds its form; a number that is none is answered in the same way."""
    edited.change(state=state)
    for role in ROLES:
        stranger = person(role, name=f"other {role}")
        for address in _addresses(edited)[:3]:
            assert stranger.get(address).status_code == (200 if role in allowed else 404)
        answer = stranger.post(edited.path, {"version": 1, "was.number": "", "number": "9"})
        assert answer.status_code in ((303, 409) if role in allowed else (404, 409))
        assert stranger.get(edited.path.replace("/1/", "/77/")).status_code == 404
    if not allowed:
        assert "number" not in edited.record


def test_authors_change_their_own_drafts_only(edited: Any, person: Person) -> None:
    """An author has the form of a draft and of what was returned, and not while others work on it."""
    for state, status in (("draft", 200), ("returned", 200), ("in_review", 404), ("published", 404)):
        edited.change(state=state)
        for address in _addresses(edited)[:3]:
            assert person("contributor").get(address).status_code == status


def test_page_images_of_others_are_not_there(edited: Any, person: Person) -> None:
    """The image of a page is for who may see the submission: no stranger, no other contributor."""
    address = _addresses(edited)[3]
    assert person("contributor").get(address).status_code == 200
    assert person("contributor", name="another one").get(address).status_code == 404
    assert edited.app.test_client().get(address).status_code == 302


def test_files_of_other_submissions_are_not_there(edited: Any, person: Person) -> None:
    """The number of a file that is another submission's leads nowhere."""
    for address in (f"{edited.path}?file=99", f"{edited.path}/files/99/articles"):
        assert person("editor").get(address).status_code == 404


def test_forms_need_their_token(edited: Any, person: Person) -> None:
    """Without the token of the session nothing is saved."""
    editor = person("editor")
    for path in (edited.path, f"{edited.path}/files/{edited.file}/articles"):
        answer = editor.client.post(path, data={"version": 1, "was.number": "", "number": "9", "do": "save"})
        assert answer.status_code == 400
    assert "number" not in edited.record
