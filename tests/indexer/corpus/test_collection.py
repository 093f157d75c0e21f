import hashlib
import multiprocessing

import pytest

from indexer.corpus import PartialDate, check, checksum, read_record_text
from indexer.corpus.collection import Collection
from indexer.corpus.folders import RECORD
from indexer.corpus.locking import locked
from indexer.corpus.parts import Revised, Withdrawal
from indexer.corpus.revisions import differences, history, revision_text
from indexer.errors import (
    RecordBusy,
    RecordChanged,
    RecordExists,
    RecordFaults,
    RecordWithdrawn,
    UnknownRecord,
    UnknownRevision,
)

TODAY = PartialDate(2026, 11, 21)
REVISED = Revised(on=TODAY, by="editor", note="Mended")


@pytest.fixture
def writer(tmp_path, vocabularies):
    return Collection(tmp_path / "collection", vocabularies)


@pytest.fixture
def act(law):
    record = read_record_text(law.encode(), "law").record
    assert record is not None
    return record


@pytest.fixture
def pdf(tmp_path, content):
    path = tmp_path / "act.pdf"
    path.write_bytes(content)
    return path


@pytest.fixture
def added(writer, act, pdf):
    """A collection with one record, whose folder is given."""
    return writer.add(act, {"en": pdf})


def renamed(record, title):
    return record.model_copy(update={"title": {**record.title, "en": title}})


def reread(folder):
    return read_record_text((folder / RECORD).read_bytes(), RECORD).record


def test_an_added_record_is_there_with_its_file(writer, act, added, content, vocabularies):
    """A record that was added reads as it was given, has its file, and the collection has no faults."""
    assert reread(added) == act
    assert (added / act.files[0].name).read_bytes() == content
    assert check([writer.folder], vocabularies) == ()
    assert sorted(path.name for path in added.iterdir()) == sorted([RECORD, act.files[0].name])


def test_an_id_is_given_once(writer, act, added, pdf):
    """A second record with the id is refused, also in another folder and of another kind, and after a withdrawal."""
    with pytest.raises(RecordExists, match="no-2020-1"):
        writer.add(act, {"en": pdf})
    added.rename(added.parent / "elsewhere")
    with pytest.raises(RecordExists, match="no-2020-1"):
        writer.add(act, {"en": pdf})
    writer.withdraw("no-2020-1", Withdrawal(on=TODAY, reason={"en": "Not the text that was adopted."}))
    with pytest.raises(RecordExists, match="no-2020-1"):
        writer.add(act, {"en": pdf})


def test_an_id_written_by_hand_meanwhile_is_seen(writer, act, added, pdf, law):
    """A record that somebody puts into the folders while the collection is open takes its id."""
    assert "no-2020-2" not in writer
    by_hand = added.parent / "by-hand"
    by_hand.mkdir()
    (by_hand / RECORD).write_text(law.replace("id: no-2020-1", "id: no-2020-2"), encoding="utf-8")
    with pytest.raises(RecordExists, match="no-2020-2"):
        writer.add(act.model_copy(update={"id": "no-2020-2"}), {"en": pdf})


def test_what_has_faults_is_not_added(writer, act, pdf):
    """A record with an unknown term or a missing file is refused with every fault, and leaves nothing behind."""
    wrong = act.model_copy(update={"crime": ("trafficking_in_parsons",)})
    with pytest.raises(RecordFaults) as error:
        writer.add(wrong)
    assert "trafficking_in_persons" in str(error.value)
    assert "a file with this name" in str(error.value)
    with pytest.raises(RecordFaults, match="a file with the id fr"):
        writer.add(act, {"en": pdf, "fr": pdf})
    assert [path for path in writer.folder.rglob("*") if ".locks" not in path.parts and path.is_file()] == []


