"""Drafts of contributors: begun, filled in, saved as they go, submitted."""

import pytest
from sqlalchemy import select

from portal.database import db
from portal.submissions.models import Submission


@pytest.fixture
def egypt(person):
    """The focal point of Egypt, signed in."""
    return person("contributor", name="Focal Point", party="country:EG")


def begun(who, kind="legislation"):
    """The number of a new draft."""
    answer = who.post("/en/desk/submissions/new", {"kind": kind})
    assert answer.status_code == 303
    return int(answer.headers["Location"].split("/")[-2])


def kept(app, number):
    """A submission as it is in the database."""
    with app.app_context():
        return db.session.get(Submission, number)


FACTS = {
    "kind": "legislation",
    "country": "EG",
    "title-ar": "قانون مكافحة الاتجار بالبشر",
    "original_language": "ar",
    "number": "64/2010",
    "date": "2010-05",
    "source": "Official Gazette",
    "source_url": "https://gazette.example/64",
    "note": "Please publish.",
    "authorized_by": "Ministry of Justice",
    "authorized_on": "2026-11-01",
}


def test_draft_is_preset_to_whom_its_author_speaks_for(egypt, work_app, take_apart):
    """A new draft has the kind that was chosen and the country of its author."""
    number = begun(egypt)
    assert kept(work_app, number).record == {"kind": "legislation", "country": ["EG"]}
    page = take_apart(egypt.get(f"/en/desk/submissions/{number}/draft").text)
    chosen = [option["value"] for option in page.all("option") if "selected" in option]
    assert chosen == ["legislation", "EG"]


def test_facts_are_kept_as_a_record_has_them(egypt, work_app):
    """What is written in the form is kept in the fields that a record of this kind has, and is shown again."""
    number = begun(egypt)
    version = kept(work_app, number).version
    answer = egypt.post(f"/en/desk/submissions/{number}/draft", {**FACTS, "version": version})
    assert answer.status_code == 303
    submission = kept(work_app, number)
    assert submission.record == {
        "kind": "legislation",
        "country": ["EG"],
        "title": {"ar": FACTS["title-ar"]},
        "original_language": "ar",
        "number": "64/2010",
        "adopted": "2010-05",
        "sources": [{"language": "ar", "title": "Official Gazette", "url": "https://gazette.example/64"}],
    }
    assert (submission.note, submission.authorized_by) == ("Please publish.", "Ministry of Justice")
    assert submission.authorized_on.isoformat() == "2026-11-01"
    shown = egypt.get(f"/en/desk/submissions/{number}/draft").text
    assert all(f'value="{FACTS[name]}"' in shown for name in ("number", "date", "source", "title-ar"))


def test_number_and_date_follow_the_kind(egypt, work_app):
    """When a law turns out to be a judgment its number and date are kept as those of a judgment."""
    number = begun(egypt)
    egypt.post(f"/en/desk/submissions/{number}/draft", {**FACTS, "version": kept(work_app, number).version})
    given = {**FACTS, "kind": "case_law", "version": kept(work_app, number).version}
    egypt.post(f"/en/desk/submissions/{number}/draft", given)
    record = kept(work_app, number).record
    assert (record["docket"], record["decided"]) == ("64/2010", "2010-05")
    assert not {"number", "adopted"} & set(record)


def test_draft_is_saved_as_one_goes(egypt, work_app, take_apart):
    """With htmx a change is kept and answered with the new version; what is wrong is named, the rest kept."""
    number = begun(egypt)
    given = {**FACTS, "date": "in spring", "version": kept(work_app, number).version}
    answer = egypt.post(f"/en/desk/submissions/{number}/draft", given, headers={"HX-Request": "true"})
    submission = kept(work_app, number)
    page = take_apart(answer.text)
    assert answer.status_code == 200
    assert page.all("input", id="version")[0]["value"] == str(submission.version)
    assert "Date" in page.text("li")
    assert submission.record["number"] == "64/2010"
    assert "adopted" not in submission.record


