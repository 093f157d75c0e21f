import os
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from io import BytesIO
from threading import Thread

import pytest
from sqlalchemy import func, select

from portal import i18n, opening
from portal.database import db
from portal.incoming import heads, taking
from portal.incoming.models import IncomingMail
from portal.incoming.taking import Arrived, take
from portal.notices.models import Notice
from portal.notices.sending import message_of
from portal.submissions import clearing
from portal.submissions.keeping import keep, path_of
from portal.submissions.models import Submission

pytestmark = pytest.mark.usefixtures("mail_app")
BOTH = pytest.mark.parametrize("mail_database", ["sqlite", "postgresql"])


def arrived(message) -> Arrived:
    """A message as a mailbox gives it."""
    content = message if isinstance(message, bytes) else bytes(message)
    return Arrived(content, len(content))


def counts() -> tuple[int, int, int]:
    """How many messages are known, how many drafts and acknowledgements there are."""
    db.session.rollback()
    return tuple(
        db.session.scalar(select(func.count()).select_from(table)) for table in (IncomingMail, Submission, Notice)
    )


def test_message_of_a_registered_sender_becomes_a_draft(mail_settings, message):
    """Its text is the note, its attachment a file, the message itself the letter; the sender is told."""
    given = arrived(message(text="Please find attached\nlaw 5."))
    mail = take(mail_settings, given)
    submission = db.session.get_one(Submission, mail.submission_id)
    assert (mail.state, submission.state, submission.channel, submission.party) == (
        "taken",
        "draft",
        "mail",
        "country:EG",
    )
    assert submission.note == "Law 5 of 2020\n\nPlease find attached\nlaw 5."
    letter, file = submission.files
    assert (letter.purpose, letter.media_type, file.purpose, file.name) == (
        "letter",
        "message/rfc822",
        "text",
        "law.pdf",
    )
    assert path_of(mail_settings, letter.sha256).read_bytes() == given.content
    assert file.media_type == "application/pdf"
    (notice,) = db.session.scalars(select(Notice))
    assert (notice.kind, notice.language, notice.address) == ("mail.taken", "ar", "Amal@justice.example")
    assert notice.details["reference"] == submission.reference
    assert notice.details["in_reply_to"] == mail.message_id != ""


@pytest.mark.parametrize(
    "head",
    [
        {"sender": "stranger@justice.example"},
        {"sender": "closed@justice.example"},
        {"sender": "invited@justice.example"},
        {"sender": "admin@justice.example"},
        {"verdict": None},
        {"verdict": "mx.palermo.example; dkim=fail header.d=justice.example"},
        {"verdict": "mx.evil.example; dkim=pass header.d=justice.example"},
        {"verdict": "mx.palermo.example; dkim=pass header.d=evil.example"},
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"List_Id": "<laws.lists.example>"},
        {"Return_Path": "<>"},
    ],
    ids=str,
)
def test_other_messages_are_put_aside_without_a_reply(mail_settings, message, head):
    """Strangers, accounts that may not submit, senders nobody vouches for, machines and lists: kept, not answered."""
    mail = take(mail_settings, arrived(message(**head)))
    assert (mail.state, mail.submission_id, bool(mail.reason)) == ("quarantined", None, True)
    assert path_of(mail_settings, mail.sha256).exists()
    assert counts() == (1, 0, 0)


def test_several_senders_are_no_sender(mail_settings, message):
    """Two From lines, two addresses in one, and an address hidden in a name or a comment are put aside."""
    twice = bytes(message()).replace(b"From: ", b"From: eve@evil.example\nFrom: ", 1)
    assert take(mail_settings, arrived(twice)).state == "quarantined"
    for line in ("amal@justice.example, eve@evil.example", "amal@justice.example (eve@evil.example)"):
        lines = bytes(message()).replace(b"From: amal@justice.example", b"From: " + line.encode(), 1)
        assert take(mail_settings, arrived(lines)).state == "quarantined"
    shown = '"amal@justice.example" <eve@justice.example>'
    assert take(mail_settings, arrived(message(shown))).state == "quarantined"
    assert take(mail_settings, arrived(message('"Amal, Ministry" <AMAL@justice.example>'))).state == "taken"


def test_without_a_server_that_vouches_nobody_is_believed(without_server, message):
    """Without the name of our server all are put aside, unless the settings say that it refuses what is forged."""
    assert take(without_server, arrived(message())).state == "quarantined"
    assert take(replace(without_server, incoming_trust=True), arrived(message(verdict=None))).state == "taken"


@BOTH
def test_message_is_taken_once(mail_settings, message):
    """Shown again, also with other trace lines, it is known; the same text under another Message-ID is another one."""
    first = message()
    assert take(mail_settings, arrived(first)).state == "taken"
    assert take(mail_settings, arrived(first)) is None
    first["Received"] = "from a by b"
    assert take(mail_settings, arrived(first)) is None
    assert take(mail_settings, arrived(message())).state == "taken"
    assert counts() == (2, 2, 2)


def test_stranger_cannot_take_the_place_of_a_message(mail_settings, message):
    """A forged message with the Message-ID of one that is still to come does not keep that one out."""
    forged = message(verdict=None, Message_ID="<1@justice.example>")
    assert take(mail_settings, arrived(forged)).state == "quarantined"
    assert take(mail_settings, arrived(message(Message_ID="<1@justice.example>"))).state == "taken"


