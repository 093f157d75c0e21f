"""An accepted submission becomes a record that is found, or is accepted still and says why."""

import os
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer.application import open_catalogue, open_readings, open_vocabularies, record_history, record_text
from indexer.corpus import check, read_record_text
from indexer.corpus.folders import RECORD
from indexer.errors import MoveRefused
from indexer.pdf import READER
from portal.access import Role
from portal.accounts.models import User
from portal.audit import broken_at
from portal.database import db, transaction
from portal.jobs import do_waiting
from portal.notices.models import Notice
from portal.publishing import carrying_out
from portal.publishing.asking import confirm_withdrawal, drop_withdrawal, propose_withdrawal
from portal.publishing.carrying_out import carry_out
from portal.publishing.models import Publication
from portal.submissions.models import Submission
from portal.submissions.states import State
from tests.portal.publishing.press import LAW, Press, submitted_law


def test_submission_becomes_a_record(each_press: Press) -> None:
    """What was accepted is a record of the published collection, sound, found in its languages, and read only once."""
    press = each_press
    author, publisher = press.person(Role.CONTRIBUTOR), press.person(Role.PUBLISHER)
    number = press.accepted(author)
    row = press.ask(number, publisher)
    assert press.find("الاتجار بالأشخاص") == press.find("traite des personnes") == []
    carry_out(row)
    assert (press.row(row).step, press.row(row).revision, press.state(number)) == ("done", 1, "published")
    assert press.find("الاتجار بالأشخاص") == press.find("traite des personnes") == ["tn-2016-61"]
    settings = press.settings
    assert check(settings.corpora, open_vocabularies(settings)) == ()
    record = read_record_text(record_text(settings, "tn-2016-61"), RECORD).record
    assert record == read_record_text((LAW / RECORD).read_bytes(), RECORD).record
    assert open_catalogue(settings, open_vocabularies(settings)).entry("tn-2016-61") is not None
    assert all(open_readings(settings).pages(file.sha256, READER) for file in record.files)
    assert [(one.user_id, one.kind) for one in db.session.scalars(select(Notice))] == [
        (author.id, "submission.published")
    ]
    assert broken_at(db.session) is None
    assert not any((settings.state / "publishing").glob("[0-9]*"))


