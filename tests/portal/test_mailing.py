"""Reports of errors on their way to the institution by mail."""

import email
import email.policy
import sqlite3
import time
from dataclasses import replace
from email.message import EmailMessage

import pytest
from click.testing import CliRunner

from portal import create_app
from portal.cli import main
from portal.institution import mailing
from portal.institution.keeping import Kept, Report
from portal.mail import set_subject
from tests.mail_server import mail_server

__all__ = ["mail_server"]


@pytest.fixture
def mailed(portal_settings, tmp_path, mail_server):
    """Settings with a mail server, and that server."""
    settings = replace(
        portal_settings, state=tmp_path / "state", mail_server=mail_server.url, contact_mail="desk@example.org"
    )
    return settings, mail_server


def test_a_report_is_mailed(portal_library, mailed):
    """Where a mail server is set, the report arrives there, with the address of the record and of the reader."""
    settings, server = mailed
    form = {"subject": "text", "text": "Article 5 was read as article 6.", "mail": "reader@example.org"}
    create_app(settings, portal_library).test_client().post("/fr/report?record=untoc", data=form)
    end = time.monotonic() + 20
    while not (server.taken and Kept(settings.state).reports()[0].mailed) and time.monotonic() < end:
        time.sleep(0.05)
    (message,) = server.taken
    assert message["To"] == "desk@example.org"
    assert message["Reply-To"] == "reader@example.org"
    assert "https://palermo.example/id/untoc" in message.get_content()
    assert form["text"] in message.get_content()


def test_a_mail_server_that_fails_loses_nothing(mailed):
    """A report that could not be mailed waits; the next try sends it, once."""
    settings, server = mailed
    kept = Kept(settings.state)
    kept.keep_report(Report("en", "text", "untoc", "", "", "first", ""))
    server.refusing = True
    with pytest.raises(Exception, match="could not be mailed, and waits"):
        mailing.mail_waiting(settings)
    kept.keep_report(Report("en", "text", "untoc", "", "", "second", ""))
    server.refusing = False
    assert mailing.mail_waiting(settings) == 2
    assert mailing.mail_waiting(settings) == 0
    assert [message.get_content().strip().splitlines()[-1] for message in server.taken] == ["first", "second"]
    assert all(report.mailed for report in kept.reports())


def test_a_report_whose_mailer_was_killed_is_mailed_later(mailed):
    """A report belongs to the process that mails it for some minutes only."""
    settings, _server = mailed
    kept = Kept(settings.state)
    kept.keep_report(Report("en", "text", "", "", "", "x", ""))
    assert kept.claim_unmailed() is not None
    assert kept.claim_unmailed() is None
    with sqlite3.connect(kept.file) as connection:
        connection.execute("UPDATE reports SET claimed = '2026-01-01T00:00:00+00:00'")
    connection.close()
    assert mailing.mail_waiting(settings) == 1


def test_nothing_that_a_reader_writes_reaches_the_head_of_a_message(mailed):
    """Lines that look like a head stay in the body."""
    settings, _server = mailed
    text = "x\nBcc: all@example.org\n\n.\nSubject: other"
    kept = Kept(settings.state).keep_report(Report("en", "text", "", "", "", text, ""))
    message = mailing.message_of(settings, kept)
    assert set(message.keys()) <= {"Subject", "From", "To", "Date", "MIME-Version", "Content-Type",
                                   "Content-Transfer-Encoding"}  # fmt: skip
    assert text in message.get_content()


def test_mailing_without_a_server_says_what_to_set(tmp_path, monkeypatch):
    """``portal mail`` without a mail server names the settings that it needs."""
    monkeypatch.setenv("PALERMO_STATE", str(tmp_path))
    ended = CliRunner().invoke(main, ["mail"])
    assert ended.exit_code == 1
    assert "PALERMO_MAIL_SERVER" in ended.output


@pytest.mark.parametrize(
    "words",
    [
        "مساهمتكم تستدعي إجراء منكم في البوابة",
        "представление требует ваших действий",
        "提交材料 需要 您 采取 行动",
        "plain words",
    ],
)
def test_subject_arrives_as_it_was_written(words):
    """A subject of any length in any script is the same when it is read again, spaces included, in one header."""
    for count in range(1, 30):
        subject = " ".join((words.split() * 30)[:count])
        message = EmailMessage()
        set_subject(message, f"{subject}\nBcc: everybody@example.org")
        read = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
        assert read["Subject"] == f"{subject} Bcc: everybody@example.org"
        assert read["Bcc"] is None
