"""Ports of this machine for the servers that tests start."""

from __future__ import annotations

import socket
import time

from tests.needs import unmet

PATIENCE = 20
"""Seconds that a server has to listen."""


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until_listening(port: int, server: str) -> None:
    """Wait for a server to listen; one that does not is a need that is not met."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    unmet(f"{server} did not start")