def test_files_are_not_read_again(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was read before its submission was accepted is not opened by a reader when it is published."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    row = press.ask(number, press.person(Role.PUBLISHER))
    monkeypatch.setattr("indexer.pipeline.reading._pages_of", lambda *_: pytest.fail("it was read again"))
    carry_out(row)
    assert press.state(number) == "published"


def test_letter_is_never_published(press: Press) -> None:
    """The letter of a submission stays with it, and neither its name nor its content gets beside the record."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    with transaction() as session:
        session.get_one(Submission, number).files[1].purpose = "letter"
    carry_out(press.ask(number, press.person(Role.PUBLISHER)))
    folder = press.settings.published / "legislation" / "tn-2016-61"
    assert sorted(path.name for path in folder.iterdir()) == [RECORD, "tn-2016-61-f3fcd577.pdf"]


@pytest.mark.parametrize(
    ("changes", "record_id", "why", "says"),
    [
        ({"adopted": "2016-13-40"}, "tn-2016-61", "faults", "adopted"),
        ({"relations": [{"type": "related", "record": "xx-1"}]}, "tn-2016-61", "faults", "there is no record xx-1"),
        ({"crime": ["<script>"]}, "tn-2016-61", "faults", "crime"),
        ({}, "eg-1983-117", "taken", "eg-1983-117"),
    ],
)
def test_what_cannot_be_published_stays_accepted(
    press: Press, changes: dict[str, object], record_id: str, why: str, says: str
) -> None:
    """A record with a fault, or with an id that is another's, is undone; the row says why, and nothing is left."""
    publisher = press.person(Role.PUBLISHER)
    number = press.accepted(press.person(Role.CONTRIBUTOR), changes)
    row = press.ask(number, publisher, record_id)
    carry_out(row)
    assert (press.row(row).step, press.row(row).why, press.state(number)) == ("undone", why, "accepted")
    assert says in press.row(row).trouble
    assert not list(press.settings.published.glob("[!.]*/[!.]*"))
    assert not any((press.settings.state / "publishing").glob("[0-9]*"))
    notices = db.session.scalars(select(Notice)).all()
    assert [(one.user_id, one.kind) for one in notices] == [(publisher.id, "publication.undone")]
    with transaction() as session:
        session.get_one(Submission, number).record = submitted_law()[0]
    carry_out(press.ask(number, publisher))
    assert press.state(number) == "published"


def test_full_disk_undoes_it(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk refuses the files of the record, nothing of it is there, and the row says so."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    row = press.ask(number, press.person(Role.PUBLISHER))

    def refuse(*_: object) -> None:
        raise OSError(28, os.strerror(28), "record")

    monkeypatch.setattr("indexer.corpus.collection.copy_whole", refuse)
    carry_out(row)
    assert (press.row(row).step, press.row(row).why, press.state(number)) == ("undone", "disk", "accepted")
    assert not list(press.settings.published.glob("[!.]*/[!.]*"))


def test_busy_index_is_waited_for(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that is written while another writes the index is found when that one is done; the row waits so long."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    row = press.ask(number, press.person(Role.PUBLISHER))
    monkeypatch.setattr(carrying_out, "PATIENCE", 0.3)
    with press.engine() as engine:
        writer = engine.begin(fresh=False)
        carry_out(row)
        assert (press.row(row).step, press.state(number)) == ("readings_carried", "accepted")
        assert "writing" in press.row(row).trouble
        writer.abandon()
    do_waiting(press.app)
    assert (press.row(row).step, press.row(row).trouble, press.state(number)) == ("done", "", "published")


def corrected(press: Press, changes: dict[str, object]) -> int:
    """An accepted correction of the published law; gives its number."""
    text = read_record_text(record_text(press.settings, "tn-2016-61"), RECORD)
    columns = {"base": text.checksum, "record_id": "tn-2016-61"}
    return press.accepted(press.person(Role.EDITOR), changes, **columns)


def test_correction_is_the_next_revision(each_press: Press) -> None:
    """A correction takes the place of the record, whose former text is kept; the files stay what they are."""
    press = each_press
    publisher = press.person(Role.PUBLISHER)
    carry_out(press.ask(press.accepted(press.person(Role.CONTRIBUTOR)), publisher))
    number = corrected(press, {"summary": {"en": "About trafficking and zeugmatic things."}})
    carry_out(press.ask(number, publisher, change="The summary was wrong."))
    assert press.state(number) == "published"
    made = record_history(press.settings, "tn-2016-61")
    assert [each.revised.note if each.revised else None for each in made] == [None, "The summary was wrong."]
    assert press.find("zeugmatic") == ["tn-2016-61"]
    folder = press.settings.published / "legislation" / "tn-2016-61"
    assert len(list(folder.glob("*.pdf"))) == 2
    assert check(press.settings.corpora, open_vocabularies(press.settings)) == ()


def test_change_of_somebody_else_is_not_overwritten(press: Press) -> None:
    """A correction of a text that was corrected meanwhile is undone; the other's correction stands."""
    publisher = press.person(Role.PUBLISHER)
    carry_out(press.ask(press.accepted(press.person(Role.CONTRIBUTOR)), publisher))
    first = corrected(press, {"summary": {"en": "The first one."}})
    second = corrected(press, {"summary": {"en": "The second one."}})
    carry_out(press.ask(first, publisher))
    row = press.ask(second, publisher)
    carry_out(row)
    assert (press.row(row).step, press.row(row).why, press.state(second)) == ("undone", "changed", "accepted")
    assert b"The first one." in record_text(press.settings, "tn-2016-61")


def test_two_publish_one_id(press: Press) -> None:
    """Of two submissions that are published under one id one becomes the record, the other stays accepted."""
    publisher = press.person(Role.PUBLISHER)
    numbers = [press.accepted(press.person(Role.CONTRIBUTOR), {"gazette": f"Gazette {count}"}) for count in (1, 2)]
    rows = [press.ask(number, publisher) for number in numbers]
    do_waiting(press.app)
    assert [press.row(row).step for row in rows] == ["done", "undone"]
    assert [press.state(number) for number in numbers] == ["published", "accepted"]


def test_withdrawal_takes_two(each_press: Press) -> None:
    """A record that one publisher asks to withdraw and another confirms is a tombstone with the reasons, not found."""
    press = each_press
    publisher, second = press.person(Role.PUBLISHER), press.person(Role.PUBLISHER)
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    carry_out(press.ask(number, publisher))
    with transaction() as session:
        row = propose_withdrawal(session, "tn-2016-61", {"en": "Asked for.", "fr": " "}, publisher)
    do_waiting(press.app)
    assert press.row(row.id).step == "proposed"
    with pytest.raises(MoveRefused) as refused, transaction() as session:
        confirm_withdrawal(session, session.get_one(Publication, row.id), session.get_one(User, publisher.id))
    assert refused.value.why == "four_eyes"
    with transaction() as session:
        confirm_withdrawal(session, session.get_one(Publication, row.id), session.get_one(User, second.id))
    carry_out(row.id)
    assert (press.row(row.id).step, press.state(number)) == ("done", "withdrawn")
    tombstone = read_record_text(record_text(press.settings, "tn-2016-61"), RECORD).record
    assert dict(tombstone.withdrawn.reason) == {"en": "Asked for."}
    assert press.find("traite des personnes") == []


def test_only_record_can_be_withdrawn(press: Press) -> None:
    """The index follows also where no record is left."""
    publisher, second = press.person(Role.PUBLISHER), press.person(Role.PUBLISHER)
    with transaction() as session:
        row = propose_withdrawal(session, "eg-1983-117", {"en": "Asked for."}, publisher)
    with transaction() as session:
        confirm_withdrawal(session, session.get_one(Publication, row.id), session.get_one(User, second.id))
    carry_out(row.id)
    assert press.row(row.id).step == "done"
    assert press.indexed() == set()


def test_withdrawal_can_be_dropped(press: Press) -> None:
    """What was proposed and is not confirmed does nothing to the record, and can be proposed again."""
    publisher = press.person(Role.PUBLISHER)
    with transaction() as session:
        row = propose_withdrawal(session, "eg-1983-117", {"en": "Asked for."}, publisher)
    with pytest.raises(MoveRefused), transaction() as session:
        propose_withdrawal(session, "eg-1983-117", {"en": "Again."}, session.get_one(User, publisher.id))
    with transaction() as session:
        drop_withdrawal(session, session.get_one(Publication, row.id), session.get_one(User, publisher.id))
    do_waiting(press.app)
    assert press.indexed() == {"eg-1983-117"}
    with transaction() as session:
        propose_withdrawal(session, "eg-1983-117", {"en": "Again."}, session.get_one(User, publisher.id))


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_only_publishers_ask(press: Press, role: Role) -> None:
    """Nobody else has anything published or withdrawn."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    actor = press.person(role)
    with pytest.raises(MoveRefused):
        press.ask(number, actor)
    with pytest.raises(MoveRefused), transaction() as session:
        propose_withdrawal(session, "eg-1983-117", {"en": "Because."}, session.get_one(User, actor.id))
    assert press.rows() == []


def test_state_of_what_is_found_is_that_of_the_collection(press: Press, tmp_path: Path) -> None:
    """What was laid out for a publication is no part of the collection: a build of everything finds it nowhere."""
    number = press.accepted(press.person(Role.CONTRIBUTOR))
    press.ask(number, press.person(Role.PUBLISHER))
    assert not list(tmp_path.glob("state/records/*/*"))
    assert press.indexed() == {"eg-1983-117"}
    assert press.state(number) == State.ACCEPTED
