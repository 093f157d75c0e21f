"""The catalogue follows the folders, whoever changes them, and is made anew when it has to be."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from indexer.corpus.catalogue import Catalogue, Changes, database, rows
from indexer.settings import PROJECT
from indexer.vocabularies import Vocabularies


@pytest.fixture
def file(tmp_path):
    return tmp_path / "var" / "catalogue.sqlite"


@pytest.fixture
def open_catalogue(collection, vocabularies, file):
    """Opens the catalogue of the collection; always the same file."""
    collection.folder.mkdir(exist_ok=True)
    return lambda: Catalogue.open(file, [collection.folder], vocabularies)


@pytest.fixture
def reads(monkeypatch):
    """The paths of all records that are read from now on."""
    read: list[Path] = []

    def read_record(path):
        read.append(path)
        return rows_read_record(path)

    rows_read_record = rows.read_record
    monkeypatch.setattr(rows, "read_record", read_record)
    return read


def as_if_written_long_ago(path: Path) -> None:
    """Give a file an older time: one of this moment would be read once more, to be sure."""
    os.utime(path, (1_700_000_000, 1_700_000_000))


def test_changes_made_by_hand_are_taken_in(collection, open_catalogue, law):
    """Records that were added, changed and removed in the folders are told by their ids and taken in."""
    kept, removed = collection.add(law), collection.add(law.replace("id: no-2020-1", "id: old-1"), slug="old")
    catalogue = open_catalogue()
    collection.add(law.replace("id: no-2020-1", "id: new-1"), slug="new")
    kept.write_text(law.replace("Act on Nothing", "Act on Something"), encoding="utf-8")
    shutil.rmtree(removed.parent)
    assert catalogue.follow() == Changes(added=("new-1",), changed=("no-2020-1",), gone=("old-1",))
    assert [entry.id for entry in catalogue.entries()] == ["new-1", "no-2020-1"]
    assert catalogue.entry("no-2020-1").titles["en"] == "Act on Something"
    assert catalogue.place("old-1") is None


def test_a_folder_may_be_renamed(collection, open_catalogue):
    """A record whose folder got another name is the same record at another place."""
    path = collection.add()
    catalogue = open_catalogue()
    path.parent.rename(path.parent.with_name("another-name"))
    assert catalogue.follow() == Changes(changed=("no-2020-1",))
    assert catalogue.place("no-2020-1").path.name == "another-name"


def test_a_fault_leaves_the_lists_and_comes_back(collection, open_catalogue, law):
    """A record that gets a fault leaves the lists; when it is mended it comes back."""
    path = collection.add()
    catalogue = open_catalogue()
    path.write_text(law.replace("crime: [trafficking_in_persons]", "crime: [arson]"), encoding="utf-8")
    assert catalogue.follow().changed == ("no-2020-1",)
    assert catalogue.entries() == ()
    path.write_text(law, encoding="utf-8")
    catalogue.follow()
    assert catalogue.faulty() == ()
    assert len(catalogue.entries()) == 1


def test_nothing_is_read_when_nothing_changed(collection, open_catalogue, reads):
    """A catalogue that is opened again, and one that follows, reads no record that looks as it did."""
    as_if_written_long_ago(collection.add())
    catalogue = open_catalogue()
    assert len(reads) == 1
    assert not catalogue.follow()
    assert not open_catalogue().follow()
    assert len(reads) == 1


def test_a_second_change_in_the_same_moment_is_seen(collection, open_catalogue, law):
    """A record that was written just before it was read is read again: the clock may not have ticked between."""
    path = collection.add()
    catalogue = open_catalogue()
    state = path.stat()
    path.write_text(law.replace("Act on Nothing", "Act on Notions"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    assert catalogue.follow().changed == ("no-2020-1",)


def test_what_a_writer_has_not_finished_is_not_seen(collection, open_catalogue, law):
    """Hidden folders and files, as writers use them, are no records."""
    collection.add(law, slug=".adding-1-aa")
    catalogue = open_catalogue()
    assert catalogue.ids() == ()
    assert not catalogue.follow()


def test_a_collection_that_is_not_mounted_is_not_forgotten(collection, open_catalogue, caplog):
    """When the folder of a collection disappears, what is known of its records stays, and it is said."""
    collection.add()
    catalogue = open_catalogue()
    away = collection.folder.with_name("away")
    collection.folder.rename(away)
    assert not catalogue.follow()
    assert "is not there" in caplog.text
    assert catalogue.ids() == ("no-2020-1",)
    away.rename(collection.folder)
    assert not catalogue.follow().gone


def test_other_vocabularies_make_it_read_again(collection, open_catalogue, file, tmp_path):
    """A catalogue that is opened with other terms looks at every record again: what is a fault depends on them."""
    as_if_written_long_ago(collection.add())
    assert open_catalogue().faulty() == ()
    others = Path(shutil.copytree(PROJECT / "corpora" / "vocabularies", tmp_path / "vocabularies"))
    acts = others / "act_type.yaml"
    acts.write_text(acts.read_text(encoding="utf-8").replace("\n  law:", "\n  statute:"), encoding="utf-8")
    catalogue = Catalogue.open(file, [collection.folder], Vocabularies.open(others))
    assert "'law' is not in it" in catalogue.faulty()[0].faults
    assert open_catalogue().faulty() == ()


@pytest.mark.parametrize("content", [b"", b"no database " * 400, None], ids=["empty", "damaged", "removed"])
def test_a_damaged_file_is_made_anew(collection, open_catalogue, file, content):
    """A file that was emptied, overwritten or removed under a running program is made anew at the next question."""
    collection.add()
    catalogue = open_catalogue()
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert catalogue.ids() == ("no-2020-1",)
    assert len(open_catalogue().entries()) == 1


def test_a_file_that_is_damaged_inside_is_made_anew(collection, open_catalogue, file):
    """A file whose first page is sound and whose others are not is made anew too."""
    collection.add()
    open_catalogue()
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert len(open_catalogue().entries()) == 1


def test_tables_of_another_version_are_made_anew(collection, open_catalogue, file, monkeypatch):
    """A file that another version of the program wrote is made anew without a word."""
    collection.add()
    open_catalogue()
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript("DROP TABLE records; CREATE TABLE records (another TEXT); PRAGMA user_version = 999")
    assert len(open_catalogue().entries()) == 1
    monkeypatch.setattr(database, "VERSION", database.VERSION + 1)
    assert len(open_catalogue().entries()) == 1


def test_differences_are_told_and_not_mended(collection, open_catalogue, law, file):
    """A catalogue is compared with what the folders say, by content, and stays as it is."""
    stale, extra = collection.add(law), collection.add(law.replace("id: no-2020-1", "id: old-1"), slug="old")
    catalogue = open_catalogue()
    assert catalogue.differences() == ()
    missing = collection.add(law.replace("id: no-2020-1", "id: new-1"), slug="new")
    stale.write_text(law.replace("Act on Nothing", "Act on Something"), encoding="utf-8")
    shutil.rmtree(extra.parent)
    told = [(difference.place, difference.what) for difference in catalogue.differences()]
    assert told == [(missing.parent, "missing"), (stale.parent, "stale"), (extra.parent, "extra")]
    catalogue.follow()
    assert catalogue.differences() == ()
    file.write_bytes(b"no database " * 400)
    assert [difference.what for difference in catalogue.differences()] == ["damaged"]


FOLLOWER = """
import sys, time
from pathlib import Path
from indexer.corpus.catalogue import Catalogue
from indexer.vocabularies import Vocabularies
file, folder, vocabularies, wanted = sys.argv[1:]
catalogue = Catalogue.open(Path(file), [Path(folder)], Vocabularies.open(Path(vocabularies)))
until = time.monotonic() + 60
while len(catalogue.entries()) < int(wanted) and time.monotonic() < until:
    catalogue.follow()
