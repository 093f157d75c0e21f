"""A portal that is served as an administrator would, for the benchmarks that ask it over the network."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from indexer.settings import PROJECT, Settings

PATIENCE = 60.0
"""Seconds in which a portal has to answer for the first time."""


@dataclass(frozen=True)
class Served:
    """A running portal: its port on this machine, and the process that started its workers."""

    port: int
    process: int

    @property
    def address(self) -> str:
        """What addresses begin with."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """The processes that answer, and the one that does the jobs, if people can sign in."""
        threads = Path(f"/proc/{self.process}/task").glob("*/children")
        return [int(child) for thread in threads for child in thread.read_text(encoding="ascii").split()]

    def private_memory(self) -> list[float]:
        """MB of each worker that no other process shares (its unique set size)."""
        return [_private(worker) / 1024 for worker in self.workers()]

    def processor_seconds(self) -> float:
        """What the workers took of the processors until now."""
        return sum(_ticks(worker) for worker in self.workers()) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(settings: Settings, workers: int = 2, **environment: str) -> Iterator[Served]:
    """``portal serve`` over these settings until the block ends; more of the ``environment`` may be given."""
    port = _free_port()
    variables = {
        **os.environ,
        "PALERMO_DATA": str(settings.data),
        "PALERMO_CORPORA": ":".join(map(str, settings.corpora)),
        "PALERMO_ENGINE": settings.chosen_engine,
        "PALERMO_RATE_LIMIT": "off",  # the readers all come from this machine
        **environment,
    }
    command = [sys.executable, "-m", "portal.cli", "serve", "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(
        command, env=variables, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/health")
            yield Served(port, server.pid)
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=PATIENCE):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    sys.exit(f"{address} did not answer within {PATIENCE:.0f} s")


def _private(process: int) -> int:
    """The memory that only this process has, in kB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
