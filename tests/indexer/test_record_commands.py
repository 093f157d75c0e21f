"""``indexer record ...`` as somebody at the command line meets it."""

import errno
import os

import pytest
from click.testing import CliRunner

from indexer.cli import main

LAW = """\
id: no-2020-1
kind: legislation
title: {en: Act on Nothing}
original_language: en
country: [NO]
files:
  - {id: en, name: My scan.pdf, languages: [en], status: official}
type_of_act: law
adopted: 2020-05
in_force: {value: unknown}
"""


@pytest.fixture
def indexer(monkeypatch, tmp_path):
    """Runs the command line over an empty collection; what it said is given, and how it ended is checked."""
    (tmp_path / "collection").mkdir()
    monkeypatch.setenv("PALERMO_CORPORA", str(tmp_path / "collection"))

    def run(*words, status=0):
        result = CliRunner().invoke(main, [str(word) for word in words])
        assert result.exit_code == status, result.output
        return result.output

    return run


@pytest.fixture
def submitted(tmp_path):
    """A record.yaml with its file beside it, neither named by content nor with a checksum."""
    folder = tmp_path / "submitted"
    folder.mkdir()
    (folder / "My scan.pdf").write_bytes(b"%PDF-1.7 an act")
    (folder / "record.yaml").write_text(LAW, encoding="utf-8")
    return folder / "record.yaml"


def test_from_submission_to_withdrawal_and_back(indexer, submitted):
    """A record is added, revised, compared, withdrawn and restored; each step says what it did."""
    assert "no-2020-1: added" in indexer("record", "add", submitted)
    assert "0 faults" in indexer("check")
    submitted.write_text(LAW.replace("Nothing", "Something"), encoding="utf-8")
    said = indexer("record", "revise", submitted, "--by", "editor", "--note", "Title mended")
    assert said == "no-2020-1: revision 2\n"
    assert "+title: {en: Act on Something}" in indexer("record", "diff", "no-2020-1", 1, 2)
    assert "revision 3" in indexer("record", "withdraw", "no-2020-1", "--reason", "en=Asked for.", "--on", "2026-11-21")
    assert "revision 4" in indexer("record", "restore", "no-2020-1", 1)
    lines = indexer("record", "history", "no-2020-1").splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4"]
    assert "editor  Title mended" in lines[1]
    assert "withdrawn" in lines[2]
    assert "Act on Nothing" in indexer("record", "show", "no-2020-1")
    assert "Act on Something" in indexer("record", "show", "no-2020-1", "--revision", 2)


def test_files_lie_elsewhere(indexer, submitted, tmp_path):
    """The files of a record may lie in another folder; one that is not there is named with its line."""
    (tmp_path / "scans").mkdir()
    (submitted.parent / "My scan.pdf").rename(tmp_path / "scans" / "My scan.pdf")
    said = indexer("record", "add", submitted, status=1)
    assert "record.yaml:7: files[0].name: a file of this name in" in said
    assert "sha256: " not in said
    indexer("record", "add", submitted, "--files", tmp_path / "scans")


def test_the_right_collection(indexer, submitted, tmp_path, monkeypatch):
    """With several collections one has to be named, and an id that another one has is refused."""
    (tmp_path / "other").mkdir()
    monkeypatch.setenv("PALERMO_CORPORA", f"{tmp_path / 'collection'}:{tmp_path / 'other'}")
    assert "--into" in indexer("record", "add", submitted, status=1)
    indexer("record", "add", submitted, "--into", tmp_path / "collection")
    assert "has a record with this id" in indexer("record", "add", submitted, "--into", tmp_path / "other", status=1)
    for folder, said in (("nowhere", "mkdir"), ("collection/legislation", "name the folder above its kinds")):
        assert said in indexer("record", "add", submitted, "--into", tmp_path / folder, status=1)


def test_nothing_goes_into_the_bundled_collection_unasked(indexer, submitted, monkeypatch):
    """Where only the bundled collection is served, a collection has to be named."""
    monkeypatch.delenv("PALERMO_CORPORA")
    assert "say with --into" in indexer("record", "add", submitted, status=1)


def test_all_faults_at_once(indexer, submitted):
    """Faults of schema, terms and files are told in one run, each with its line."""
    wrong = LAW.replace("[NO]", "[XX]").replace("adopted: 2020-05", "adopted: soon").replace("My scan", "Your scan")
    submitted.write_text(wrong, encoding="utf-8")
    said = indexer("record", "add", submitted, status=1)
    for line, field in ((5, "country[0]"), (7, "files[0].name"), (9, "adopted")):
        assert f"record.yaml:{line}: {field}: " in said


