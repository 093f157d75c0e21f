"""Files of every accepted type, and what their reading needs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.needs import unmet


@pytest.fixture
def needs_office() -> None:
    """The test needs LibreOffice."""
    if not shutil.which("soffice"):
        unmet("LibreOffice is not installed")


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """``given(name, content)``: a file."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