def test_a_file_that_is_not_the_one_of_the_record_is_refused(writer, act, tmp_path):
    """A file whose checksum is not the one that the record states is not taken in."""
    other = tmp_path / "other.pdf"
    other.write_bytes(b"something else")
    with pytest.raises(RecordFaults, match="SHA-256"):
        writer.add(act, {"en": other})
    assert "no-2020-1" not in writer


def test_a_revision_keeps_the_one_before(writer, act, added):
    """After a revision the record says the new, and the old text can be read byte for byte."""
    before = (added / RECORD).read_bytes()
    assert writer.revise(renamed(act, "Act on Everything"), revised=REVISED) == 2
    assert reread(added).title["en"] == "Act on Everything"
    assert reread(added).revised == REVISED
    assert revision_text(added, 1) == before
    assert [(each.number, each.withdrawn, each.revised) for each in history(added)] == [
        (1, False, None),
        (2, False, REVISED),
    ]


def test_revising_without_a_change_is_no_revision(writer, act, added):
    """A revision that changes nothing is not made."""
    before = (added / RECORD).read_bytes()
    assert writer.revise(act, revised=REVISED) == 1
    assert (added / RECORD).read_bytes() == before
    assert len(history(added)) == 1


def test_what_somebody_wrote_by_hand_is_kept(writer, act, added):
    """A record.yaml that was edited by hand, comments and all, is the revision that is kept by the next writer."""
    by_hand = (added / RECORD).read_bytes() + b"# a comment\n"
    (added / RECORD).write_bytes(by_hand)
    writer.revise(renamed(act, "Act on Everything"), revised=REVISED)
    assert revision_text(added, 1) == by_hand


def test_two_editors_of_one_record(writer, act, added):
    """The second of two editors who read the same text is refused, and the first one's work stays."""
    read = checksum((added / RECORD).read_bytes())
    writer.revise(renamed(act, "First"), expected=read, revised=REVISED)
    with pytest.raises(RecordChanged, match="revision 2"):
        writer.revise(renamed(act, "Second"), expected=read, revised=REVISED)
    assert reread(added).title["en"] == "First"
    read = checksum((added / RECORD).read_bytes())
    assert writer.revise(renamed(act, "Second"), expected=read, revised=REVISED) == 3


def test_a_file_is_replaced_and_the_old_one_stays(writer, act, added, tmp_path):
    """A new content of a file comes under a new name; the one that the earlier revision names stays."""
    new = tmp_path / "new.pdf"
    new.write_bytes(b"%PDF-1.7 a better scan")
    sha256 = hashlib.sha256(new.read_bytes()).hexdigest()
    name = f"no-2020-1-{sha256[:8]}.pdf"
    file = act.files[0].model_copy(update={"sha256": sha256, "name": name})
    writer.revise(act.model_copy(update={"files": (file,)}), {"en": new}, revised=REVISED)
    assert (added / name).read_bytes() == new.read_bytes()
    assert (added / act.files[0].name).exists()
    writer.restore("no-2020-1", 1, revised=REVISED)
    assert reread(added).files == act.files


def test_a_refused_revision_changes_nothing(writer, act, added):
    """A revision with faults leaves the record, its history and its files as they were."""
    before = sorted((path.name, path.read_bytes()) for path in added.iterdir())
    with pytest.raises(RecordFaults, match="country"):
        writer.revise(act.model_copy(update={"country": ("XX",)}), revised=REVISED)
    assert sorted((path.name, path.read_bytes()) for path in added.iterdir()) == before


def test_a_withdrawn_record_leaves_its_reason(writer, act, added):
    """Withdrawing leaves a tombstone with the reason as a revision; the record cannot be revised or withdrawn then."""
    withdrawn = Withdrawal(on=TODAY, reason={"en": "Not the text that was adopted.", "fr": "Texte non adopté."})
    assert writer.withdraw("no-2020-1", withdrawn) == 2
    assert reread(added).withdrawn == withdrawn
    assert reread(added).title == act.title
    assert [each.withdrawn for each in history(added)] == [False, True]
    with pytest.raises(RecordWithdrawn, match="Not the text"):
        writer.revise(act, revised=REVISED)
    with pytest.raises(RecordWithdrawn, match="Not the text"):
        writer.withdraw("no-2020-1", withdrawn)


