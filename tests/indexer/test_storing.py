import os

import pytest

from indexer.storing import copy_whole, write_whole


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
