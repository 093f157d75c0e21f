"""Invitations: the way into an account, once, for ten days."""

import time

import pytest
from click.testing import CliRunner
from itsdangerous import TimestampSigner
from sqlalchemy import select

from indexer.settings import variable_of
from portal.accounts import people
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.cli import main
from portal.database import db
from portal.notices.models import Notice

CHOSEN = {"password": "an entirely new secret", "password_confirm": "an entirely new secret"}
AMINA = {
    "name": "Amina Diallo",
    "address": "amina@example.org",
    "roles": ["contributor", "editor"],
    "party": "country:SN",
    "language": "fr",
    "do": "keep",
}


@pytest.fixture
def work_database(database_url):
    """Both databases are tried."""
    return database_url


@pytest.fixture
def invited(person, work_app):
    """Invites Amina and gives her row and the path of her link."""

    def invite(**changed):
        answer = person("administrator").post("/en/desk/people/new", {**AMINA, **changed})
        assert answer.status_code == 200, answer.text
        return latest(work_app)

    return invite


def latest(app):
    """The person who was invited last, and the path of their link."""
    with app.app_context():
        notice = db.session.scalars(select(Notice).where(Notice.kind == "account.invited").order_by(Notice.id)).all()[
            -1
        ]
        return notice.user, f"/{notice.language}{notice.details['path']}"


def test_invitation_leads_into_the_workplace(invited, visitor, take_apart):
    """Whoever follows the link chooses a password, sets up the authenticator, gets recovery codes, and is in."""
    user, path = invited()
    browser = visitor()
    assert "Amina Diallo" in browser.get(path).text
    answer = browser.post(path, CHOSEN)
    assert answer.headers["Location"] == "/fr/desk/second-factor/new"
    assert browser.get("/fr/desk/").status_code == 302
    page = take_apart(browser.post("/fr/desk/second-factor/new", {"setup": "authenticator"}).text)
    factory = browser.app.extensions["security"].totp_factory
    code = factory._totp(key=page.text("code").replace("-", "")).generate().token  # noqa: SLF001
    assert browser.post("/fr/desk/second-factor", {"code": code}).headers["Location"] == "/fr/desk/"
    assert browser.get("/fr/desk/").headers["Location"] == "/fr/desk/account/recovery-codes"
    shown = take_apart(browser.post("/fr/desk/account/recovery-codes", {"generate_new_codes": "1"}).text)
    assert len(shown.all_texts("code")) == 10
    assert browser.get("/fr/desk/").status_code == 200
    assert "Sénégal" in browser.get("/fr/desk/account").text
    with browser.app.app_context():
        noted = db.session.scalars(select(AuditEntry.action).where(AuditEntry.subject == f"user:{user.id}")).all()
    assert noted == ["account.invited", "account.activated", "account.signed_in"]


def test_password_alone_opens_nothing(invited, visitor):
    """Before the second factor is set up no page of the workplace opens, whatever was chosen."""
    user, path = invited()
    visitor().post(path, CHOSEN)
    browser = visitor()
    answer = browser.post("/en/desk/sign-in", {"email": user.email, "password": CHOSEN["password"]})
    assert answer.headers["Location"] == "/en/desk/second-factor/new"
    assert not browser.is_in()


def test_link_is_good_for_one_time(invited, visitor):
    """A link that was used changes no password any more."""
    _user, path = invited()
    assert visitor().post(path, CHOSEN).status_code == 302
    again = visitor().post(path, {"password": "something else again", "password_confirm": "something else again"})
    assert again.status_code == 410
    assert visitor().get(path).status_code == 410


@pytest.mark.parametrize("bad", ["", "x", "eyJ.abc.def"])
def test_link_that_we_did_not_make_leads_nowhere(invited, visitor, bad):
    """A link that was changed in one letter, or made up, is no page at all."""
    _user, path = invited()
    made_up = f"{path[:-1]}{'a' if path[-1] != 'a' else 'b'}" if not bad else f"/en/desk/invitation/{bad}"
    assert visitor().get(made_up).status_code == 404
    assert visitor().post(made_up, CHOSEN).status_code == 404
    assert visitor().post(f"{made_up}/afresh").status_code == 404


def test_old_link_offers_another_one_to_the_same_address(invited, visitor, work_app, monkeypatch, take_apart):
    """After ten days a link sends a fresh one to its address, shows it to nobody, and is good for nothing else."""
    _user, path = invited()
    eleven_days_on = int(time.time()) + 11 * 86400
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: eleven_days_on)
    browser = visitor()
    assert browser.post(path, CHOSEN).status_code == 410
    page = take_apart(browser.get(path).text)
    where = next(form["action"] for form in page.all("form") if form["action"].endswith("/afresh"))
    answer = browser.post(where)
    user, fresh = latest(work_app)
    assert fresh != path
    assert user.email == AMINA["address"]
    assert fresh not in answer.text + browser.get(answer.headers["Location"]).text
    assert visitor().post(path, CHOSEN).status_code == 410
    assert visitor().post(fresh, CHOSEN).status_code == 302


