"""``portal serve`` has a worker beside itself."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.ports import free_port

PATIENCE = 120
"""Seconds after which something is wrong."""


def workers_of(server: int) -> set[int]:
    """The processes that a server started to work."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == server and b"work" in command:
            found.add(int(folder.name))
    return found


def wait_for(server: int, is_so) -> set[int]:
    """Look at the workers of a server until it is so."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        workers = workers_of(server)
        if is_so(workers):
            return workers
        time.sleep(0.1)
    pytest.fail(f"workers: {workers}")


@pytest.fixture
def serving(portal_command, tmp_path):
    """Starts ``portal serve`` over a collection without records, and gives it when it can be asked."""

    def serve(**given):
        (tmp_path / "laws").mkdir()
        laws = {"PALERMO_DEMONSTRATION": "no", "PALERMO_CORPORA": str(tmp_path / "laws"), "PALERMO_ENGINE": "embedded"}
        server = portal_command("serve", "--port", str(free_port()), "--workers", "1", **laws, **given)
        said = iter(server.stdout.readline, "")
        assert any("Palermo is at" in line for line in said)
        return server

    return serve


def test_worker_is_started_anew_and_ends_with_its_server(serving):
    """A worker that dies is started anew; when the server ends its worker ends too."""
    server = serving()
    (first,) = wait_for(server.pid, lambda workers: len(workers) == 1)
    os.kill(first, signal.SIGKILL)
    (second,) = wait_for(server.pid, lambda workers: len(workers) == 1 and workers != {first})
    server.send_signal(signal.SIGTERM)
    server.communicate(timeout=PATIENCE)
    assert not Path(f"/proc/{second}").exists()


def test_no_worker_where_none_is_wanted(serving):
    """With ``PALERMO_JOBS=no`` the server starts none."""
    server = serving(PALERMO_JOBS="no")
    assert workers_of(server.pid) == set()


def test_server_that_ends_leaves_its_worker_to_itself(serving):
    """A process that answers ends without touching what belongs to the first one: the worker is not ended twice."""
    server = serving()
    wait_for(server.pid, lambda workers: len(workers) == 1)
    assert server.stdout.readline() == "Working (Ctrl+C stops it)\n"
    server.send_signal(signal.SIGTERM)
    _, complained = server.communicate(timeout=PATIENCE)
    assert (server.returncode, complained) == (0, "")