def test_a_revision_is_restored_as_a_new_one(writer, act, added):
    """Restoring says the old again as a new revision, brings a withdrawn record back, and loses no history."""
    writer.revise(renamed(act, "Act on Everything"), revised=REVISED)
    writer.withdraw("no-2020-1", Withdrawal(on=TODAY, reason={"en": "By mistake."}))
    assert writer.restore("no-2020-1", 1, revised=REVISED) == 4
    assert reread(added).title == act.title
    assert [each.number for each in history(added)] == [1, 2, 3, 4]
    with pytest.raises(UnknownRevision, match="there are 1, 2, 3, 4"):
        writer.restore("no-2020-1", 9, revised=REVISED)


def test_differences_show_what_changed(writer, act, added):
    """The differences of two revisions are the lines that changed, whatever the text around them looks like."""
    reordered = (added / RECORD).read_text(encoding="utf-8").splitlines(keepends=True)
    (added / RECORD).write_text("# by hand\n" + "".join(reordered), encoding="utf-8")
    writer.revise(renamed(act, "Act on Everything"), revised=REVISED)
    changed = [line for line in differences(added, 1, 2) if line[0] in "+-" and line[1:4] not in {"-- ", "++ "}]
    assert "-title: {en: Act on Nothing, fr: Loi sur rien}" in changed
    assert "+title: {en: Act on Everything, fr: Loi sur rien}" in changed
    assert not any("country" in line or "by hand" in line for line in changed)


def test_unknown_ids(writer, act):
    """Revising, withdrawing and restoring what is not there is refused, and makes nothing."""
    with pytest.raises(UnknownRecord, match="no-2020-1"):
        writer.revise(act, revised=REVISED)
    with pytest.raises(UnknownRecord, match="no-2020-1"):
        writer.restore("no-2020-1", 1, revised=REVISED)
    assert not writer.folder.exists()


@pytest.mark.usefixtures("added")
def test_a_locked_record_is_waited_for_and_no_other(writer, act):
    """Who holds the lock of a record holds up its other writers, with a clear error in the end, but nobody else."""
    other = act.model_copy(update={"id": "no-2020-2", "files": ()})
    with locked(writer.folder, "no-2020-1"):
        writer.add(other)
        with pytest.raises(RecordBusy, match="no-2020-1"), locked(writer.folder, "no-2020-1", wait=0.05):
            pytest.fail("two writers hold the lock")
    assert writer.revise(renamed(act, "Act on Everything"), revised=REVISED) == 2


def revise_often(folder, vocabularies, record, name):
    writer = Collection(folder, vocabularies)
    for number in range(10):
        writer.revise(renamed(record, f"{name} {number}"), revised=REVISED)


def test_many_writers_lose_nothing(writer, act, added, vocabularies):
    """Of four processes that revise one record ten times each, every revision is kept, each once."""
    context = multiprocessing.get_context("spawn")
    arguments = [(writer.folder, vocabularies, act, name) for name in "abcd"]
    processes = [context.Process(target=revise_often, args=each) for each in arguments]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    titles = {read_record_text(revision_text(added, each.number), RECORD).record.title["en"] for each in history(added)}
    assert titles == {"Act on Nothing", *(f"{name} {number}" for name in "abcd" for number in range(10))}
    assert [each.number for each in history(added)] == list(range(1, 42))


def test_a_broken_record_can_be_revised(writer, act, added):
    """A record.yaml that somebody broke by hand is kept as it is and mended by the next revision."""
    (added / RECORD).write_text("id: no-2020-1\nkind: legislation\ntitle: [", encoding="utf-8")
    assert writer.revise(act, revised=REVISED) == 2
    assert reread(added).title == act.title
    assert revision_text(added, 1).endswith(b"title: [")
