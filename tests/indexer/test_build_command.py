"""``indexer build`` as an administrator calls it: what it says, what it leaves alone, and how it ends."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.settings import PROJECT

SPECIMEN = PROJECT / "corpora" / "specimen"
EGYPT = "legislation/eg-1983-117"
TUNISIA = "legislation/tn-2016-61"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built collection of two records in it."""
    folder = tmp_path_factory.mktemp("build")
    for record in (TUNISIA, EGYPT):
        shutil.copytree(SPECIMEN / record, folder / "laws" / record)
    assert call(folder).returncode == 0
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "place"))


def call(
    place: Path, *words: str, command: str = "build", corpora: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Call ``indexer build`` in a folder, with ``var`` there for what is derived and ``laws`` as the collection."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "ELASTICSEARCH"))}
    own = {
        "PALERMO_DATA": str(place / "var"),
        "PALERMO_CORPORA": corpora or str(place / "laws"),
        "PYTHONPATH": str(PROJECT),
    }
    return subprocess.run(
        [sys.executable, "-m", "indexer.cli", command, *words],
        cwd=place,
        env={**kept, **own},
        capture_output=True,
        text=True,
        check=False,
    )


def spoil(place: Path) -> None:
    """Make one of the two records one with a fault."""
    (place / "laws" / EGYPT).mkdir(exist_ok=True)
    (place / "laws" / EGYPT / "record.yaml").write_text("id: eg-1983-117\nkind: law\n", encoding="utf-8")


def test_a_build_says_what_it_did(place: Path) -> None:
    """One line says what the index has, what was written and removed, and what was read; the status is 0."""
    called = call(place)
    assert called.returncode == 0
    assert called.stdout.endswith("in the index: 0 written, 0 removed; 0 files read, 3 known from before.\n")
    shutil.rmtree(place / "laws" / EGYPT)
    assert ": 0 written, 1 removed; " in call(place, "--only", "eg-1983-117").stdout


def test_a_dry_run_touches_nothing(place: Path) -> None:
    """With --dry-run the ids are named, nothing is written, and the build that follows does what was said."""
    shutil.rmtree(place / "laws" / EGYPT)
    shutil.copytree(SPECIMEN / "legislation" / "sn-2005-06", place / "laws" / "legislation" / "sn-2005-06")
    before = {path: path.stat().st_mtime_ns for path in (place / "var").rglob("*")}
    said = call(place, "--dry-run")
    assert {path: path.stat().st_mtime_ns for path in (place / "var").rglob("*")} == before
    assert said.returncode == 0
    assert "write   sn-2005-06\n" in said.stdout
    assert "remove  eg-1983-117\n" in said.stdout
    assert "read    sn-2005-06/" in said.stdout
    assert "1 removed; 1 file read" in call(place).stdout


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--only", "tn-2016-61"), 0, "0 written"),
        (("--since", "2999-01-01"), 0, "0 written"),
        (("--full",), 0, "it was asked for"),
        (("--only", "tn-2016"), 1, "no record has the id tn-2016"),
        (("--full", "--only", "tn-2016-61"), 2, "--full"),
        (("--since", "yesterday"), 2, "yesterday"),
    ],
)
def test_a_build_ends_as_documented(place: Path, words: tuple[str, ...], status: int, told: str) -> None:
    """The status is 0 for work done, 1 for what cannot be done, 2 for wrong words, with one clear line."""
    called = call(place, *words)
    assert called.returncode == status, called.stderr
    assert told in called.stdout + called.stderr
    assert "Traceback" not in called.stderr


@pytest.mark.parametrize("words", [(), ("--dry-run",), ("--only", "eg-1983-117")])
def test_a_fault_is_told_each_time(place: Path, words: tuple[str, ...]) -> None:
    """A record with a fault that is looked at is named with its line, and the status is 3."""
    spoil(place)
    called = call(place, *words)
    assert called.returncode == 3, called.stderr
    assert "eg-1983-117/record.yaml:2: kind" in called.stderr


def test_a_dry_run_ends_as_the_build_does(place: Path) -> None:
    """A relation to a record that is not there is told with --dry-run as the build tells it, and the status is 3.

    With the other collection of the settings the record is there, though only one collection is built.
    """
    (place / "others" / "legislation").mkdir(parents=True)
    (place / "laws" / EGYPT).rename(place / "others" / EGYPT)
    with (place / "laws" / TUNISIA / "record.yaml").open("a", encoding="utf-8") as record:
        record.write("relations:\n  - {type: related, record: eg-1983-117}\n")
    planned, called = call(place, "--dry-run"), call(place)
    assert (planned.returncode, called.returncode) == (3, 3)
    told = [line for line in called.stderr.splitlines() if line.startswith("indexed with a fault")]
    assert len(told) == 1
    assert told[0] in planned.stderr
    both = f"{place / 'laws'}{os.pathsep}{place / 'others'}"
    assert [call(place, "laws", *words, corpora=both).returncode for words in (("--dry-run",), ())] == [0, 0]


def test_a_fault_elsewhere_is_not_told(place: Path) -> None:
    """A record that is not looked at does not change how the build of another one ends."""
    spoil(place)
    called = call(place, "--only", "tn-2016-61")
    assert (called.returncode, "left out" in called.stderr) == (0, False)


def test_status_tells_what_waits(place: Path) -> None:
    """``status`` prints what the index holds and what a build would do; --brief leaves the records alone.

    Half of this index is replaced, so that all of it would be written.
    """
    shutil.rmtree(place / "laws" / EGYPT)
    shutil.copytree(SPECIMEN / "legislation" / "sn-2005-06", place / "laws" / "legislation" / "sn-2005-06")
    said = dict(line.split(None, 1) for line in call(place, command="status").stdout.splitlines())
    assert said["records"] == "2"
    assert said["languages"] == "ar 2, fr 1"
    assert said["files"] == "3"
    assert said["problems"].startswith("0 files")
    assert said["waiting"] == "1 file to read, 2 records to write, 1 to remove"
    assert call(place).returncode == 0
    spoil(place)
    said = dict(line.split(None, 1) for line in call(place, command="status").stdout.splitlines())
    assert said["left_out"] == "1 record with faults"
    assert said["waiting"] == "0 files to read, 0 records to write, 0 to remove"
    brief = call(place, "--brief", command="status").stdout
    assert "records      2\n" in brief
    assert "waiting" not in brief
