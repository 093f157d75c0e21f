import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from threading import Event, Thread

import pytest
import yaml
from click.testing import CliRunner

from indexer.errors import PalermoError
from indexer.settings import Settings
from portal.audit import broken_at
from portal.audit.verifying import known
from portal.backup import back_up, backups, faults, manifest, restore
from portal.backup.files import walk
from portal.cli import main
from portal.commands import with_database
from portal.database import db
from portal.institution.keeping import Kept

ON_SQLITE = pytest.mark.parametrize("database_url", [""], ids=["sqlite"])
OTHER = pytest.mark.parametrize("into", ["sqlite", "postgresql"])


def contents(folder):
    """Every file below a folder."""
    return {name: path.read_bytes() for name, path in walk(folder)}


@pytest.fixture
def empty(tmp_path, into, request):
    """The settings of an empty place, with the database that ``into`` says."""
    url = request.getfixturevalue("other_postgresql_url") if into == "postgresql" else ""
    return Settings(state=tmp_path / "empty" / "state", database_url=url)


@OTHER
def test_restored_portal_is_the_one_that_was_copied(workplace, empty, tmp_path, rows_of):
    """Rows, submitted files, readings, records with revisions and reports are the same, also in the other database."""
    before = rows_of(workplace.settings)
    backup = back_up(workplace.settings, tmp_path / "backups")
    restore(empty, backup)
    after = rows_of(empty)
    assert after == before
    assert {len(after["users"]), len(after["submitted_files"]), len(after["proposals"])} == {3, 2, 6}
    for part in ("files", "readings", "publishing"):
        assert contents(empty.state / part) == contents(workplace.settings.state / part) != {}
    assert contents(empty.published) == contents(workplace.settings.published) != {}
    assert Kept(empty.state).reports() == Kept(workplace.settings.state).reports() != ()
    assert known(empty.state) == known(workplace.settings.state)
    assert known(empty.state).number == len(after["audit"])
    with with_database(empty):
        assert broken_at(db.session) is None


@OTHER
def test_work_goes_on_in_the_restored_place(workplace, empty, tmp_path):
    """New rows get numbers of their own, and the trail goes on from its last entry."""
    restore(empty, back_up(workplace.settings, tmp_path / "backups"))
    with with_database(empty) as app:
        again = replace(workplace, settings=empty, app=app)
        again.submit(again.person("dora"), b"three")
        assert broken_at(db.session) is None


