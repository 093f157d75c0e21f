"""A real Redis for tests, started here and ended afterwards; it keeps nothing on disk."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from tests.needs import unmet

PATIENCE = 20
"""Seconds that the server has to answer."""


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis; without the program tests are skipped with the reason, under CI they fail."""
    program = shutil.which("redis-server") or unmet("redis-server (Debian: redis-server) is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            _wait_until_listening(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()


def _wait_until_listening(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    unmet("redis-server did not start")
