import mailbox
import socket
from contextlib import closing
from dataclasses import replace
from threading import Thread

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from indexer.errors import PalermoError, SettingsError
from indexer.settings import read_settings
from portal.cli import main
from portal.database import db
from portal.incoming import imap
from portal.incoming.fetching import fetch
from portal.incoming.models import IncomingMail
from portal.submissions.keeping import path_of
from portal.submissions.models import Submission


@pytest.fixture
def with_mailbox(mail_settings, imap_server, request):
    """Settings with a mailbox of the test's own."""
    return replace(mail_settings, incoming_mail=imap_server.address(request.node.name[:60].strip("[]")))


@pytest.fixture
def deliver(imap_server, with_mailbox):
    """Puts messages into that mailbox."""
    user = with_mailbox.incoming_mail.split("//")[1].split(":")[0]

    def put(*messages):
        for message in messages:
            imap_server.deliver(user, bytes(message))
        return user

    return put


@pytest.mark.usefixtures("mail_app")
def test_mailbox_is_taken_in_and_marked(with_mailbox, deliver, imap_server, message):
    """What waits in a mailbox is taken once and marked, not as seen; shown again without its marks it is known."""
    user = deliver(message(), message("stranger@evil.example"))
    assert fetch(with_mailbox) == {"taken": 1, "quarantined": 1}
    assert [flags.count(b"$PalermoTaken") for flags in imap_server.flags(user)] == [1, 1]
    assert not any(b"Seen" in flags for flags in imap_server.flags(user))
    assert fetch(with_mailbox) == {}
    imap_server.unmark(user)
    assert fetch(with_mailbox) == {"known": 2}


