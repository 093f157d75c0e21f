"""The first page of the workplace and the frame of all its pages."""

from portal.work import home


def test_home_is_there_for_every_role(person, take_apart):
    """Whoever is signed in gets the first page of the workplace, in their language, with their name on it."""
    for role in ("contributor", "editor", "publisher", "administrator"):
        answer = person(role).get("/ar/desk/")
        page = take_apart(answer.text)
        assert answer.status_code == 200
        assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]
        assert role.capitalize() in page.text("div", class_="workbar")


def test_lines_of_the_subjects_stand_on_the_first_page(person, take_apart, monkeypatch):
    """Each subject is asked what waits for whoever opens the page, and its lines are shown, escaped."""
    monkeypatch.setattr(home, "SOURCES", [lambda user: [home.Line(f"<b>{user.name}", "/en/desk/account")]])
    page = take_apart(person("editor").get("/en/desk/").text)
    assert page.text("ul", class_="waiting") == "<b>Editor"


def test_strangers_are_asked_to_sign_in(work_app):
    """Nobody sees the workplace without signing in."""
    answer = work_app.test_client().get("/fr/desk/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/fr/desk/sign-in")


def test_htmx_sends_the_token_of_forms(person, take_apart):
    """Every page of the workplace lets htmx send the token that its forms carry."""
    editor = person("editor")
    place = take_apart(editor.get("/en/desk/").text).all("div", class_="workplace")[0]
    assert "X-CSRFToken" in place["hx-headers"]
