"""The fixtures of the tests of verifying."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import application
from indexer.pipeline.progress import QuietProgress
from indexer.settings import Settings
from tests.indexer.pipeline.verified import EGYPT, SPECIMEN, TUNISIA, Place


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A collection of two records, built."""
    folder = tmp_path_factory.mktemp("verifying")
    for record in (TUNISIA, EGYPT):
        shutil.copytree(SPECIMEN / record, folder / "laws" / record)
    settings = Settings(corpora=(folder / "laws",), data=folder / "var", engine="embedded", workers=2)
    application.build(settings, QuietProgress())
    return Place(folder / "laws", settings)


@pytest.fixture
def place(built_once: Place, tmp_path: Path) -> Place:
    """A copy of it that a test may change; the folder of the collection is another one, as after a move."""
    shutil.copytree(built_once.folder, tmp_path / "laws")
    shutil.copytree(built_once.settings.data, tmp_path / "var")
    settings = replace(built_once.settings, corpora=(tmp_path / "laws",), data=tmp_path / "var")
    application.open_catalogue(settings, application.open_vocabularies(settings))
    return Place(tmp_path / "laws", settings)
