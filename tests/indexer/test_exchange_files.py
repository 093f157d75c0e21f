"""Files that ``indexer template`` and ``export`` write, and what is said when they cannot, or are broken off."""

import gc
import json
import resource
import shutil
from contextlib import contextmanager
from errno import ENOSPC

import openpyxl
import pytest

from indexer import application
from indexer.application.replacing import in_the_place_of
from indexer.settings import BUNDLED, Settings
from tests.indexer.test_exchange import indexer
from tests.rights import as_nobody, folder_for_all

RECORDS = ("legislation/eg-2010-64", "legislation/tn-2015-26", "treaty/som-protocol")


@pytest.fixture
def laws(tmp_path):
    """A folder with a collection of some bundled records."""
    for record in RECORDS:
        shutil.copytree(BUNDLED / record, tmp_path / "laws" / record)
    return tmp_path


@contextmanager
def little_room(size=2000):
    """No file can grow larger than so many bytes: what a full disk does, without one."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("broken", ["nothing", "a folder", "no id"])
def test_a_record_that_cannot_be_read_is_left_out_and_named(broken, laws):
    """A record.yaml that is not there, cannot be read, or has no id is named, and the others are exported: status 3."""
    record = laws / "laws" / "legislation" / "eg-2010-64" / "record.yaml"
    text = record.read_text(encoding="utf-8")
    record.unlink()
    if broken == "a folder":
        record.mkdir()
    elif broken == "no id":
        record.write_text(text.replace("id: eg-2010-64\n", "", 1), encoding="utf-8")
    for words in ((), ("--kind", "treaty")):
        done = indexer(laws, "export", "--format", "jsonl", *words)
        assert done.returncode == 3
        assert f"left out: {record}:" in done.stderr
        assert "tn-2015-26" in done.stdout or words
        assert "som-protocol" in done.stdout


def test_a_file_that_cannot_be_written_is_named(laws):
    """A folder that is not there is told in one line that names the file as it was asked for."""
    for words in (("export", "-o"), ("export", "--format", "xlsx", "-o"), ("template",)):
        done = indexer(laws, *words, "nodir/x.xlsx")
        assert done.returncode == 1
        assert done.stderr == "indexer: nodir/x.xlsx: the system refuses this: there is no folder nodir\n"


def test_a_folder_without_the_right_to_write_is_told():
    """Where nobody may write, the line names the file and the reason, and nothing is left."""
    with folder_for_all() as folder:
        (folder / "locked").mkdir(mode=0o555)
        file = folder / "locked" / "x.csv"
        with as_nobody(), pytest.raises(PermissionError) as raised, in_the_place_of(file) as unfinished:
            unfinished.write_text("new")
        assert raised.value.filename == str(file)
        assert list((folder / "locked").iterdir()) == []


@pytest.mark.parametrize("name", ["all.csv", "all.json"])
def test_a_full_disk_leaves_what_was_there(name, laws):
    """An export that cannot be written to its end leaves the earlier file, no part of the new one, and one line."""
    (laws / name).write_text("earlier")
    with little_room():
        done = indexer(laws, "export", "-o", name)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(f"indexer: {name}: ")
    assert (laws / name).read_text() == "earlier"
    assert sorted(path.name for path in laws.iterdir()) == [name, "laws"]


def test_a_workbook_on_a_full_disk_is_told_in_one_line(laws, capfd):
    """A workbook that the disk has no room for is told in one line, and in none when its parts are cleared away."""
    (laws / "full.xlsx").symlink_to("/dev/full")
    done = indexer(laws, "export", "-o", "full.xlsx")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith("indexer: full.xlsx: the disk is full")
    with pytest.raises(OSError, match=r"full\.xlsx") as raised:
        application.write_template(Settings(), (), laws / "full.xlsx")
    assert raised.value.errno == ENOSPC
    gc.collect()
    assert capfd.readouterr().err == ""


def test_what_is_no_ordinary_file_stays_what_it_is(laws):
    """Exporting to a device writes to it, and does not put a file in its place; a link keeps leading to its file."""
    assert indexer(laws, "export", "-o", "/dev/null").returncode == 0
    with open("/dev/null", "rb") as device:  # noqa: PTH123  # a device, not a path of ours
        assert device.read() == b""
    (laws / "link.json").symlink_to("real.json")
    assert indexer(laws, "export", "-o", "link.json").returncode == 0
    assert (laws / "link.json").is_symlink()
    assert len(json.loads((laws / "real.json").read_text(encoding="utf-8"))) == len(RECORDS)


def test_the_format_is_that_of_the_name(laws):
    """Without --format the name of the file decides; a name that says another format than --format is refused."""
    assert indexer(laws, "export", "-o", "all.json").returncode == 0
    assert len(json.loads((laws / "all.json").read_text(encoding="utf-8"))) == len(RECORDS)
    assert indexer(laws, "export", "-o", "all.xlsx").returncode == 0
    assert sorted(openpyxl.load_workbook(laws / "all.xlsx").sheetnames) == ["legislation", "treaty"]
    assert indexer(laws, "export", "-o", "all.txt").returncode == 0
    assert (laws / "all.txt").read_text(encoding="utf-8").startswith("---\nid: ")
    for form, name in (("xlsx", "x.csv"), ("csv", "x.xlsx"), ("json", "x.yml"), ("xlsx", "x.txt")):
        refused = indexer(laws, "export", "--format", form, "-o", name)
        assert refused.returncode == 2, name
        assert f".{form}" in refused.stderr
        assert not (laws / name).exists()


def test_a_template_is_a_workbook(laws):
    """A template with a name that is none of a workbook, or that is taken, is refused with what to do."""
    refused = indexer(laws, "template", "table.csv")
    assert (refused.returncode, "a name that ends in .xlsx" in refused.stderr) == (2, True)
    (laws / "table.xlsx").write_text("filled in")
    taken = indexer(laws, "template", "table.xlsx")
    assert (taken.returncode, "table.xlsx is there already" in taken.stderr) == (2, True)
    assert (laws / "table.xlsx").read_text() == "filled in"


@pytest.mark.parametrize(
    ("words", "part", "told"),
    [
        (("import", "all.csv", "--files", "laws", "--into", "new"), "import_table", "run the import again"),
        (("import", "all.csv", "--into", "new", "--dry-run"), "import_table", "nothing was written"),
        (("export", "-o", "x.csv"), "export_file", "nothing was written"),
        (("export", "--words", "x", "-o", "x.csv"), "Selection", "nothing was written"),
        (("export",), "export_records", "not all of it"),
        (("template", "x.xlsx"), "write_template", "nothing was written"),
    ],
)
def test_ctrl_c_says_what_is_left(words, part, told, laws, monkeypatch):
    """Who breaks a command off is told in its own words what is left of it, with the status of shells for that."""
    (laws / "all.csv").write_text("id,kind\n")

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(application, part, interrupted)
    done = indexer(laws, *words)
    assert done.returncode == 130
    assert done.stderr.startswith("indexer: broken off; ")
    assert told in done.stderr
    assert "read is kept" not in done.stderr
