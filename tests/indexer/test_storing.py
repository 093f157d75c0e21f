import os

import pytest

from indexer.storing import copy_whole, left_behind, write_whole


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    """When the disk refuses, the old file stays as it was and nothing is left beside it."""
    path = tmp_path / "file"
    write_whole(path, b"old")

    def refuse(_handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="no space left"):
        write_whole(path, b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"old")]


def test_a_copy_is_whole(tmp_path):
    """A file that is taken in has the content of its source and replaces what was there."""
    source, path = tmp_path / "source", tmp_path / "file"
    source.write_bytes(bytes(range(256)) * 10_000)
    path.write_bytes(b"old")
    copy_whole(source, path)
    assert path.read_bytes() == source.read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "source"]


def test_folders_are_made(tmp_path):
    """Folders that are not there yet are made."""
    write_whole(tmp_path / "a" / "b" / "file", b"new")
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"new"


def test_what_a_killed_writer_left_is_known(tmp_path):
    """An unfinished name is left behind if the process that it names is gone, and not while that is at work."""
    gone, at_work = ".writing-4194305-0a1b2c3d", f".writing-{os.getpid()}-0a1b2c3d"
    for name in (gone, at_work, "whole.json", ".writing-notes"):
        (tmp_path / name).touch()
    assert [path.name for path in left_behind(tmp_path)] == [gone, ".writing-notes"]
    os.utime(tmp_path / at_work, (0, 0))
    assert tmp_path / at_work in left_behind(tmp_path)
    assert not list(left_behind(tmp_path / "nowhere"))
