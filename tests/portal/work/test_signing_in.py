"""Signing in: password, second factor, recovery codes, and what keeps others out."""

from urllib.parse import urlsplit

import pytest

from portal.accounts import throttling
from portal.accounts.models import User
from portal.database import db, transaction
from portal.notices.models import Notice

PASSWORD = "correct horse battery staple"


@pytest.fixture
def work_database(database_url):
    """Both databases are tried."""
    return database_url


@pytest.fixture
def kept(work_app):
    """Reads something of a person from the database."""

    def read(user, name):
        with work_app.app_context():
            return getattr(db.session.get_one(User, user.id), name)

    return read


def test_password_and_code_open_the_workplace(person, visitor):
    """Whoever gives the password and then the code of the authenticator is in, and only then."""
    user, browser = person("editor").user, visitor()
    answer = browser.post("/fr/desk/sign-in", {"email": user.email.upper(), "password": PASSWORD})
    assert answer.headers["Location"].startswith("/fr/desk/second-factor")
    assert not browser.is_in()
    answer = browser.post(answer.headers["Location"], {"code": browser.code_of(user)})
    assert answer.headers["Location"] == "/fr/desk/"
    assert browser.is_in()


def test_code_is_good_for_one_time(person, visitor):
    """A code that was used does not open the workplace a second time; the next one does."""
    user, first, second = person("editor").user, visitor(), visitor()
    first.sign_in(user)
    assert first.is_in()
    second.sign_in(user)
    assert not second.is_in()
    second.sign_in(user, steps=1)
    assert second.is_in()


def test_recovery_code_is_good_for_one_time(person, visitor, take_apart):
    """A recovery code opens the workplace once, however it is written."""
    editor = person("editor")
    page = take_apart(editor.post("/en/desk/account/recovery-codes", {"generate_new_codes": "1"}).text)
    code = page.all_texts("code")[0]
    for typed, opens in ((f" {code.upper()} ", True), (code, False)):
        browser = visitor()
        browser.post("/en/desk/sign-in", {"email": editor.user.email, "password": PASSWORD})
        browser.post("/en/desk/second-factor/recovery", {"code": typed})
        assert browser.is_in() is opens


def test_session_begins_anew_with_signing_in(person, visitor):
    """Nothing of a session that somebody else prepared is left in it, the token of its forms least of all."""
    user, browser = person("editor").user, visitor()
    with browser.client.session_transaction("/en/desk/") as session:
        session.update(csrf_token="known to others", planted="yes")
    browser.sign_in(user)
    assert browser.is_in()
    with browser.client.session_transaction("/en/desk/") as session:
        assert "planted" not in session
        assert session.get("csrf_token") != "known to others"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "///evil.example", "javascript:alert(1)"],
)
def test_way_back_leads_nowhere_else(person, visitor, elsewhere):
    """After signing in the reader is led on to an address of the portal, whatever a link said."""
    user, browser = person("editor").user, visitor()
    answer = browser.post(
        "/en/desk/sign-in", {"email": user.email, "password": PASSWORD}, query_string={"next": elsewhere}
    )
    answer = browser.post("/en/desk/second-factor", {"code": browser.code_of(user)}, query_string={"next": elsewhere})
    led = urlsplit(answer.headers["Location"])
    assert answer.status_code == 302
    assert (led.scheme, led.netloc) == ("", "")
    assert led.path.startswith("/")
    assert browser.is_in()


def test_way_back_leads_to_the_page_that_was_wanted(person, visitor):
    """Whoever was asked to sign in comes to the page that they wanted."""
    user, browser = person("editor").user, visitor()
    asked = browser.get("/en/desk/account").headers["Location"]
    answer = browser.post(asked, {"email": user.email, "password": PASSWORD})
    answer = browser.post(answer.headers["Location"], {"code": browser.code_of(user)})
    assert answer.headers["Location"] == "/en/desk/account"