@pytest.mark.usefixtures("mail_app")
def test_killed_before_the_mark_it_is_known(with_mailbox, deliver, message, monkeypatch):
    """A fetch that ends between taking and marking leaves a message that the next one knows and marks."""
    deliver(message())
    with monkeypatch.context() as patched:
        patched.setattr(imap.Mailbox, "mark", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            fetch(with_mailbox)
    assert fetch(with_mailbox) == {"known": 1}
    assert fetch(with_mailbox) == {}
    assert len(db.session.scalars(select(Submission)).all()) == 1


@pytest.mark.usefixtures("mail_app")
def test_bad_messages_stop_nothing(with_mailbox, deliver, message):
    """Between messages that cannot be read and one that is too large, the good one is taken."""
    large = message(text="x" * 5000 + "\n")
    deliver(b"From: amal@justice.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", large, message())
    settings = replace(with_mailbox, incoming_bytes=3000)
    assert fetch(settings) == {"quarantined": 2, "taken": 1}
    kept = db.session.scalars(select(IncomingMail).where(IncomingMail.is_whole.is_(False))).one()
    assert "PALERMO_INCOMING_BYTES" in kept.reason
    assert kept.bytes > 5000 > len(path_of(settings, kept.sha256).read_bytes())


@pytest.mark.usefixtures("mail_app")
def test_mailbox_is_read_over_tls_only_from_whom_it_says(with_mailbox, deliver, imap_server, message, monkeypatch):
    """Over TLS a server with a certificate that is known is read, another one is refused without the password."""
    user = deliver(message())
    for scheme in ("imaps", "imap+starttls"):
        settings = replace(with_mailbox, incoming_mail=imap_server.address(user, scheme))
        with pytest.raises(PalermoError, match="certificate") as error:
            fetch(settings)
        assert "secret" not in str(error.value)
        with monkeypatch.context() as patched:
            patched.setenv("SSL_CERT_FILE", str(imap_server.certificate))
            assert fetch(settings) in ({"taken": 1}, {})


def test_wrong_folder_and_wrong_password_are_told(with_mailbox, mail_app):  # noqa: ARG001 - the database
    """A folder that is not there and a password that is wrong are told in a line that does not repeat it."""
    for wrong in (
        with_mailbox.incoming_mail.replace("INBOX", "Nowhere"),
        with_mailbox.incoming_mail.replace(":secret", ":geheim"),
    ):
        with pytest.raises(PalermoError, match="cannot be read") as error:
            fetch(replace(with_mailbox, incoming_mail=wrong))
        assert "geheim" not in str(error.value)


def test_server_that_is_silent_or_away_is_told(mail_settings, mail_app, monkeypatch):  # noqa: ARG001 - the database
    """A server that accepts and says nothing, and a port where none listens, end in a line."""
    monkeypatch.setattr(imap, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(PalermoError, match="cannot be read"):
            fetch(replace(mail_settings, incoming_mail=f"imap://a:b@127.0.0.1:{port}/INBOX"))
    with pytest.raises(PalermoError, match="cannot be read"):
        fetch(replace(mail_settings, incoming_mail=f"imap://a:b@127.0.0.1:{port}/INBOX"))


def test_server_that_hangs_up_midway_loses_nothing(mail_settings, mail_app, message, monkeypatch):  # noqa: ARG001 - the database
    """What was taken before a server hung up is kept, and the fetch says so."""
    content = bytes(message())

    def serve(listening):
        client = listening.accept()[0]
        with closing(client), client.makefile("rwb", buffering=0) as lines:
            lines.write(b"* OK ready\r\n")
            for line in lines:
                tag, command = line.split(b" ", 1)
                if b"CAPABILITY" in command:
                    lines.write(b"* CAPABILITY IMAP4rev1\r\n")
                elif b"SELECT" in command:
                    lines.write(b"* OK [PERMANENTFLAGS (\\*)] x\r\n")
                elif b"SEARCH" in command:
                    lines.write(b"* SEARCH 1 2\r\n")
                elif b"RFC822.SIZE" in command:
                    lines.write(b"* 1 FETCH (UID 1 RFC822.SIZE %d)\r\n" % len(content))
                elif b"BODY" in command:
                    lines.write(b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%b)\r\n" % (len(content), content))
                elif b"STORE" in command:
                    return
                lines.write(tag + b" OK done\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Thread(target=serve, args=(listening,))
        server.start()
        with pytest.raises(PalermoError, match="what was taken is kept"):
            fetch(replace(mail_settings, incoming_mail=f"imap://a:b@127.0.0.1:{listening.getsockname()[1]}/INBOX"))
        server.join()
    assert [mail.state for mail in db.session.scalars(select(IncomingMail))] == ["taken"]


@pytest.mark.parametrize("kind", [mailbox.mbox, mailbox.Maildir])
def test_box_on_the_disk_is_taken_in_and_left_as_it_is(mail_settings, mail_app, message, tmp_path, kind):  # noqa: ARG001 - the database
    """An mbox and a Maildir are read as often as one likes, each message is taken once."""
    with closing(kind(tmp_path / "box")) as box:
        box.add(message())
        box.add(message("stranger@evil.example"))
    before = {path: path.read_bytes() for path in tmp_path.glob("box*/**/*") if path.is_file()}
    assert fetch(mail_settings, tmp_path / "box") == {"taken": 1, "quarantined": 1}
    assert fetch(mail_settings, tmp_path / "box") == {"known": 2}
    assert before == {path: path.read_bytes() for path in tmp_path.glob("box*/**/*") if path.is_file()}


def test_nothing_to_read_is_told(mail_settings, mail_app, tmp_path):  # noqa: ARG001 - the database
    """Without a mailbox in the settings, and with a box that is not there, it is said what to do."""
    with pytest.raises(PalermoError, match="PALERMO_INCOMING_MAIL"):
        fetch(mail_settings)
    with pytest.raises(PalermoError, match="no such mbox"):
        fetch(mail_settings, tmp_path / "nowhere")


def test_mailbox_in_the_open_is_refused():
    """A password does not travel in the open, and a wrong address is refused without showing it."""
    for wrong in ("imap://a:geheim@mail.example.org/INBOX", "pop3://a:geheim@127.0.0.1/x", "imaps://127.0.0.1/INBOX"):
        with pytest.raises(SettingsError, match="imaps://") as error:
            read_settings({"PALERMO_INCOMING_MAIL": wrong})
        assert "geheim" not in str(error.value)


def test_quarantine_is_looked_after_on_the_command_line(mail_settings, mail_app, message, tmp_path, monkeypatch):  # noqa: ARG001 - the database
    """What was put aside is listed and shown without harm to the terminal, accepted for a person, or deleted."""
    monkeypatch.setenv("PALERMO_STATE", str(mail_settings.state))
    assert CliRunner().invoke(main, ["fetch-mail", "--mbox", str(tmp_path / "box")]).exit_code == 1
    monkeypatch.setenv("PALERMO_SECRET_KEY", "s" * 32)
    with closing(mailbox.mbox(tmp_path / "box")) as box:
        for number in (1, 2):
            box.add(
                message(f"eve{number}@evil.example", Subject="\x1b[2J<b>hi</b>", files={f"{number}.pdf": b"%PDF-1.7\n"})
            )

    def run(*words):
        result = CliRunner().invoke(main, [*words])
        return result.exit_code, result.output

    assert run("fetch-mail", "--mbox", str(tmp_path / "box")) == (0, "Taken: 0, put aside: 2, known before: 0\n")
    listed = run("quarantine", "list")[1]
    assert ("eve1@evil.example" in listed, "\x1b" in listed, "no account" in listed) == (True, False, True)
    assert run("quarantine", "list", "--json")[1].count('"number"') == 2
    assert "From: eve1@evil.example" in run("quarantine", "show", "1")[1]
    assert run("quarantine", "accept", "1", "--for", "nobody@justice.example")[0] == 1
    code, said = run("quarantine", "accept", "1", "--for", "amal@justice.example")
    assert (code, "is now the draft" in said) == (0, True)
    db.session.rollback()
    (submission,) = db.session.scalars(select(Submission))
    assert [file.name for file in submission.files][1:] == ["1.pdf"]
    kept = path_of(mail_settings, db.session.get_one(IncomingMail, 2).sha256)
    assert run("quarantine", "delete", "2")[0] == 0
    assert not kept.exists()
    assert run("quarantine", "list") == (0, "")
    assert run("quarantine", "delete", "2")[0] == 1
    assert run("fetch-mail", "--mbox", str(tmp_path / "box"))[1] == "Taken: 0, put aside: 0, known before: 2\n"
