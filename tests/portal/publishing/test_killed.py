"""Killed between any two steps a change is completed, or undone, when a worker starts again."""

import shutil

import pytest
from sqlalchemy import select

from indexer.application import open_vocabularies, record_history, record_text
from indexer.corpus import check, read_record_text
from indexer.corpus.folders import RECORD
from portal.access import Role
from portal.accounts.models import User
from portal.audit import broken_at
from portal.audit.models import AuditEntry
from portal.database import db, transaction
from portal.jobs import do_waiting
from portal.notices.models import Notice
from portal.publishing.asking import confirm_withdrawal, propose_withdrawal
from portal.publishing.carrying_out import carry_out
from portal.publishing.models import Publication
from portal.publishing.steps import ORDER, Deed, Step
from tests.portal.publishing.killed import killed_at
from tests.portal.publishing.press import LAW, Press

MOMENTS = [(step, moment) for step in ORDER[Deed.ADD][1:] for moment in ("before", "after")]
WITHOUT_FILES = [(step, moment) for step, moment in MOMENTS if step in ORDER[Deed.WITHDRAW]]


@pytest.mark.parametrize(("step", "moment"), MOMENTS)
def test_new_record(press: Press, step: Step, moment: str) -> None:
    """A record that is added is there once, found, and told of once, wherever its publisher was killed."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    row = press.ask(number, press.person(Role.PUBLISHER))
    killed_at(press.settings, row, step, moment)
    do_waiting(press.app)
    assert_done(press, row)
    assert press.state(number) == "published"
    assert [path.name for path in press.settings.published.glob("[!.]*/[!.]*")] == ["tn-2016-61"]
    assert [each.number for each in record_history(press.settings, "tn-2016-61")] == [1]
    assert press.find("traite des personnes") == ["tn-2016-61"]
    assert counted("submission.published") == 1


@pytest.mark.parametrize(("step", "moment"), WITHOUT_FILES)
def test_correction(press: Press, step: Step, moment: str) -> None:
    """A correction makes one revision, and the index has it, wherever its publisher was killed."""
    publisher = press.person(Role.PUBLISHER)
    carry_out(press.ask(press.accepted(press.person(Role.CONTRIBUTOR)), publisher))
    base = read_record_text(record_text(press.settings, "tn-2016-61"), RECORD).checksum
    number = press.accepted(
        press.person(Role.EDITOR), {"summary": {"en": "Zeugmatic."}}, base=base, record_id="tn-2016-61"
    )
    row = press.ask(number, publisher)
    killed_at(press.settings, row, step, moment)
    do_waiting(press.app)
    assert_done(press, row)
    assert press.state(number) == "published"
    assert [each.number for each in record_history(press.settings, "tn-2016-61")] == [1, 2]
    assert press.find("zeugmatic") == ["tn-2016-61"]


@pytest.mark.parametrize(("step", "moment"), WITHOUT_FILES)
def test_withdrawal(press: Press, step: Step, moment: str) -> None:
    """A record that is withdrawn has one tombstone and is found no more, wherever its publisher was killed."""
    first, second = press.person(Role.PUBLISHER), press.person(Role.PUBLISHER)
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    carry_out(press.ask(number, first))
    with transaction() as session:
        row = propose_withdrawal(session, "tn-2016-61", {"en": "Asked for."}, first).id
    with transaction() as session:
        confirm_withdrawal(session, session.get_one(Publication, row), session.get_one(User, second.id))
    killed_at(press.settings, row, step, moment)
    do_waiting(press.app)
    assert_done(press, row)
    assert press.state(number) == "withdrawn"
    assert [each.withdrawn for each in record_history(press.settings, "tn-2016-61")] == [False, True]
    assert press.indexed() == {"eg-1983-117"}
    assert counted("submission.withdrawn") == 1


def test_what_cannot_be_completed_is_undone(press: Press) -> None:
    """Where the id was given to another record while nobody worked, the change is undone and the other stays."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    row = press.ask(number, press.person(Role.PUBLISHER))
    killed_at(press.settings, row, Step.RECORD_WRITTEN, "before")
    other = press.settings.published / "legislation" / "tn-2016-61"
    shutil.copytree(LAW, other)
    text = (other / RECORD).read_text(encoding="utf-8")
    (other / RECORD).write_text(text.replace("number: 2016-61", "number: 61-2016"), encoding="utf-8")
    do_waiting(press.app)
    assert (press.row(row).step, press.row(row).why, press.state(number)) == ("undone", "taken", "accepted")
    assert "number: 61-2016" in (other / RECORD).read_text(encoding="utf-8")
    assert not any((press.settings.state / "publishing").glob("[0-9]*"))


def assert_done(press: Press, row: int) -> None:
    """The row has ended, nothing is left lying about, the collection is sound and the trail whole."""
    assert (press.row(row).step, press.row(row).trouble) == ("done", "")
    assert not any((press.settings.state / "publishing").glob("[0-9]*"))
    assert check(press.settings.corpora, open_vocabularies(press.settings)) == ()
    assert broken_at(db.session) is None


def counted(kind: str) -> int:
    """How often a notice of this kind was written; as often as the trail says."""
    told = db.session.scalars(select(Notice.id).where(Notice.kind == kind)).all()
    assert len(told) == len(db.session.scalars(select(AuditEntry.number).where(AuditEntry.action == kind)).all())
    return len(told)