def test_later_link_ends_the_earlier_one(invited, visitor, person, work_app):
    """An invitation that is repeated makes the first link useless."""
    user, first = invited()
    person("administrator").post(f"/en/desk/people/{user.id}", {"do": "invite"})
    _user, second = latest(work_app)
    assert visitor().get(first).status_code == 410
    assert visitor().get(second).status_code == 200


def test_open_account_is_not_invited_by_its_old_link(invited, visitor, work_app):
    """Whoever has an old link of an account that is in use can send nothing with it."""
    _user, path = invited()
    visitor().post(path, CHOSEN)
    visitor().post(f"{path}/afresh")
    assert latest(work_app)[1] == path


def test_closed_account_is_not_activated(invited, visitor, person):
    """The link of an account that was closed leads nowhere."""
    user, path = invited()
    person("administrator").post(f"/en/desk/people/{user.id}", {"do": "close"})
    assert visitor().get(path).status_code == 404
    assert visitor().post(path, CHOSEN).status_code == 404


def test_links_that_are_asked_for_are_throttled(invited, visitor, monkeypatch):
    """Nobody floods an address with fresh links."""
    _user, path = invited()
    later = int(time.time()) + 11 * 86400
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _signer: later)
    assert [visitor().post(f"{path}/afresh").status_code for _ in range(6)] == [303] * 5 + [429]


@pytest.fixture
def command(work_settings, monkeypatch):
    """Runs a command of the portal over the settings of the tests."""
    for name in ("state", "secret_key", "data", "translations", "database_url"):
        field = next(field for field in work_settings.__dataclass_fields__.values() if field.name == name)
        if value := getattr(work_settings, name):
            monkeypatch.setenv(variable_of(field), str(value))

    def run(*arguments):
        return CliRunner().invoke(main, arguments)

    return run


def test_first_administrator_on_the_command_line(command, visitor):
    """``portal create-admin`` prints a link by which somebody becomes an administrator."""
    ended = command("create-admin", "first@example.org", "--name", "First\nBcc: all", "--language", "fr")
    assert ended.exit_code == 0, ended.output
    link = ended.stdout.strip()
    assert link.startswith("https://palermo.example/fr/desk/invitation/")
    browser = visitor()
    assert browser.post(link.removeprefix("https://palermo.example"), CHOSEN).status_code == 302
    with browser.app.app_context():
        user = people.with_address(db.session, "First@Example.org")
        assert [role.name for role in user.roles] == ["administrator"]
        assert user.name == "First Bcc: all"


def test_administrator_who_lost_everything_is_let_in_again(command, person):
    """The same command for somebody who has an account ends their sessions, and lets them set it up anew."""
    administrator = person("administrator")
    ended = command("create-admin", administrator.user.email, "--name", "Administrator")
    assert ended.exit_code == 0
    assert not administrator.is_in()
    with administrator.app.app_context():
        user = db.session.get_one(User, administrator.user.id)
        assert (user.password, user.tf_totp_secret, user.activated_at) == (None, None, None)


def test_command_says_what_is_missing(monkeypatch):
    """Without a secret, or without an address, the command says what to do."""
    monkeypatch.delenv("PALERMO_SECRET_KEY", raising=False)
    ended = CliRunner().invoke(main, ["create-admin", "a@example.org", "--name", "A"])
    assert ended.exit_code == 1
    assert "PALERMO_SECRET_KEY" in ended.output
    monkeypatch.setenv("PALERMO_SECRET_KEY", "x" * 40)
    ended = CliRunner().invoke(main, ["create-admin", "nobody", "--name", "A"])
    assert ended.exit_code == 1
    assert "expected an address" in ended.output


def test_command_works_in_an_empty_place(portal_settings, tmp_path, monkeypatch):
    """It makes the database and the folder that is published into."""
    for name, value in (
        ("PALERMO_STATE", tmp_path / "state"),
        ("PALERMO_DATA", portal_settings.data),
        ("PALERMO_TRANSLATIONS", portal_settings.translations),
        ("PALERMO_SECRET_KEY", "y" * 40),
    ):
        monkeypatch.setenv(name, str(value))
    ended = CliRunner().invoke(main, ["create-admin", "first@example.org", "--name", "First"])
    assert ended.exit_code == 0, ended.output
    assert (tmp_path / "state" / "portal.sqlite").exists()
    assert (tmp_path / "state" / "records").is_dir()


def test_portal_that_others_reach_knows_its_address(monkeypatch, tmp_path):
    """With a secret and no address of its own the portal does not listen where others can reach it."""
    monkeypatch.setenv("PALERMO_SECRET_KEY", "y" * 40)
    monkeypatch.setenv("PALERMO_STATE", str(tmp_path))
    ended = CliRunner().invoke(main, ["serve", "--host", "0.0.0.0"])
    assert ended.exit_code == 1
    assert "PALERMO_PUBLIC_ADDRESS" in ended.output
