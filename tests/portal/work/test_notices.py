"""Notices: kept with the change they tell of, mailed behind it, none twice and none lost."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from portal.cli import main
from portal.database import db, now, transaction
from portal.notices import sending, tell, tell_address
from portal.notices.models import Notice
from portal.notices.sending import send_waiting
from portal.notices.texts import TEXTS
from tests.mail_server import mail_server

__all__ = ["mail_server"]


@pytest.fixture
def work_database(database_url):
    """Both databases are tried."""
    return database_url


@pytest.fixture
def work_settings(work_settings, mail_server):
    """Settings with a mail server."""
    return replace(
        work_settings,
        mail_server=mail_server.url,
        contact_mail="desk@example.org",
        public_address="https://law.example.org",
    )


@pytest.fixture
def told(person, work_app):
    """Tells a person something, and leaves the context of the app open."""
    with work_app.app_context():

        def tell_them(kind="account.password", language="en", **details):
            user = person("editor", name=f"reader {language}", language=language).user
            with transaction() as session:
                return tell(session, user, kind, **details)

        yield tell_them


def test_notice_is_mailed_in_the_language_of_the_person(told, work_settings, mail_server):
    """A person is told in their language, with a link to the pages in it at the address of the settings."""
    told("account.invited", "ar", path="/desk/invitation/x")
    assert send_waiting(work_settings) == 1
    (message,) = mail_server.taken
    assert "حسابكم" in message["Subject"]
    assert message["To"] == "reader.ar@example.org"
    assert message["From"] == "desk@example.org"
    assert "https://law.example.org/ar/desk/invitation/x" in message.get_content()
    assert message.get_content_type() == "text/plain"


def test_each_is_sent_once(told, work_settings, mail_server):
    """What was sent is not sent again, and its details, which may hold a link, are forgotten."""
    notice = told("account.invited", path="/desk/invitation/secret")
    assert [send_waiting(work_settings) for _ in range(2)] == [1, 0]
    assert len(mail_server.taken) == 1
    with transaction() as session:
        kept = session.get_one(Notice, notice.id)
        assert kept.sent_at
        assert kept.details == {}


def test_senders_at_once_send_each_once(told, work_app, work_settings, mail_server):
    """Two senders at the same time share the notices out between them."""
    for _ in range(12):
        told()

    def send(_turn):
        with work_app.app_context():
            return send_waiting(work_settings)

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(send, range(3))) == 12
    ids = [message["Message-ID"] for message in mail_server.taken]
    assert len(ids) == len(set(ids)) == 12


def test_server_that_refuses_loses_nothing(told, work_settings, mail_server, monkeypatch):
    """What was refused waits, each time longer, and is sent when its time has come."""
    notice = told()
    mail_server.refusing = True
    waits = []
    for _ in range(3):
        assert send_waiting(work_settings) == 0
        db.session.rollback()
        kept = db.session.get_one(Notice, notice.id, populate_existing=True)
        waits.append(kept.due_at - now())
        later = kept.due_at + timedelta(seconds=1)
        monkeypatch.setattr(sending, "now", lambda later=later: later)
    assert waits == sorted(waits)
    mail_server.refusing = False
    assert send_waiting(work_settings) == 1


def test_server_that_is_away_is_tried_once_a_round(told, work_settings):
    """Where no server answers the others wait without being tried, and none is counted as sent."""
    first, second = told(), told()
    assert send_waiting(replace(work_settings, mail_server="smtp://127.0.0.1:9")) == 0
    db.session.rollback()
    assert db.session.get_one(Notice, first.id, populate_existing=True).failures == 1
    assert db.session.get_one(Notice, second.id, populate_existing=True).failures == 0


def test_sender_that_was_killed_is_followed_by_another(told, work_settings, monkeypatch):
    """A notice that somebody took and never sent is sent by the next one after some minutes."""
    told()
    next(iter(sending._taken()))  # noqa: SLF001
    assert send_waiting(work_settings) == 0
    later = now() + sending.TAKEN + timedelta(seconds=1)
    monkeypatch.setattr(sending, "now", lambda: later)
    assert send_waiting(work_settings) == 1


def test_change_that_fails_tells_nobody(person, work_app):
    """A notice stands or falls with the change it tells of."""
    user = person("editor").user

    def fail():
        with transaction() as session:
            tell(session, user, "account.password")
            raise ZeroDivisionError

    with work_app.app_context():
        with pytest.raises(ZeroDivisionError):
            fail()
        assert db.session.scalars(select(Notice)).all() == []


def test_nothing_that_people_write_reaches_the_head(work_app, work_settings, mail_server):
    """Names and details with line ends stay in the lines they belong to."""
    evil = "x\r\nBcc: all@example.org\n\nhidden"
    settings = replace(work_settings, site_name=evil)
    with work_app.app_context():
        with transaction() as session:
            tell_address(session, "a@example.org", "en", "account.password", name=evil)
        assert send_waiting(settings) == 1
    (message,) = mail_server.taken
    assert message["Bcc"] is None
    assert message["To"] == "a@example.org"
    assert "Bcc: all@example.org" in message["Subject"]


def test_address_with_a_line_end_is_never_sent_to(work_app, work_settings, mail_server):
    """An address that would be a line of the head is refused, and the others go out."""
    with work_app.app_context():
        with transaction() as session:
            tell_address(session, "a@example.org\nBcc: b@example.org", "en", "account.password")
            tell_address(session, "c@example.org", "en", "account.password")
        assert send_waiting(work_settings) == 1
    assert [message["To"] for message in mail_server.taken] == ["c@example.org"]


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_every_text_can_be_filled(work_app, work_settings, kind, language):
    """Each kind of notice can be written in each language, from details that its kind is told with."""
    details = {name: name for name in ("reference", "record", "files")} | {"path": "/desk/x"}
    with work_app.app_context():
        notice = Notice(id=1, address="a@example.org", language=language, kind=kind, details=details)
        message = sending.message_of(work_settings, notice)
    assert message["Subject"]
    assert "%(" not in message.get_content() + message["Subject"]


def test_unknown_kind_is_refused(person, work_app):
    """Nobody puts a notice into the queue that has no text."""
    user = person("editor").user
    with work_app.app_context(), pytest.raises(KeyError), transaction() as session:
        tell(session, user, "no.such.kind")


def test_command_sends_what_waits(told, work_settings, mail_server, monkeypatch):
    """``portal mail`` sends notices too, and says how many wait."""
    told()
    for name, value in (
        ("PALERMO_STATE", work_settings.state),
        ("PALERMO_DATA", work_settings.data),
        ("PALERMO_TRANSLATIONS", work_settings.translations),
        ("PALERMO_SECRET_KEY", work_settings.secret_key),
        ("DATABASE_URL", work_settings.database_url),
        ("PALERMO_MAIL_SERVER", mail_server.url),
        ("PALERMO_CONTACT_MAIL", "desk@example.org"),
    ):
        monkeypatch.setenv(name, str(value))
    ended = CliRunner().invoke(main, ["mail"])
    assert ended.exit_code == 0, ended.output
    assert "Mailed 1 notice; 0 wait" in ended.output
    assert len(mail_server.taken) == 1
