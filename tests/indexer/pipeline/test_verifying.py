"""Every kind of difference between folders and what is derived from them is named, and mended without a loss."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from indexer import application
from indexer.application import VerifyReport, verify_corpora
from indexer.corpus import Collection, PartialDate, Revised, Withdrawal, read_record
from indexer.pipeline.progress import QuietProgress
from indexer.readings import Readings
from indexer.settings import PROJECT, Settings
from indexer.vocabularies import Vocabularies

SPECIMEN = PROJECT / "corpora" / "specimen"
TUNISIA = "legislation/tn-2016-61"
EGYPT = "legislation/eg-1983-117"


@dataclass(frozen=True)
class Place:
    """A built collection of two records, and the settings that name it."""

    folder: Path
    settings: Settings

    def verify(self, *, mending: bool = False, whole: bool = True) -> VerifyReport:
        """Compare, and mend if told."""
        return verify_corpora(self.settings, QuietProgress(), whole=whole, mending=mending)

    def told(self, *, whole: bool = True) -> list[str]:
        """The differences as lines, paths from the collection or the data folder on."""
        lines = (str(difference) for difference in self.verify(whole=whole).differences)
        return [line.replace(f"{self.folder}/", "").replace(f"{self.settings.data}/", "") for line in lines]

    def find(self, words: str) -> list[str]:
        """The ids of the records that a question finds."""
        with application.open_search(self.settings) as search:
            return [hit.id for hit in search.search(application.parse_parameters([("q", words)])).hits]


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A collection of two records, built."""
    folder = tmp_path_factory.mktemp("verifying")
    for record in (TUNISIA, EGYPT):
        shutil.copytree(SPECIMEN / record, folder / "laws" / record)
    settings = Settings(corpora=(folder / "laws",), data=folder / "var", engine="embedded", workers=2)
    application.build(settings, QuietProgress())
    return Place(folder / "laws", settings)


@pytest.fixture
def place(built_once: Place, tmp_path: Path) -> Place:
    """A copy of it that a test may change; the folder of the collection is another one, as after a move."""
    shutil.copytree(built_once.folder, tmp_path / "laws")
    shutil.copytree(built_once.settings.data, tmp_path / "var")
    settings = replace(built_once.settings, corpora=(tmp_path / "laws",), data=tmp_path / "var")
    application.open_catalogue(settings, application.open_vocabularies(settings))
    return Place(tmp_path / "laws", settings)


def change(record: Path, old: str, new: str) -> None:
    """Change the text of a record.yaml by hand."""
    path = record / "record.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def retitled(place: Place) -> None:
    change(place.folder / EGYPT, "id: eg-1983-117", "# looked at again\nid: eg-1983-117")


def removed(place: Place) -> None:
    shutil.rmtree(place.folder / EGYPT)


def added(place: Place) -> None:
    path = Path(shutil.copytree(place.folder / TUNISIA, place.folder / "legislation" / "another"))
    change(path, "id: tn-2016-61", "id: another")


def killed_writers(place: Place) -> None:
    (place.folder / "legislation" / ".adding-4194305-ab12" / "new").mkdir(parents=True)
    (place.folder / EGYPT / ".writing-4194305-cd34").write_text("half a rec")
    (place.folder / "legislation" / ".writing-1-ab").write_text("not a name of ours")
    old = place.folder / f".writing-{os.getpid()}-12345678"
    old.write_text("of another process with this number")
    os.utime(old, (0, 0))
    (place.settings.data / "pages" / ".writing-4194305-12345678").write_text("half a reading")


def no_catalogue(place: Place) -> None:
    place.settings.catalogue.unlink()


def damaged_catalogue(place: Place) -> None:
    place.settings.catalogue.write_bytes(b"no database " * 500)


def no_readings(place: Place) -> None:
    shutil.rmtree(place.settings.data / "structure")


def no_index(place: Place) -> None:
    shutil.rmtree(place.settings.index)


def damaged_index(place: Place) -> None:
    for store in place.settings.index.rglob("*.store"):
        store.write_bytes(store.read_bytes()[:-20])


LEFT_BEHIND = "left behind by a writer that was killed; it can be removed"
NOT_IN_CATALOGUE = "the catalogue has to follow the folders"
BUILD = "run `indexer build`"
CASES: list[tuple[Callable[[Place], None], list[str]]] = [
    (
        retitled,
        [
            f"{EGYPT}: the catalogue has what the record said before; {NOT_IN_CATALOGUE}",
            f"index, eg-1983-117: the record is in the index as it was before; {BUILD}",
        ],
    ),
    (
        added,
        [
            f"legislation/another: the catalogue does not have this record; {NOT_IN_CATALOGUE}",
            f"index, another: the record is not in the index; {BUILD}",
        ],
    ),
    (
        killed_writers,
        [
            f".writing-{os.getpid()}-12345678: {LEFT_BEHIND}",
            f"legislation/.adding-4194305-ab12: {LEFT_BEHIND}",
            f"legislation/.writing-1-ab: {LEFT_BEHIND}",
            f"{EGYPT}/.writing-4194305-cd34: {LEFT_BEHIND}",
            f"pages/.writing-4194305-12345678: {LEFT_BEHIND}",
        ],
    ),
    (no_catalogue, ["catalogue.sqlite: there is no catalogue; it is made when the collections are opened"]),
    (
        damaged_catalogue,
        ["catalogue.sqlite: the catalogue is damaged; it is made anew when the collections are opened"],
    ),
    (no_index, [f"index: there is no index; {BUILD}"]),
    (damaged_index, [f"index: it is damaged; {BUILD}"]),
]


