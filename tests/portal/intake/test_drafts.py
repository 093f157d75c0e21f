"""Drafts: begun, given files and facts."""

from datetime import date

import pytest
from sqlalchemy import select

from indexer.errors import FileRefused, RecordChanged
from portal.audit.models import AuditEntry
from portal.database import db, transaction
from portal.submissions import drafts
from portal.submissions.arriving import plain_name
from portal.submissions.keeping import path_of
from portal.submissions.models import Submission


def begun(author, **record):
    """A draft of somebody."""
    with transaction() as session:
        submission = drafts.begin(session, author, "upload")
        submission.record = {**submission.record, **record}
    return submission


def test_draft_is_of_whom_its_author_speaks_for(focal_point):
    """A new draft is its author's and names the country they speak for."""
    submission = begun(focal_point)
    assert (submission.state, submission.author_id, submission.record) == ("draft", focal_point.id, {"country": ["EG"]})
    assert [entry.action for entry in db.session.scalars(select(AuditEntry))] == ["submission.begun"]


def test_file_is_attached_once(focal_point, intake_settings, law_pdf):
    """A file is kept and waits to be read; sent once more it is not added again."""
    submission = begun(focal_point)
    with transaction() as session:
        (file,) = drafts.attach(session, intake_settings, submission, law_pdf, "law.pdf")
        assert drafts.attach(session, intake_settings, submission, law_pdf, "other.pdf") == ()
    assert (file.name, file.media_type, file.purpose, file.state) == ("law.pdf", "application/pdf", "text", "waiting")
    assert path_of(intake_settings, file.sha256).read_bytes() == law_pdf.read_bytes()
    assert [file.name for file in db.session.get(Submission, submission.id).files] == ["law.pdf"]


def test_refused_file_leaves_no_trace(focal_point, intake_settings, tmp_path):
    """A file of a type that is not accepted is refused with the reason, and not kept."""
    submission = begun(focal_point)
    program = tmp_path / "law.pdf"
    program.write_bytes(b"MZ\x90\x00 this is a program")
    with pytest.raises(FileRefused, match=r"law\.pdf"), transaction() as session:
        drafts.attach(session, intake_settings, submission, program, "law.pdf")
    assert not (intake_settings.state / "files").exists()
    assert submission.files == []


def test_change_names_what_differs(focal_point):
    """A change writes what differs and nothing else, and the trail names the fields, not what they say."""
    submission = begun(focal_point, number="64/2010", gazette="3")
    with transaction() as session:
        seen = submission.version
        changed = drafts.change(
            session,
            submission,
            focal_point,
            {"number": "64/2010", "title": {"en": "Law"}, "gazette": ""},
            version=seen,
            beside={"note": "", "authorized_by": "The Minister", "authorized_on": date(2026, 11, 1)},
        )
    assert changed == ("authorized_by", "authorized_on", "gazette", "title")
    assert submission.record == {"country": ["EG"], "number": "64/2010", "title": {"en": "Law"}}
    assert submission.version == seen + 1
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (entry.action, entry.details) == ("submission.changed", {"fields": list(changed)})


def test_change_of_an_older_version_is_refused(focal_point):
    """Who saw an earlier version overwrites nothing."""
    submission = begun(focal_point, number="1")
    seen = submission.version
    with transaction() as session:
        drafts.change(session, submission, focal_point, {"number": "2"}, version=seen)
    with pytest.raises(RecordChanged), transaction() as session:
        drafts.change(session, submission, focal_point, {"number": "3"}, version=seen)
    assert db.session.get(Submission, submission.id).record["number"] == "2"


def test_file_can_be_taken_away(focal_point, intake_settings, law_pdf):
    """A file that was taken away is no longer with the submission."""
    submission = begun(focal_point)
    with transaction() as session:
        (file,) = drafts.attach(session, intake_settings, submission, law_pdf, "law.pdf")
    with transaction() as session:
        drafts.remove(session, submission, file, focal_point)
    assert db.session.get(Submission, submission.id).files == []


@pytest.mark.parametrize(
    ("sent", "plain"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\laws\\law.pdf", "law.pdf"),
        ("law\r\nX-Evil: 1.pdf", "lawX-Evil: 1.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("..", "file"),
        ("", "file"),
        ("  قانون   رقم 64.pdf ", "قانون رقم 64.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_name_is_no_path(sent, plain):
    """Of a name its last part is kept, without what is not printable, and not longer than a name has to be."""
    assert plain_name(sent) == plain
