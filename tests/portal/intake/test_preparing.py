"""Submitted files are read in the background, whatever happens to who reads them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import jobs, preparing
from portal.audit.models import AuditEntry
from portal.database import db, now, transaction
from portal.jobs import registry
from portal.preparing import claims
from portal.preparing.claims import claim
from portal.submissions import drafts
from portal.submissions.keeping import path_of
from portal.submissions.models import SubmittedFile


@pytest.fixture
def attached(focal_point, intake_settings):
    """Attaches files to a new draft; gives their numbers."""

    def attach(*paths, purpose="text"):
        with transaction() as session:
            submission = drafts.begin(session, focal_point, "upload")
            files = [
                file
                for path in paths
                for file in drafts.attach(session, intake_settings, submission, path, path.name, purpose=purpose)
            ]
        return [file.id for file in files]

    return attach


def row(number):
    """The row of a file as it is in the database now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get(SubmittedFile, number)


def test_file_is_read_and_facts_are_proposed(intake_app, intake_settings, attached, law_pdf):
    """A file that waits is read; what it says of itself is kept as proposals, each with its passage."""
    (number,) = attached(law_pdf)
    jobs.do_waiting(intake_app)
    file = row(number)
    assert (file.state, file.pages, file.pages_done, file.reason) == ("read", 2, 2, "")
    proposed = {proposal.field: proposal for proposal in file.proposals}
    assert proposed["number"].value == "No. 64 of 2010"
    assert "Law No. 64 of 2010" in proposed["number"].passage
    assert 0 < proposed["number"].confidence <= 1
    assert proposed["number"].page == 1
    reading = preparing.reading_of(intake_settings, file)
    assert reading is not None
    assert "Penalties" in " ".join(line.text for line in reading.pages.pages[1].lines)


def test_nothing_of_it_is_in_the_data_of_the_portal(intake_app, intake_settings, attached, law_pdf):
    """Readings and page images of submitted files lie below the state folder, apart from what strangers get."""
    (number,) = attached(law_pdf)
    jobs.do_waiting(intake_app)
    before = set(intake_settings.data.rglob("*")) if intake_settings.data.exists() else set()
    image = preparing.page_image_of(intake_settings, row(number), 1, 480)
    assert image.startswith(b"RIFF")
    assert (set(intake_settings.data.rglob("*")) if intake_settings.data.exists() else set()) == before
    assert list((intake_settings.state / "readings" / "images").glob("*/*/1-480"))


def test_bad_file_does_not_stop_others(intake_app, attached, law_pdf, tmp_path):
    """A file that cannot be read has the reason; the one behind it is read."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing of this is a PDF")
    bad, good = attached(broken, law_pdf)
    jobs.do_waiting(intake_app)
    assert row(bad).state == "unread"
    assert row(bad).reason
    assert row(good).state == "read"


def test_file_that_is_gone_is_said(intake_app, intake_settings, attached, law_pdf):
    """If the content of a file is not where it should be its row says so, and the worker goes on."""
    (number,) = attached(law_pdf)
    path_of(intake_settings, row(number).sha256).unlink()
    jobs.do_waiting(intake_app)
    assert row(number).state == "unread"
    assert row(number).reason.startswith("it cannot be opened")


def test_letter_is_read_without_proposals(intake_app, attached, law_pdf):
    """A letter of submission is read, for those who look at it, and proposes nothing."""
    (number,) = attached(law_pdf, purpose="letter")
    jobs.do_waiting(intake_app)
    assert row(number).state == "read"
    assert row(number).proposals == []


def test_work_of_the_silent_is_taken_up(intake_app, attached, law_pdf):
    """A file whose reader gives no sign of life is taken up by the next one; one at work is left alone."""
    (number,) = attached(law_pdf)
    assert claim().id == number
    jobs.do_waiting(intake_app)
    assert row(number).state == "working"
    with transaction() as session:
        session.get(SubmittedFile, number).heartbeat = now() - timedelta(minutes=2)
    jobs.do_waiting(intake_app)
    assert row(number).state == "read"


def test_reading_is_left_off_when_the_worker_ends(intake_app, attached, law_pdf, monkeypatch):
    """A worker that is told to end lets the file wait, at once and for the next one."""
    (number,) = attached(law_pdf)

    def end(heart, done, of):
        monkeypatch.setattr(registry._Process, "is_ending", True)  # noqa: SLF001 - what the signal does
        return pages(heart, done, of)

    pages = claims.Heart.pages
    monkeypatch.setattr(claims.Heart, "pages", end)
    jobs.do_waiting(intake_app)
    assert row(number).state == "waiting"


def test_trail_tells_of_the_preparing(intake_app, attached, law_pdf):
    """That a file was prepared is in the trail, as done by the portal itself."""
    (number,) = attached(law_pdf)
    jobs.do_waiting(intake_app)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert (entry.action, entry.actor_id) == ("submission.file_prepared", None)
    assert entry.details["file"] == number
    assert entry.details["state"] == "read"
