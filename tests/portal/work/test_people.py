"""The pages of administrators: people and the trail."""

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.audit import broken_at
from portal.audit.models import AuditEntry
from portal.database import db

KEPT = {"name": "Editor", "roles": ["editor"], "party": "", "language": "en", "do": "keep"}


@pytest.fixture
def work_database(database_url):
    """Both databases are tried."""
    return database_url


@pytest.fixture
def trail(work_app):
    """Gives the actions of the trail, the oldest first; they are one chain."""

    def actions():
        with work_app.app_context():
            assert broken_at(db.session) is None
            return db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()

    return actions


def test_people_are_listed_and_found(person):
    """An administrator sees everybody, and finds people by a part of their name or address."""
    administrator = person("administrator")
    person("editor", name="amina"), person("contributor", name="boris", party="country:EG")
    page = administrator.get("/en/desk/people").text
    assert all(name in page for name in ("Amina", "Boris", "Egypt"))
    page = administrator.get("/en/desk/people?find=AMIN").text
    assert "Amina" in page
    assert "Boris" not in page
    assert "Nobody was found" in administrator.get("/en/desk/people?find=%25").text


def test_roles_are_changed(person, trail):
    """With the next page they open people may do what their new roles allow."""
    administrator, editor = person("administrator"), person("editor")
    assert editor.get("/en/desk/people").status_code == 404
    administrator.post(f"/en/desk/people/{editor.user.id}", {**KEPT, "roles": ["editor", "administrator"]})
    assert editor.get("/en/desk/people").status_code == 200
    assert trail() == ["account.roles_changed"]


def test_facts_are_changed_and_checked(person, trail, work_app):
    """Name, party and language are changed together; what cannot be is refused, and nothing is changed then."""
    administrator, editor = person("administrator"), person("editor")
    place = f"/en/desk/people/{editor.user.id}"
    bad = {**KEPT, "name": "Other", "party": "country:XX"}
    assert administrator.post(place, bad).status_code == 400
    assert administrator.post(place, {**KEPT, "roles": []}).status_code == 400
    assert administrator.post(place, {**KEPT, "roles": ["emperor"]}).status_code == 400
    assert trail() == []
    changed = {**KEPT, "name": "Zoë\r\nBcc: all", "party": "country:EG", "language": "ar"}
    assert administrator.post(place, changed).status_code == 303
    with work_app.app_context():
        user = db.session.get_one(User, editor.user.id)
        assert (user.name, user.party, user.language) == ("Zoë Bcc: all", "country:EG", "ar")


@pytest.mark.parametrize(
    ("words", "found"), [("مصر", "Egypt"), ("Égyp", "Egypt"), ("埃及", "Egypt"), ("ecowas", "Economic")]
)
def test_party_is_found_in_any_language(person, take_apart, words, found):
    """A country or an organization is found by its name in whichever language."""
    page = take_apart(person("administrator").post("/en/desk/people/new", {"find": words, "do": "find"}).text)
    assert any(found in text for text in page.all_texts("label"))


def test_closed_account_is_out_and_comes_back(person, visitor, trail):
    """Closing ends the sessions of an account at once, and nobody signs in to it until it is opened again."""
    administrator, editor = person("administrator"), person("editor")
    place = f"/en/desk/people/{editor.user.id}"
    administrator.post(place, {"do": "close"})
    assert not editor.is_in()
    browser = visitor()
    browser.sign_in(editor.user)
    assert not browser.is_in()
    administrator.post(place, {"do": "reopen"})
    browser.sign_in(editor.user)
    assert browser.is_in()
    assert trail() == ["account.closed", "account.reopened", "account.signed_in"]


def test_sessions_of_somebody_are_ended(person):
    """An administrator ends the sessions of somebody whose computer was lost."""
    administrator, editor = person("administrator"), person("editor")
    administrator.post(f"/en/desk/people/{editor.user.id}", {"do": "end"})
    assert not editor.is_in()


def test_second_factor_is_reset(person, visitor, trail):
    """After a reset nobody gets in by the old password, and the link lets its owner set up both anew."""
    administrator, editor = person("administrator"), person("editor")
    shown = administrator.post(f"/en/desk/people/{editor.user.id}", {"do": "reset"}).text
    assert "/desk/invitation/" in shown
    assert not editor.is_in()
    browser = visitor()
    browser.post("/en/desk/sign-in", {"email": editor.user.email, "password": "correct horse battery staple"})
    assert browser.get("/en/desk/second-factor/new").headers["Location"].endswith("/sign-in")
    assert trail() == ["account.second_factor_reset"]


@pytest.mark.parametrize("form", [{"do": "close"}, {"do": "reset"}, {**KEPT, "roles": ["editor"]}])
def test_last_administrator_stays(person, form):
    """Nobody takes the role from the last administrator, closes or resets that account; with a second one they can."""
    administrator = person("administrator")
    place = f"/en/desk/people/{administrator.user.id}"
    administrator.post(place, form)
    assert administrator.get("/en/desk/people").status_code == 200
    other = person("administrator", name="other")
    other.post(place, form)
    assert administrator.get("/en/desk/people").status_code in (302, 404)


def test_address_is_taken_once(person):
    """Nobody is invited under an address that somebody has, however it is written."""
    administrator, editor = person("administrator"), person("editor")
    form = {**KEPT, "name": "Second", "address": editor.user.email.upper()}
    answer = administrator.post("/en/desk/people/new", form)
    assert answer.status_code == 400
    assert "There is an account with this address already" in answer.text
    assert administrator.post("/en/desk/people/new", {**form, "address": "x@y\nBcc: z"}).status_code == 400


def test_names_are_shown_as_text(person):
    """Whatever a name holds, it is shown and not run."""
    administrator = person("administrator")
    editor = person("editor", name="<script>alert(1)</script>")
    for path in ("/en/desk/people", f"/en/desk/people/{editor.user.id}"):
        assert "<script>alert" not in administrator.get(path).text.lower()
    assert "<script>alert" not in editor.get("/en/desk/").text.lower()


def test_trail_is_looked_through(person, take_apart):
    """The trail shows who did what, the latest first, and only what was asked for."""
    administrator, editor = person("administrator"), person("editor")
    place = f"/en/desk/people/{editor.user.id}"
    administrator.post(place, {"do": "end"})
    administrator.post(place, {"do": "close"})

    def shown(question):
        page = take_apart(administrator.get(f"/en/desk/trail?{question}").text)
        return [text for text in page.all_texts("code") if text.startswith("account.")]

    assert shown("") == ["account.closed", "account.signed_out_everywhere"]
    assert shown("action=account.closed") == ["account.closed"]
    assert (
        shown(f"subject=user:{editor.user.id}") == shown("subject=user") == shown("person=administrator") == shown("")
    )
    assert shown("subject=user:999") == shown("person=editor") == shown("action=%25") == []