@pytest.mark.parametrize("name", ["/etc/hostname", "../outside.pdf", "..", ".hidden.pdf", "link.pdf", "empty.pdf"])
def test_files_come_from_their_folder_only(indexer, submitted, name):
    """Paths, hidden files, links and empty files are refused: what is taken in can be read by everybody later."""
    (submitted.parent.parent / "outside.pdf").write_bytes(b"%PDF-1.7 a secret")
    (submitted.parent / ".hidden.pdf").write_bytes(b"%PDF-1.7 a secret")
    (submitted.parent / "link.pdf").symlink_to("/etc/hostname")
    (submitted.parent / "empty.pdf").touch()
    submitted.write_text(LAW.replace("My scan.pdf", name), encoding="utf-8")
    assert "record.yaml:7: files[0].name: " in indexer("record", "add", submitted, status=1)


def test_a_file_that_cannot_be_read_is_told(indexer, submitted):
    """A file that cannot be searched is taken in, and said so with what it is and what is accepted."""
    (submitted.parent / "My scan.pdf").write_text("<svg/>", encoding="utf-8")
    said = indexer("record", "add", submitted)
    assert "My scan.pdf is a drawing (SVG); accepted are PDF, DOCX" in said
    assert "not searched" in said


def test_relations_lead_to_records_that_are_there(indexer, submitted):
    """A record that names one that is nowhere is refused, when it is added and when it is revised."""
    indexer("record", "add", submitted)
    submitted.write_text(LAW + "relations: [{type: amends, record: no-1999-1}]\n", encoding="utf-8")
    assert "there is no record no-1999-1" in indexer("record", "revise", submitted, status=1)


def test_a_record_is_not_revised_by_itself(indexer, submitted, tmp_path):
    """Revising with the record's own file is refused: what it said before would be kept nowhere."""
    indexer("record", "add", submitted)
    own = tmp_path / "collection" / "legislation" / "no-2020-1" / "record.yaml"
    own.write_text(own.read_text(encoding="utf-8").replace("Nothing", "Something"), encoding="utf-8")
    assert "edit a copy in another folder" in indexer("record", "revise", own, "--note", "mended", status=1)


def test_a_revision_that_says_the_same_is_said_so(indexer, submitted):
    """Nobody is told of a revision that was not made."""
    indexer("record", "add", submitted)
    assert "revision 1 says the same already" in indexer("record", "revise", submitted, "--note", "mended")


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "no right to do this there"), (errno.EIO, "the system refuses")],
)
def test_what_the_system_refuses(indexer, submitted, monkeypatch, number, said):
    """A full disk or a folder without rights ends in one line that names the place, and nothing is left behind."""
    indexer("record", "add", submitted)
    submitted.write_text(LAW.replace("Nothing", "Something"), encoding="utf-8")

    def refuse(_handle):
        raise OSError(number, os.strerror(number), "record.yaml")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", refuse)
        assert f"record.yaml: {said}" in indexer("record", "revise", submitted, status=1)
    assert "Act on Nothing" in indexer("record", "show", "no-2020-1")
    assert "0 faults" in indexer("check")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("withdraw", "no-2020-1"), 2, "--reason"),
        (("withdraw", "no-2020-1", "--reason", "asked for"), 2, 'en="..."'),
        (("withdraw", "no-2020-1", "--reason", "en=x", "--on", "tomorrow"), 2, "tomorrow"),
        (("history", "no-2020-9"), 1, "no record has the id 'no-2020-9'"),
        (("diff", "no-2020-1", 1, 5), 1, "there is no revision 5; there are 1"),
        (("restore", "no-2020-1", 0), 2, "REVISION"),
        (("revise", "nowhere.yaml"), 2, "nowhere.yaml"),
        (("revise", __file__, "--expected", "abc"), 2, "hexadecimal"),
        (("withdraw", "no-2020-1", "--reason", "xx=x"), 1, "vocabulary language"),
    ],
)
def test_wrong_words(indexer, submitted, words, status, said):
    """What cannot be done is said in one line that names what is wrong."""
    indexer("record", "add", submitted)
    assert said in indexer("record", *words, status=status)


def test_an_editor_who_comes_too_late(indexer, submitted):
    """With the checksum that was read a revision is refused once somebody else made one."""
    indexer("record", "add", submitted)
    submitted.write_text(LAW.replace("Nothing", "Something"), encoding="utf-8")
    assert "at revision 1 now" in indexer("record", "revise", submitted, "--expected", "0" * 64, status=1)


def test_handing_in_a_tombstone(indexer, submitted):
    """A withdrawal is not handed in as a record."""
    head = "".join(LAW.splitlines(keepends=True)[:4])
    submitted.write_text(head + "withdrawn: {on: 2026-11-21, reason: {en: x}}\n", encoding="utf-8")
    assert "indexer record withdraw" in indexer("record", "add", submitted, status=1)