@BOTH
def test_two_fetches_at_once_take_it_once(mail_settings, mail_app, message):
    """Two that come to the same message at the same moment make one draft and one acknowledgement of it."""
    given, found = arrived(message()), []

    def fetch():
        with mail_app.app_context():
            found.append(take(mail_settings, given))

    fetches = [Thread(target=fetch) for _turn in range(4)]
    for one in fetches:
        one.start()
    for one in fetches:
        one.join()
    assert len([mail for mail in found if mail]) == 1
    assert counts() == (1, 1, 1)


STEPS = ["keep", "judge", "receive", "drafts.begin", "drafts.add", "audit.append", "notices.tell"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_at_any_step_it_is_taken_once(mail_settings, mail_app, message, step, when):
    """Killed before or after any step, the message is not known, and the next fetch takes it whole."""
    given = arrived(message())
    child = os.fork()
    if not child:
        _killed_at(mail_settings, mail_app, given, step, when)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    db.engine.dispose()
    assert counts() == (0, 0, 0)
    assert take(mail_settings, given).state == "taken"
    assert counts() == (1, 1, 1)


def _killed_at(settings, app, given, step, when):
    """In a child: take the message and end without clearing up at the step."""
    home, _, name = step.rpartition(".")
    module = getattr(taking, home) if home else taking
    function: Callable[..., object] = getattr(module, name)

    def dying(*arguments, **values):
        if when == "after":
            function(*arguments, **values)
        os._exit(9)

    setattr(module, name, dying)
    try:
        with app.app_context():
            db.engine.dispose(close=False)
            take(settings, given)
    finally:
        os._exit(1)


def test_attachment_that_is_refused_is_named(mail_settings, message):
    """What is of no accepted kind is named in the acknowledgement; the rest is taken."""
    files = {"run.exe": b"MZ\x90\x00" + bytes(200), "law.pdf": b"%PDF-1.7\n" + bytes(50)}
    mail = take(mail_settings, arrived(message(files=files)))
    submission = db.session.get_one(Submission, mail.submission_id)
    assert [file.name for file in submission.files if file.purpose == "text"] == ["law.pdf"]
    (notice,) = db.session.scalars(select(Notice))
    assert (notice.kind, notice.details["files"]) == ("mail.taken_in_part", "run.exe")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.pdf", "a\r\nBcc: eve@evil.example.pdf", "law\u202efdp.exe.pdf", "C:\\laws\\5.pdf"]
)
def test_name_of_an_attachment_is_a_name(mail_settings, message, name):
    """Folders, line breaks and letters that turn the direction are not in the name that is kept."""
    written = bytes(message(files={"NAME.pdf": b"%PDF-1.7\n"}))
    encoded = "".join(f"%{byte:02X}" for byte in name.encode())
    content = written.replace(b'filename="NAME.pdf"', f"filename*=utf-8''{encoded}".encode())
    assert content != written
    mail = take(mail_settings, arrived(content))
    file = db.session.get_one(Submission, mail.submission_id).files[1]
    assert file.name.endswith(".pdf")
    assert file.name.isprintable()
    assert not set("/\\\r\n\u202e") & set(file.name)


def test_subject_stays_one_harmless_line(mail_settings, message):
    """Markup in a subject is kept as the letters it is; line breaks and control characters in it are not kept."""
    content = bytes(message(Subject="SUBJECT")).replace(
        b"Subject: SUBJECT",
        b"Subject: =?utf-8?q?=3Cscript=3Ealert(1)=3C/script=3E=0D=0ABcc:_eve=40evil.example=1B[2J?=",
    )
    mail = take(mail_settings, arrived(content))
    assert mail.subject == "<script>alert(1)</script> Bcc: eve@evil.example[2J"
    assert db.session.get_one(Submission, mail.submission_id).note.startswith(mail.subject)
    (notice,) = db.session.scalars(select(Notice))
    assert "evil" not in str(notice.details)


def test_message_in_quarantine_is_not_cleared_away(mail_settings, mail_app, message, monkeypatch):
    """What was put aside stays until somebody deletes it, however long that takes; what no row names goes."""
    opening.init_app(mail_app, mail_settings, None)
    monkeypatch.setattr(clearing, "PAUSE", 0.0)
    quarantined = path_of(mail_settings, take(mail_settings, arrived(message(verdict=None))).sha256)
    unnamed = keep(mail_settings, BytesIO(b"left by a fetch that was killed")).path
    for path in (quarantined, unnamed):
        os.utime(path, (0, 0))
    clearing.clear_away()
    assert (quarantined.exists(), unnamed.exists()) == (True, False)


def test_acknowledgement_answers_the_message(mail_settings, mail_app, message, compiled_translations):
    """It is a reply to the message, in the sender's language, and says of itself that a machine wrote it."""
    i18n.init_app(mail_app, replace(mail_settings, translations=compiled_translations))
    mail = take(mail_settings, arrived(message(Subject="قانون <b>5</b>")))
    reply = message_of(mail_settings, db.session.scalars(select(Notice)).one())
    assert reply["In-Reply-To"] == reply["References"] == mail.message_id
    assert (reply["Auto-Submitted"], reply["Content-Language"], reply["To"]) == (
        "auto-replied",
        "ar",
        "Amal@justice.example",
    )
    reference = db.session.get_one(Submission, mail.submission_id).reference
    assert reference in reply["Subject"]
    assert f"/ar/desk/submissions/{mail.submission_id}" in reply.get_content()
    assert heads.is_automatic(message_from_bytes(bytes(reply)))