def test_nobody_learns_which_addresses_have_accounts(person, visitor, take_apart):
    """Wrong password, unknown address, closed account and open invitation are answered alike."""
    editor, closed, invited = person("editor"), person("editor", name="closed"), person("editor", name="invited")
    with editor.app.app_context(), transaction() as session:
        session.get_one(User, closed.user.id).active = False
        session.get_one(User, invited.user.id).activated_at = None
    said = set()
    for address, password in (
        (editor.user.email, "wrong password"),
        ("nobody@example.org", PASSWORD),
        (closed.user.email, PASSWORD),
        (invited.user.email, PASSWORD),
    ):
        answer = visitor().post("/en/desk/sign-in", {"email": address, "password": password})
        said.add((answer.status_code, take_apart(answer.text).text("p", class_="notice")))
    assert said == {(200, "The address or the password is not right.")}
    told = {
        visitor().post("/en/desk/password", {"email": address}).text.count("If there is an account with this address")
        for address in (editor.user.email, "nobody@example.org", closed.user.email)
    }
    assert told == {1}


@pytest.mark.parametrize("form", ["password", "code", "recovery"])
def test_guessing_is_throttled(person, visitor, form):
    """After five failures the form is closed for a while, for the right answer too, and says for how long."""
    user, browser = person("editor").user, visitor()
    right = {"email": user.email, "password": PASSWORD}
    if form != "password":
        browser.post("/en/desk/sign-in", right)
    place, wrong = {
        "password": ("/en/desk/sign-in", {**right, "password": "wrong"}),
        "code": ("/en/desk/second-factor", {"code": "000000"}),
        "recovery": ("/en/desk/second-factor/recovery", {"code": "0000-0000-0000"}),
    }[form]
    assert [browser.post(place, wrong).status_code for _ in range(5)] == [200] * 5
    right = right if form == "password" else {"code": browser.code_of(user)}
    answer = browser.post(place, right)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert not browser.is_in()


def test_unknown_addresses_are_throttled_alike(visitor):
    """An address without an account is closed after as many failures as one with an account."""
    form = {"email": "nobody@example.org", "password": "wrong"}
    assert [visitor().post("/en/desk/sign-in", form).status_code for _ in range(6)] == [200] * 5 + [429]


def test_waits_grow():
    """Who goes on failing waits longer and longer: a minute, then a quarter of an hour, then an hour, then a day."""
    throttle, key, waits = throttling.Throttle(""), ("account", "x"), []
    limits = throttling.parse_many(throttling.OF_ACCOUNT)
    for passed in range(4):
        seconds = 0
        while not seconds:
            for item in limits[:passed]:  # the time of these passes
                throttle._own.clear(item, *key)  # noqa: SLF001
            seconds = throttle.wait([(throttling.OF_ACCOUNT, key)])
        waits.append(seconds)
    assert waits == sorted(waits)
    assert waits[0] <= 60 < waits[1] <= 900 < waits[2] <= 3600 < waits[3]


def test_throttle_lasts_while_redis_is_away():
    """Without the Redis that is set each process counts for itself."""
    throttle = throttling.Throttle("redis://127.0.0.1:9/0")
    waits = [throttle.wait([("2 per hour", ("account", "x"))]) for _ in range(3)]
    assert waits[:2] == [0, 0]
    assert waits[2] > 0


def test_success_forgets_failures(person, visitor):
    """Whoever signs in has their failures forgotten."""
    user = person("editor").user
    for steps in (-1, 0):
        browser = visitor()
        for _ in range(4):
            browser.post("/en/desk/sign-in", {"email": user.email, "password": "wrong"})
        browser.sign_in(user, steps)
        assert browser.is_in()


def test_new_password_by_mail(person, visitor, work_app):
    """The link for a new password works once, ends all sessions, and the second factor is still asked for."""
    editor, browser = person("editor"), visitor()
    browser.post("/ar/desk/password", {"email": editor.user.email})
    with work_app.app_context():
        notice = db.session.query(Notice).one()
    path = f"/en{notice.details['path']}"
    form = {"password": "an entirely new secret", "password_confirm": "an entirely new secret"}
    assert browser.get(path).status_code == 200
    assert browser.post(path, form).headers["Location"].endswith("/desk/sign-in")
    assert not editor.is_in()
    assert browser.post(path, form).headers["Location"].endswith("/desk/password")
    assert browser.sign_in(editor.user, password="an entirely new secret").headers["Location"] == "/en/desk/"
    assert browser.is_in()


