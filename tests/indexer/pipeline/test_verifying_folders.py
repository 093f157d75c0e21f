"""What stands in the folders of records and should not, and what should and does not, is named."""

import os
import shutil
from dataclasses import replace

import pytest

from indexer.application import verify_corpora
from indexer.corpus import Collection, PartialDate, Revised, Withdrawal, read_record
from indexer.pipeline.progress import QuietProgress
from indexer.vocabularies import Vocabularies
from tests.indexer.pipeline.verified import EGYPT, TUNISIA, Place, change
from tests.rights import as_nobody, folder_for_all, give_to_nobody

NOT_IN_CATALOGUE = "the catalogue has to follow the folders"
BUILD = "run `indexer build`"


def test_files_and_checksums_are_compared(place: Place) -> None:
    """Files that changed, are missing or that no revision names are told; none of them is touched by mending."""
    first, second = sorted((place.folder / TUNISIA).glob("*.pdf"))
    first.write_bytes(b"other content")
    second.unlink()
    notes = place.folder / TUNISIA / "notes.txt"
    notes.write_text("to be kept")
    told = place.told()
    assert any("files[" in line and "the content or the record is wrong" in line for line in told)
    assert any("there is none" in line for line in told)
    assert f"{TUNISIA}/notes.txt: no revision names it; name it in the record, or move it away" in told
    left = [str(difference) for difference in place.verify(mending=True).differences]
    assert len([line for line in left if "laws/legislation" in line]) == 3
    assert (first.read_bytes(), notes.read_text()) == (b"other content", "to be kept")


def test_revisions_are_looked_through(place: Place) -> None:
    """Holes in the revisions, files that an earlier revision names, and what is no revision are told."""
    folder = place.folder / EGYPT
    revisions = folder / "revisions"
    revisions.mkdir()
    file = next(folder.glob("*.pdf"))
    old = (folder / "record.yaml").read_text(encoding="utf-8")
    digits = file.stem.rpartition("-")[2]
    (revisions / "0002.yaml").write_text(old.replace(digits, "00000000"), encoding="utf-8")
    (revisions / "notes.txt").write_text("")
    change(folder, "id: eg-1983-117", "revision: 4\nid: eg-1983-117")
    place.verify(mending=True)
    backup = "bring it back from a backup: it cannot be made again"
    last = "for of the earlier revisions revisions/0002.yaml is the last that is kept"
    expected = f"expected 3, {last}; or bring back the others"
    assert place.told() == [
        f"{EGYPT}/eg-1983-117-00000000.pdf: revision 2 names this file; it is not there; {backup}",
        f"{EGYPT}/record.yaml:1: revision: {expected}; correct it by hand",
        f"{EGYPT}/revisions/0001.yaml: this revision is not kept; {backup}",
        f"{EGYPT}/revisions/notes.txt: it is no revision; move it away",
    ]


def test_a_revision_that_was_no_sound_record_is_kept_as_it_was(place: Place) -> None:
    """What was unsound when it was revised is no difference, and neither are the files that it may have named."""
    folder = place.folder / EGYPT
    content = b"a file that was replaced"
    name = "eg-1983-117-old.pdf"
    (folder / name).write_bytes(content)
    (folder / "revisions").mkdir()
    (folder / "revisions" / "0001.yaml").write_text(f"id: [eg-1983-117\nfiles: {name}\n")
    (folder / "revisions" / "0002.yaml").write_text("id: eg-1983-117\nfiles: [{name: never-there.pdf, sha256: ''}]\n")
    change(folder, "id: eg-1983-117", "revision: 3\nid: eg-1983-117")
    assert place.verify(mending=True).differences == ()
    (folder / "other.pdf").write_bytes(content)
    assert place.told() == [f"{EGYPT}/other.pdf: no revision names it; name it in the record, or move it away"]


def test_what_lies_where_no_record_is_is_told(place: Place) -> None:
    """Files and folders that belong to no record are told; what tells of the collection, and what is hidden, is not."""
    (place.folder / "notes.txt").write_text("")
    (place.folder / "README.md").write_text("")
    (place.folder / "pictures").mkdir()
    (place.folder / ".git").mkdir()
    (place.folder / "legislation" / "scan.pdf").write_text("")
    assert place.told() == [
        "legislation/scan.pdf: it belongs to no record; move it away",
        "notes.txt: it belongs to no record; move it away",
        "pictures: no kind of records is called so; move it away",
    ]


@pytest.mark.parametrize(
    ("name", "where", "expected"),
    [
        (
            "*.pdf",
            "record.yaml:",
            "files[0].name: expected a file that can be read; the system says: Permission denied",
        ),
        ("record.yaml", "record.yaml:0", "(whole file): expected a file that can be read; the system says: Permission"),
        ("revisions", "revisions", "cannot be looked through; the system says: Permission denied"),
        ("revisions/0001.yaml", "revisions/0001.yaml", "cannot be looked through; the system says: Permission denied"),
    ],
)
def test_what_may_not_be_read_is_one_difference(built_once: Place, name: str, where: str, expected: str) -> None:
    """Without the right to read something verifying tells of that alone, and mends all the rest."""
    with folder_for_all() as folder:
        laws, data = folder / "laws", folder / "var"
        shutil.copytree(built_once.folder, laws)
        shutil.copytree(built_once.settings.data, data)
        shutil.copytree(laws / EGYPT, laws / EGYPT / "revisions", ignore=shutil.ignore_patterns("*.pdf"))
        (laws / EGYPT / "revisions" / "record.yaml").rename(laws / EGYPT / "revisions" / "0001.yaml")
        change(laws / EGYPT, "id: eg-1983-117", "revision: 2\nid: eg-1983-117")
        give_to_nobody(folder)
        next((laws / EGYPT).glob(name)).chmod(0)
        settings = replace(built_once.settings, corpora=(laws,), data=data)
        with as_nobody():
            report = verify_corpora(settings, QuietProgress(), whole=True, mending=True)
    (difference,) = report.differences
    assert difference.place.startswith(str(laws / EGYPT / where))
    assert expected in str(difference)
    assert report.mended


def test_what_our_own_writers_leave_is_whole(place: Place) -> None:
    """After our own writers all revisions and files of a record are there; only what is derived from it differs."""
    collection = Collection(place.folder, Vocabularies.open(place.settings.vocabularies))
    today = Revised(on=PartialDate(2026, 11, 21), by="editor")
    record = read_record(place.folder / EGYPT / "record.yaml").record
    changed = record.model_copy(update={"title": {**record.title, "en": "Antiquities Act"}})
    steps = (
        lambda: collection.revise(changed, revised=today),
        lambda: collection.withdraw(record.id, Withdrawal(on=today.on, reason={"en": "Wrong text"})),
        lambda: collection.restore(record.id, 1, revised=today),
    )
    for step in steps:
        step()
        told = place.told()
        assert told
        assert all(NOT_IN_CATALOGUE in line or BUILD in line for line in told)
        assert place.verify(mending=True).differences == ()
    assert place.find("الآثار") == ["eg-1983-117"]


def test_what_a_writer_is_doing_is_no_difference(place: Place) -> None:
    """The unfinished files of a process that is running are left alone."""
    unfinished = place.folder / EGYPT / f".writing-{os.getpid()}-12ab34cd"
    unfinished.write_text("half a rec")
    assert place.verify(mending=True).differences == ()
    assert unfinished.exists()
