"""Submitted files are kept once, as they were sent."""

import hashlib
import stat
from io import BytesIO

import pytest

from indexer.settings import Settings
from portal.submissions import keeping


def test_file_is_kept_under_its_checksum(tmp_path):
    """A file lies under the SHA-256 of its content, readable by its owner alone, whoever sends it again."""
    settings = Settings(state=tmp_path / "state")
    kept = keeping.keep(settings, BytesIO(b"a law"))
    again = keeping.keep(settings, BytesIO(b"a law"))
    assert kept == again
    assert kept.sha256 == hashlib.sha256(b"a law").hexdigest()
    assert kept.path == tmp_path / "state" / "files" / kept.sha256[:2] / kept.sha256
    assert kept.path.read_bytes() == b"a law"
    assert kept.bytes == 5
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.path.parent.stat().st_mode) == 0o700
    assert [path.name for path in keeping.kept(settings)] == [kept.sha256]


def test_broken_stream_leaves_nothing(tmp_path):
    """If the content cannot be read to its end, or the disk refuses, nothing is left of it."""

    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:  # noqa: ARG002 - as streams have it
            raise OSError("the line broke")

    settings = Settings(state=tmp_path)
    with pytest.raises(OSError, match="the line broke"):
        keeping.keep(settings, Broken())
    assert list((tmp_path / "files").iterdir()) == []


def test_what_a_killed_process_left_is_cleared_away(tmp_path):
    """A file that a process was writing when it was killed goes; those that are kept stay."""
    settings = Settings(state=tmp_path)
    kept = keeping.keep(settings, BytesIO(b"a law"))
    left = tmp_path / "files" / ".writing-999999999-0123abcd"
    left.write_bytes(b"a la")
    keeping.clear_away(settings)
    assert not left.exists()
    assert kept.path.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "", "0" * 63])
def test_only_checksums_lead_to_files(tmp_path, name):
    """What is no SHA-256 is no place of a file."""
    with pytest.raises(ValueError, match="SHA-256"):
        keeping.path_of(Settings(state=tmp_path), name)
