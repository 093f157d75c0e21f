"""Every kind of difference between folders and what is derived from them is named, and mended without a loss."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import application
from indexer.application import verify_corpora
from indexer.errors import IndexDamaged
from indexer.pipeline.progress import QuietProgress
from indexer.readings import Readings
from tests.indexer.pipeline.verified import EGYPT, SPECIMEN, TUNISIA, Place, change


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
    assert all(difference.what.endswith("PALERMO_PDF_BYTES allows 10") for difference in report.differences)
    assert [difference.todo for difference in report.differences] == ["mend that, and run `indexer build`"] * 3
    assert len(report.problems) == 3
    assert report.mended == ()
    again = verify_corpora(hopeless, QuietProgress(), whole=True, mending=False)
    assert again.differences == report.differences


def test_a_file_that_can_be_read_better_says_why_it_was_not(place: Place) -> None:
    """A scan that was read without OCR is told of with that reason, not as one that was never tried."""
    shutil.copytree(SPECIMEN / "legislation/sa-2009-m40", place.folder / "legislation" / "sa-2009-m40")
    report = verify_corpora(replace(place.settings, ocr=False), QuietProgress(), whole=True, mending=True)
    assert report.differences == ()
    (difference,) = place.verify().differences
    assert "OCR is switched off" in difference.what
    assert difference.what.startswith("pages 1 to 2: ")
    assert difference.todo == "mend that, and run `indexer build`"


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


def test_a_build_takes_the_place_of_a_damaged_index(place: Place) -> None:
    """A build writes an index that is damaged anew, and says why."""
    damaged_index(place)
    with pytest.raises(IndexDamaged, match="indexer build"):
        place.find("consentement")
    assert application.build(place.settings, QuietProgress()).anew == "it was damaged"
    assert place.find("consentement de la victime") == ["tn-2016-61"]


def test_a_wrong_folder_empties_no_index(place: Place, tmp_path: Path) -> None:
    """Where no record is left nothing is taken out of the index, however it is asked for."""
    (tmp_path / "empty").mkdir()
    wrong = replace(place.settings, corpora=(tmp_path / "empty",))
    report = verify_corpora(wrong, QuietProgress(), whole=True, mending=True)
    assert {difference.place for difference in report.differences} >= {"index, eg-1983-117", "index, tn-2016-61"}
    assert place.find("consentement") == ["tn-2016-61"]
