"""What a writer that was killed leaves in the store of readings."""

from pathlib import Path

import pytest

from indexer.model import Pages, Structure
from indexer.readings import Readings

SHA256 = "ab" * 32


@pytest.mark.parametrize("stage", ["pages", "structure", "images"])
def test_what_a_killed_writer_left_goes_when_its_work_is_done_again(stage: str, tmp_path: Path) -> None:
    """Whatever stage it was writing, what is kept in its place stands alone in the folder."""
    folder = tmp_path / stage / SHA256[:2] / SHA256
    folder.mkdir(parents=True)
    (folder / ".writing-4194305-0a1b2c3d").write_bytes(b"half")
    readings = Readings(tmp_path)
    readings.keep_pages(Pages(SHA256, "1", ()))
    readings.keep_structure(Structure(SHA256, "1", "", {}, (), "", ()), "1")
    readings.keep_image(SHA256, 1, 80, b"\x89PNG\r\n\x1a\n...IEND\xaeB`\x82")
    assert not list(folder.glob(".*"))
