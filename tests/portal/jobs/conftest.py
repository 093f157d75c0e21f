"""``portal`` as a process of its own."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.settings import PROJECT

Started = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def portal_command(compiled_translations: Path, tmp_path: Path) -> Iterator[Started]:
    """Starts ``portal`` with a state folder and a secret of its own; what still runs at the end is killed."""
    environment = {
        **os.environ,
        "PALERMO_STATE": str(tmp_path / "state"),
        "PALERMO_DATA": str(tmp_path / "data"),
        "PALERMO_TRANSLATIONS": str(compiled_translations),
        "PALERMO_SECRET_KEY": secrets.token_hex(32),
    }
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **given: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "portal.cli", *arguments]
        process = subprocess.Popen(
            command,
            env={**environment, **given},
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
