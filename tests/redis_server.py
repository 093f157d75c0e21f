"""A real Redis for tests, started here and ended afterwards; it keeps nothing on disk."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.needs import unmet
from tests.ports import free_port, wait_until_listening


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis; without the program tests are skipped with the reason, under CI they fail."""
    program = shutil.which("redis-server") or unmet("redis-server (Debian: redis-server) is not installed")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_until_listening(port, "redis-server")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
