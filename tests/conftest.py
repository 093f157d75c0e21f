"""Fixtures that tests in several folders share; each is made once a session."""

import os
from pathlib import Path

import pytest

from tests.chromium import chromium
from tests.elasticsearch_node import elasticsearch_url
from tests.imap_server import imap_server
from tests.postgresql_server import database_url, other_postgresql_url, postgresql_server, postgresql_url

__all__ = [
    "bundled_data",
    "chromium",
    "database_url",
    "elasticsearch_url",
    "imap_server",
    "other_postgresql_url",
    "postgresql_server",
    "postgresql_url",
]


@pytest.fixture(scope="session")
def bundled_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which tests keep what they read of the bundled collection, so that no scan is read twice.

    The processes of a run share it. It is empty at first unless ``BUNDLED_DATA`` names a folder to go on with.
    """
    own = tmp_path_factory.getbasetemp()
    of_the_run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = Path(os.environ.get("BUNDLED_DATA") or of_the_run / "bundled")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