def test_changed_password_ends_other_sessions(person, visitor):
    """Whoever changes the password stays in; all other sessions end."""
    editor, other = person("editor"), visitor()
    other.sign_in(editor.user)
    form = {
        "password": PASSWORD,
        "new_password": "quite another long one",
        "new_password_confirm": "quite another long one",
    }
    assert editor.post("/en/desk/account/password", form).status_code == 302
    assert editor.is_in()
    assert not other.is_in()


@pytest.mark.parametrize("bad", ["short", "aaaaaaaaaaaaaaaa", "editor editor editor"])
def test_easy_passwords_are_refused(person, bad):
    """A password that is short, of few characters, or has the person's name in it is not taken."""
    editor = person("editor")
    form = {"password": PASSWORD, "new_password": bad, "new_password_confirm": bad}
    assert editor.post("/en/desk/account/password", form).status_code == 200


def test_sign_out_everywhere(person, visitor):
    """One button ends all sessions of a person, in every browser."""
    editor, other = person("editor"), visitor()
    other.sign_in(editor.user)
    editor.post("/en/desk/account/sign-out")
    assert not editor.is_in()
    assert not other.is_in()


def test_sign_out_needs_the_token(person):
    """No other site can sign somebody out; the button can."""
    editor = person("editor")
    assert editor.client.post("/en/desk/sign-out").status_code == 400
    assert editor.is_in()
    assert editor.post("/en/desk/sign-out").headers["Location"] == "/en/"
    assert not editor.is_in()


def test_new_authenticator_takes_the_place_of_the_old_one(person, kept, take_apart):
    """A new authenticator is asked for a code first; from then on the old one is good for nothing."""
    editor = person("editor")
    old = kept(editor.user, "tf_totp_secret")
    page = take_apart(editor.post("/en/desk/second-factor/new", {"setup": "authenticator"}).text)
    assert page.all("svg")
    key = page.text("code").replace("-", "")
    where = next(form["action"] for form in page.all("form") if "second-factor/new/" in form["action"])
    factory = editor.app.extensions["security"].totp_factory
    assert editor.post(where, {"code": "000000"}).status_code == 302
    assert kept(editor.user, "tf_totp_secret") == old
    code = factory._totp(key=key).generate().token  # noqa: SLF001
    editor.post(where, {"code": code})
    assert kept(editor.user, "tf_totp_secret") != old


def test_second_factor_cannot_be_left_out(person, kept):
    """Nobody disables the second factor, and no other kind of it is offered."""
    editor = person("editor")
    for kind in ("disable", "email", "sms"):
        assert editor.post("/en/desk/second-factor/new", {"setup": kind}).status_code == 200
    assert kept(editor.user, "tf_primary_method") == "authenticator"


def test_old_session_gives_the_password_once_more(person):
    """Pages that change accounts ask for the password if it was given long ago, and lead back."""
    administrator = person("administrator")
    with administrator.client.session_transaction("/en/desk/") as session:
        session["fs_paa"] -= 3600
    answer = administrator.get("/en/desk/people/new")
    assert answer.headers["Location"].startswith("/en/desk/account/fresh")
    answer = administrator.post(answer.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == "/en/desk/people/new"
    assert administrator.get("/en/desk/people/new").status_code == 200


def test_closed_account_is_out_at_once(person):
    """With the next request after an account was closed its session is none any more."""
    editor = person("editor")
    with editor.app.app_context(), transaction() as session:
        session.get_one(User, editor.user.id).active = False
    assert not editor.is_in()


def test_passwords_are_hashed_with_argon2(person, kept):
    """What is kept of a password is an argon2 hash."""
    assert kept(person("editor").user, "password").startswith("$argon2id$")