@pytest.mark.parametrize(("damage", "lines"), CASES, ids=[damage.__name__ for damage, _ in CASES])
def test_what_can_be_mended_is_named_and_mended(
    place: Place, damage: Callable[[Place], None], lines: list[str]
) -> None:
    """A difference is told with its place and what to do; verifying mends nothing unless told to."""
    assert place.told() == []
    damage(place)
    assert place.told() == lines
    assert place.told() == lines
    report = place.verify(mending=True)
    assert (len(report.mended), report.differences) == (len(lines), ())
    assert place.told() == []
    assert "tn-2016-61" in place.find("consentement de la victime")


def test_a_removed_record_leaves_its_readings(place: Place) -> None:
    """A record that is gone leaves catalogue and index when mended; its readings are counted and never deleted."""
    removed(place)
    told = place.told()
    assert f"{EGYPT}: the catalogue has a record that is not there; {NOT_IN_CATALOGUE}" in told
    assert f"index, eg-1983-117: no sound record has this id; {BUILD}" in told
    assert len(told) == 2
    report = place.verify(mending=True)
    assert report.differences == ()
    (note,) = report.notes
    assert note.startswith(f"{place.settings.data}: readings of 1 file that no record of these collections names")
    assert place.find("الآثار") == []
    assert len(Readings(place.settings.data).kept()) == 3


def test_what_belongs_to_no_collection_is_told_of_all_only(place: Place) -> None:
    """When some collections are named, records and readings of others are no differences."""
    removed(place)
    told = place.told(whole=False)
    assert told == [f"{EGYPT}: the catalogue has a record that is not there; {NOT_IN_CATALOGUE}"]


def test_files_that_were_not_read_are_read(place: Place) -> None:
    """A file without a reading of this version is named; mended it is read and found again."""
    no_readings(place)
    assert [line.partition(": ")[2] for line in place.told()] == [f"not read by this version; {BUILD}"] * 3
    assert len(place.verify(mending=True).mended) == 3
    assert place.told() == []


def test_a_file_that_cannot_be_read_stays_a_difference(place: Place) -> None:
    """A file that gives no reading is told of as tried, with the reason, and the records are indexed all the same."""
    no_readings(place)
    shutil.rmtree(place.settings.data / "pages")
    hopeless = replace(place.settings, pdf_bytes=10)
    report = verify_corpora(hopeless, QuietProgress(), whole=True, mending=True)
    assert [difference.what for difference in report.differences] == ["the last build could not read it"] * 3
    assert len(report.problems) == 3
    assert report.mended == ()
    again = verify_corpora(hopeless, QuietProgress(), whole=True, mending=False)
    assert again.differences == report.differences


def test_a_file_that_can_be_read_better_says_why_it_was_not(place: Place) -> None:
    """A scan that was read without OCR is told of with that reason, not as one that was never tried."""
    shutil.copytree(SPECIMEN / "legislation/sa-2009-m40", place.folder / "legislation" / "sa-2009-m40")
    report = verify_corpora(replace(place.settings, ocr=False), QuietProgress(), whole=True, mending=True)
    (difference,) = report.differences
    assert "OCR is switched off" in difference.what
    assert difference.what.startswith("pages 1 to 2: ")
    assert difference.todo == "mend that, and run `indexer build`"


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


def test_a_relation_to_nothing_keeps_no_record_out_of_the_index(place: Place) -> None:
    """A record whose relation leads nowhere is indexed and told of; one into another collection is no difference."""
    shutil.move(place.folder / EGYPT, place.folder.with_name("others") / EGYPT)
    other = "relations: [{type: related, record: eg-1983-117}]\nid: tn-2016-61"
    change(place.folder / TUNISIA, "id: tn-2016-61", other)
    (fault,) = application.build(place.settings, QuietProgress()).minor
    assert fault.expected.endswith("there is no record eg-1983-117")
    assert place.find("consentement") == ["tn-2016-61"]
    (difference,) = place.verify().differences
    assert difference.place == f"{place.folder / TUNISIA}/record.yaml:1"
    others = [place.folder.with_name("others")]
    report = verify_corpora(place.settings, QuietProgress(), whole=True, mending=False, others=others)
    assert report.differences == ()


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


def test_a_wrong_folder_empties_no_index(place: Place, tmp_path: Path) -> None:
    """Where no record is left nothing is taken out of the index, however it is asked for."""
    (tmp_path / "empty").mkdir()
    wrong = replace(place.settings, corpora=(tmp_path / "empty",))
    report = verify_corpora(wrong, QuietProgress(), whole=True, mending=True)
    assert {difference.place for difference in report.differences} >= {"index, eg-1983-117", "index, tn-2016-61"}
    assert place.find("consentement") == ["tn-2016-61"]