print(len(catalogue.entries()))
"""


def test_several_processes_open_and_follow_at_once(collection, law, file, open_catalogue):
    """Three processes that open a missing catalogue together and follow while records come all see every record."""
    for number in range(40):
        collection.add(law.replace("id: no-2020-1", f"id: first-{number}"), slug=f"first-{number}")
    arguments = [str(file), str(collection.folder), str(PROJECT / "corpora" / "vocabularies"), "80"]
    followers = [
        subprocess.Popen(
            [sys.executable, "-c", FOLLOWER, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    for number in range(40):
        collection.add(law.replace("id: no-2020-1", f"id: second-{number}"), slug=f"second-{number}")
    for follower in followers:
        told, complaint = follower.communicate(timeout=120)
        assert (told.strip(), complaint) == ("80", "")
    catalogue = open_catalogue()
    assert len(catalogue.entries()) == 80
    assert catalogue.differences() == ()


def test_many_records_are_read_by_several_processes(collection, law, open_catalogue, monkeypatch):
    """What processes of their own read is the same as what one reads."""
    for number in range(6):
        collection.add(law.replace("id: no-2020-1", f"id: law-{number}"), slug=f"law-{number}")
    collection.add("nothing: [", slug="broken")
    catalogue = open_catalogue()
    alone = (catalogue.entries(), catalogue.faulty())
    monkeypatch.setattr(rows, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(rows, "CHUNK", 2)
    catalogue.rebuild()
    assert (catalogue.entries(), catalogue.faulty()) == alone


REBUILDER = """
import sys
from pathlib import Path
from indexer.corpus.catalogue import Catalogue, rows
from indexer.vocabularies import Vocabularies
if __name__ == "__main__":
    rows.WORTH_PROCESSES = rows.CHUNK = 1
    file, folder, vocabularies = map(Path, sys.argv[1:])
    catalogue = Catalogue(file, [folder], Vocabularies.open(vocabularies))
    while True:
        catalogue.rebuild()
"""


def children_of(process: int) -> list[int]:
    """The processes that a process started and that are still there."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="processes are looked up in /proc")
def test_a_killed_rebuild_leaves_the_old_catalogue_and_no_process(collection, law, file, open_catalogue):
    """A process that is killed while it rebuilds leaves a catalogue that is whole; those that read for it end too."""
    for number in range(20):
        collection.add(law.replace("id: no-2020-1", f"id: law-{number}"), slug=f"law-{number}")
    catalogue = open_catalogue()
    arguments = [str(file), str(collection.folder), str(PROJECT / "corpora" / "vocabularies")]
    rebuilder = subprocess.Popen([sys.executable, "-c", REBUILDER, *arguments])
    readers = _wait_for(lambda: len(children_of(rebuilder.pid)) > 1 and children_of(rebuilder.pid))
    rebuilder.kill()
    rebuilder.wait()
    assert _wait_for(lambda: not any(_is_running(reader) for reader in readers))
    assert len(catalogue.entries()) == 20
    catalogue.rebuild()
    assert catalogue.differences() == ()


def _is_running(process: int) -> bool:
    """Whether a process is there and not only waits to be noticed as ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait_for(found):
    """What a question gives as soon as that is something; fails after a minute."""
    for _ in range(600):
        if answer := found():
            return answer
        time.sleep(0.1)
    return pytest.fail("waited in vain")