def test_backup_of_a_busy_portal_is_of_one_moment(workplace, tmp_path, rows_of):
    """While people submit and publish, no row lacks its file, none is behind its record by more than one step."""
    stop, faulty = Event(), []

    def write(number):
        turn = 0
        with workplace.app.app_context():
            while not stop.is_set():
                turn += 1
                try:
                    if number:
                        workplace.submit(1, f"{number} {turn}".encode() * 999)
                        stop.wait(0.02)
                    else:
                        workplace.publish("eg-law", turn + 2)
                        stop.wait(0.3)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is told below
                    faulty.append(error)

    writers = [Thread(target=write, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    try:
        made = [back_up(workplace.settings, tmp_path / "backups") for _turn in range(2)]
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert faulty == []
    for number, backup in enumerate(made):
        assert list(faults(backup)) == []
        place = Settings(state=tmp_path / f"place{number}")
        assert restore(place, backup).missing == ()
        rows = rows_of(place)
        assert {row["sha256"] for row in rows["submitted_files"]} <= {
            path.name for _, path in walk(place.state / "files")
        }
        told = max(row["details"]["revision"] for row in rows["audit"] if row["action"] == "record.published")
        record = yaml.safe_load((place.published / "legislation" / "eg-law" / "record.yaml").read_text())
        assert told <= record["revision"]
        assert record["revision"] <= told + 1 or manifest.read(backup).changing


@ON_SQLITE
def test_what_an_earlier_backup_has_is_not_copied_again(workplace, tmp_path):
    """Unchanged files are the same file in both backups, changed ones are not; each backup is whole by itself."""
    first = back_up(workplace.settings, tmp_path / "backups")
    workplace.publish("eg-law", 3)
    second = back_up(workplace.settings, tmp_path / "backups")
    same = {name for name, path in walk(first) if (second / name).exists() and path.samefile(second / name)}
    assert {name.split("/")[0] for name in same} == {"files", "readings", "publishing", "records"}
    assert "records/legislation/eg-law/record.yaml" not in same
    shutil.rmtree(first)
    assert list(faults(second)) == []


@ON_SQLITE
def test_backup_killed_anywhere_is_no_backup(workplace, tmp_path, killed):
    """Killed at any file that is written or synced, it leaves no folder that is taken for a backup."""
    folder = tmp_path / "backups"
    back_up(workplace.settings, folder)
    turn = 1
    while killed(lambda: back_up(workplace.settings, folder), turn := turn + 2):
        assert all(list(faults(backup)) == [] for backup in backups(folder))
    assert turn > 4
    assert list(faults(back_up(workplace.settings, folder))) == []
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == [".lock"]


@ON_SQLITE
def test_restore_killed_anywhere_can_be_run_again(workplace, tmp_path, killed, rows_of):
    """Killed at any file that is written or synced, it has no rows that lack files, and goes on when run again."""
    backup = back_up(workplace.settings, tmp_path / "backups")
    turn, place = -2, Settings(state=tmp_path / "first")
    while killed(lambda: restore(place, backup), turn := turn + 3):
        mark = place.state / ".restoring"
        if mark.exists() or not (place.state / "portal.sqlite").exists():  # else it had ended, but for a last sync
            restore(place, backup)
        assert contents(place.state / "files") == contents(workplace.settings.state / "files")
        assert not mark.exists()
        shutil.rmtree(place.state)
    assert turn > 8
    assert rows_of(place) == rows_of(workplace.settings)


@ON_SQLITE
def test_place_that_is_not_empty_is_refused(workplace, tmp_path, rows_of):
    """Nothing is written where something is already, and every part that is there is named."""
    backup = back_up(workplace.settings, tmp_path / "backups")
    before = rows_of(workplace.settings)
    with pytest.raises(PalermoError, match="empty place only") as error:
        restore(workplace.settings, backup)
    for part in ("sent.sqlite", "files", "readings", "publishing", "records", "portal.sqlite"):
        assert part in str(error.value)
    assert rows_of(workplace.settings) == before


@ON_SQLITE
@pytest.mark.parametrize("harm", ["cut", "removed", "changed", "manifest", "path"])
def test_damaged_backup_is_refused_before_anything_is_written(workplace, tmp_path, harm):
    """A file that is cut off, missing or changed, and a manifest that is damaged or leads out, restore nothing."""
    backup = back_up(workplace.settings, tmp_path / "backups")
    rows = backup / "database" / "users.jsonl"
    if harm == "cut":
        rows.write_bytes(rows.read_bytes()[:-5])
    elif harm == "removed":
        rows.unlink()
    elif harm == "changed":
        rows.write_bytes(rows.read_bytes().replace(b"amal", b"emil"))
    elif harm == "manifest":
        (backup / "manifest.json").write_text("{")
    else:
        said = json.loads((backup / "manifest.json").read_text())
        said["files"]["files/../../../outside"] = {"bytes": 0, "sha256": ""}
        (backup / "manifest.json").write_text(json.dumps(said))
    place = Settings(state=tmp_path / "place")
    with pytest.raises(PalermoError, match="damaged"):
        restore(place, backup)
    assert not place.state.exists()


@ON_SQLITE
def test_missing_file_is_named_and_the_rest_is_copied(workplace, tmp_path, monkeypatch):
    """A submitted file that is damaged or gone is named with exit status 3; all others are in the backup."""
    monkeypatch.setenv("PALERMO_STATE", str(workplace.settings.state))
    lost, damaged = (path for _, path in walk(workplace.settings.state / "files"))
    lost.unlink()
    damaged.write_bytes(b"other")
    result = CliRunner().invoke(main, ["backup", str(tmp_path / "backups")])
    assert result.exit_code == 3
    assert lost.name in result.output
    assert damaged.name in result.output
    (backup,) = backups(tmp_path / "backups")
    assert list(faults(backup)) == []


@ON_SQLITE
def test_commands_say_what_they_did(workplace, tmp_path, monkeypatch):
    """Backup, its check and its restoration say what is in it, and what to run next; only so many are kept."""
    monkeypatch.setenv("PALERMO_STATE", str(workplace.settings.state))
    folder = str(tmp_path / "backups")
    for _turn in range(3):
        result = CliRunner().invoke(main, ["backup", folder, "--keep", "2"])
        assert (result.exit_code, "2 submitted files, 1 records" in result.output) == (0, True)
    found = backups(tmp_path / "backups")
    assert len(found) == 2
    result = CliRunner().invoke(main, ["backup", folder, "--check"])
    assert (result.exit_code, result.output.count("whole")) == (0, 2)
    monkeypatch.setenv("PALERMO_STATE", str(tmp_path / "place"))
    result = CliRunner().invoke(main, ["restore", str(found[-1])])
    assert (result.exit_code, "indexer build" in result.output) == (0, True)
    shutil.rmtree(found[0] / "database")
    result = CliRunner().invoke(main, ["backup", folder, "--check"])
    assert (result.exit_code, "users.jsonl: missing" in result.output) == (1, True)
    assert CliRunner().invoke(main, ["backup", str(tmp_path), "--check"]).exit_code == 1


@ON_SQLITE
def test_folder_within_the_records_is_refused(workplace):
    """A backup is not made into what it copies."""
    with pytest.raises(PalermoError, match="outside"):
        back_up(workplace.settings, workplace.settings.published / "backups")


def test_portal_without_a_workplace_is_backed_up(tmp_path):
    """Where nobody ever signed in, what readers sent is copied and restored, and no database is made for it."""
    settings = Settings(state=tmp_path / "state")
    settings.state.mkdir()
    with closing(sqlite3.connect(settings.state / "sent.sqlite")) as sent, sent:
        sent.execute("CREATE TABLE reports (number INTEGER)")
    place = Settings(state=tmp_path / "place")
    restore(place, back_up(settings, tmp_path / "backups"))
    assert {path.name for path in place.state.iterdir()} == {"sent.sqlite"}
    assert {path.name for path in settings.state.iterdir()} == {"sent.sqlite"}
