"""Forms that are sent after a session ended: the reader is told so, and nothing that was typed is lost."""

from io import BytesIO

import pytest

from portal.database import db
from portal.submissions.models import Submission

HERE = {"Origin": "http://localhost"}
TYPED = {"number": "64/2010", "note": "\nFirst line\nSecond <b>line", "title-ar": "قانون"}


@pytest.fixture
def egypt(person):
    """The focal point of Egypt, signed in."""
    return person("contributor", name="Focal Point", party="country:EG")


@pytest.fixture
def draft(egypt):
    """The address of a draft of the focal point of Egypt."""
    return egypt.post("/en/desk/submissions/new", {"kind": "legislation"}).headers["Location"]


def submission_in(app):
    """The only submission, as it is in the database."""
    with app.app_context():
        return db.session.query(Submission).one()


def carried(page):
    """What the page of a form that was not taken would send, but for its token."""
    areas = [parts for (tag, _), parts in zip(page.elements, page.texts, strict=True) if tag == "textarea"]
    names = [given["name"] for given in page.all("textarea")]
    return {name: "".join(parts).removeprefix("\n") for name, parts in zip(names, areas, strict=True)}


def test_form_is_carried_over_a_new_sign_in(egypt, draft, visitor, work_app, take_apart):
    """What was typed stands in the page that asks to sign in, and in the one that asks to send it again."""
    typed = TYPED | {"version": str(submission_in(work_app).version)}
    answer = visitor().post(draft, typed, headers=HERE)
    page = take_apart(answer.text)
    assert answer.status_code == 401
    assert "Your session has ended" in page.text("h1")
    assert page.all("a", target="_blank")[0]["href"] == "/en/desk/sign-in"
    assert carried(page) == typed
    answer = egypt.client.post(draft, data={"csrf_token": "of before", **carried(page)}, headers=HERE)
    page = take_apart(answer.text)
    assert answer.status_code == 400
    assert "Please send it once more" in page.text("h1")
    assert "number" not in submission_in(work_app).record
    token = [given["value"] for given in page.all("input", name="csrf_token")][-1]
    assert egypt.client.post(draft, data={"csrf_token": token, **carried(page)}, headers=HERE).status_code == 303
    assert submission_in(work_app).record["number"] == "64/2010"
    assert submission_in(work_app).record["title"] == {"ar": "قانون"}


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://evil.example"}, {**HERE, "Sec-Fetch-Site": "cross-site"}], ids=str
)
def test_form_of_another_site_is_not_carried(egypt, draft, headers):
    """What another site has a browser send is refused without a button that would send it."""
    answer = egypt.client.post(draft, data=TYPED, headers=headers)
    assert answer.status_code == 400
    assert "64/2010" not in answer.text


def test_language_of_the_page_is_that_of_the_reader(draft, visitor):
    """Who reads Spanish is told in Spanish."""
    answer = visitor().post(draft.replace("/en/", "/es/"), TYPED, headers=HERE)
    assert "Su sesión ha terminado" in answer.text


def test_scripts_are_told_and_not_led_away(draft, visitor):
    """A script gets a piece, or JSON where it asks for that, instead of the page of signing in; readers get that."""
    stranger = visitor()
    files = draft.replace("/draft", "/files")
    for answer in (
        stranger.get(files, headers={"HX-Request": "true"}),
        stranger.post(draft, TYPED, headers={**HERE, "HX-Request": "true"}),
    ):
        assert (answer.status_code, answer.headers["X-Session-Ended"]) == (401, "yes")
        assert "<html" not in answer.text
    told = stranger.post(draft.replace("/draft", "/pieces"), {}, headers={**HERE, "Accept": "application/json"})
    assert (told.status_code, told.json["error"][:22]) == (401, "Your session has ended")
    assert stranger.get(draft).status_code == 302


def test_files_have_to_be_chosen_again(draft, visitor):
    """Of a form with files the page says that these are not kept, and offers nothing to send."""
    address = draft.replace("/draft", "/files")
    answer = visitor().post(address, {"file": (BytesIO(b"%PDF-1.7"), "law.pdf")}, headers=HERE)
    assert "please choose them again" in answer.text
    assert "Send it again" not in answer.text
