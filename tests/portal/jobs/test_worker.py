"""``portal work`` as a process: it begins, sweeps, and ends in order."""

import os
import secrets
import signal
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


def test_worker_ends_in_order(portal_command, tmp_path):
    """The worker makes the database, says that it works, and ends by SIGTERM with status 0."""
    worker = portal_command("work")
    assert worker.stdout.readline() == "Working (Ctrl+C stops it)\n"
    worker.send_signal(signal.SIGTERM)
    said, complained = worker.communicate(timeout=60)
    assert (worker.returncode, said, complained) == (0, "", "")
    assert (tmp_path / "state" / "portal.sqlite").is_file()


def test_nothing_to_work_on_without_a_secret(portal_command):
    """Without a secret the worker says that there is nothing to work on."""
    worker = portal_command("work", PALERMO_SECRET_KEY="")
    _, complained = worker.communicate(timeout=60)
    assert worker.returncode == 1
    assert "PALERMO_SECRET_KEY" in complained


def test_worker_beside_ends_with_its_server(portal_command):
    """A worker that works beside a server ends when that is gone, however it went."""
    worker = portal_command("work", "--beside", "1")  # it is not the parent from the beginning
    worker.communicate(timeout=60)
    assert worker.returncode == 0