def test_wrong_facts_are_shown_again(egypt, work_app, take_apart):
    """Without scripts the form comes back with what was written and what is wrong with it."""
    number = begun(egypt)
    given = {**FACTS, "date": "2999", "source_url": "javascript:alert(1)", "version": kept(work_app, number).version}
    answer = egypt.post(f"/en/desk/submissions/{number}/draft", given)
    page = take_apart(answer.text)
    assert answer.status_code == 422
    assert [field["id"] for field in page.all("input", **{"aria-invalid": "true"})] == ["date", "source_url"]
    assert page.all("input", id="date")[0]["value"] == "2999"


@pytest.mark.parametrize("htmx", [True, False])
def test_two_windows_get_a_conflict_with_both_versions(egypt, work_app, take_apart, htmx):
    """Who saves an older version loses nothing and overwrites nothing: both versions stand beside each other."""
    number = begun(egypt)
    version = kept(work_app, number).version
    egypt.post(f"/en/desk/submissions/{number}/draft", {**FACTS, "number": "1", "version": version})
    given = {**FACTS, "number": "2", "version": version}
    headers = {"HX-Request": "true"} if htmx else {}
    answer = egypt.post(f"/en/desk/submissions/{number}/draft", given, headers=headers)
    page = take_apart(answer.text)
    assert answer.status_code == (200 if htmx else 409)
    assert page.all_texts("td") == ["2", "1"]
    assert kept(work_app, number).record["number"] == "1"
    latest = page.all("button", name="version")[0]["value"]
    egypt.post(f"/en/desk/submissions/{number}/draft", {**given, "version": [version, latest]})
    assert kept(work_app, number).record["number"] == "2"


def test_incomplete_draft_is_not_submitted(egypt, work_app, take_apart):
    """What is missing is said where it is missing; the draft stays one."""
    number = begun(egypt)
    answer = egypt.post(
        f"/en/desk/submissions/{number}/draft",
        {"kind": "legislation", "submit": "yes", "version": kept(work_app, number).version},
    )
    page = take_apart(answer.text)
    assert answer.status_code == 422
    assert page.text("span", id="authorized_by-fault")
    assert page.text("span", id="country-fault")
    assert kept(work_app, number).state == "draft"


@pytest.mark.parametrize("number", [0, 7, 2**31, 2**63, 10**30])
def test_number_of_no_submission_is_not_there(egypt, number):
    """An address with a number that no submission has, or can have, is of no page."""
    assert egypt.get(f"/en/desk/submissions/{number}/draft").status_code == 404
    assert egypt.post(f"/en/desk/submissions/{number}/draft", FACTS).status_code == 404


@pytest.mark.parametrize("version", ["", "-1", "9" * 5000, "latest"])
def test_version_that_is_none_changes_nothing(egypt, work_app, version):
    """A form with a version that there was never is a conflict."""
    number = begun(egypt)
    answer = egypt.post(f"/en/desk/submissions/{number}/draft", {**FACTS, "version": version})
    assert answer.status_code == 409
    assert "number" not in kept(work_app, number).record


def test_own_list_shows_states_of_ones_own(egypt, person, work_app, take_apart):
    """The list has one's own submissions with their states, and nobody else's."""
    number = begun(egypt)
    other = person("contributor", name="Somebody Else")
    begun(other)
    with work_app.app_context():
        assert len(db.session.scalars(select(Submission)).all()) == 2
    page = take_apart(egypt.get("/fr/desk/submissions").text)
    assert [link["href"] for link in page.all("a") if "/draft" in link["href"] and "/fr/" in link["href"]] == [
        f"/fr/desk/submissions/{number}/draft"
    ]
    assert len(page.all("td")) == len(page.all("th", scope="col")) == 4


def test_texts_are_shown_as_text(egypt, work_app):
    """What somebody writes as a title is shown as text on every page, whatever it is."""
    number = begun(egypt)
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    given = {**FACTS, "title-en": evil, "note": evil, "version": kept(work_app, number).version}
    egypt.post(f"/en/desk/submissions/{number}/draft", given)
    for path in ("", f"/{number}/draft"):
        text = egypt.get(f"/en/desk/submissions{path}").text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;" in text
