"""A real PostgreSQL for tests, in a folder of its own, started here and ended afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.needs import unmet
from tests.ports import free_port

NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
"""PostgreSQL refuses to run as root."""


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL without the name of a database; skipped, or under CI failed, without the program."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="palermo-postgresql-") as folder:
        as_nobody = NOBODY if os.geteuid() == 0 else []
        if as_nobody:
            shutil.chown(folder, "nobody", "nogroup")
        data = str(Path(folder, "data"))
        initdb = [programs / "initdb", "-D", data, "-U", "palermo", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        subprocess.run([*as_nobody, *initdb, "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        port = free_port()
        control = [*as_nobody, programs / "pg_ctl", "-D", data, "-w", "-l", str(Path(folder, "log"))]
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -F"
        subprocess.run([*control, "start", "-o", options], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        try:
            yield f"postgresql://palermo@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "stop", "-m", "immediate"], check=True, stdout=subprocess.DEVNULL, cwd=folder)


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of a database that is new and empty."""
    yield from _database(postgresql_server)


@pytest.fixture
def other_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """The address of another one."""
    yield from _database(postgresql_server)


def _database(postgresql_server: str) -> Iterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(f"{postgresql_server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{postgresql_server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """``DATABASE_URL`` for each of the two databases in turn: empty means SQLite."""
    get: Callable[[str], str] = request.getfixturevalue
    return get("postgresql_url") if request.param == "postgresql" else ""


def _programs() -> Path:
    """The folder of the server's programs: Debian keeps them out of the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    program = shutil.which("pg_ctl") or (str(found[-1]) if found else None)
    return (found[-1] if found else Path(program or unmet("PostgreSQL (Debian: postgresql) is not installed"))).parent
