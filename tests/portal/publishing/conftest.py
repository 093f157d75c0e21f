"""Places that publish, on each engine and in each database."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import application
from indexer.pipeline.progress import QuietProgress
from indexer.settings import Settings
from tests.portal.publishing.press import Press, opened, people_of, prepare


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine_settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of each of the two engines in turn."""
    if request.param == "embedded":
        return {"engine": "embedded"}
    get: Callable[[str], str] = request.getfixturevalue
    prefix = f"press-{secrets.token_hex(4)}"
    return {"engine": "elasticsearch", "elasticsearch_url": get("elasticsearch_url"), "elasticsearch_prefix": prefix}


@pytest.fixture(scope="session")
def press_prepared(tmp_path_factory: pytest.TempPathFactory, portal_settings: Settings) -> Path:
    """A collection of one record, indexed by the embedded engine, and the readings of what will be submitted."""
    folder = tmp_path_factory.mktemp("press")
    settings = settings_in(folder, portal_settings)
    prepare(settings, portal_settings.data)
    application.build(settings, QuietProgress())
    return folder


@pytest.fixture
def press_settings(press_prepared: Path, tmp_path: Path, portal_settings: Settings) -> Settings:
    """Settings of such a place with an empty collection that is published into."""
    shutil.copytree(press_prepared, tmp_path, dirs_exist_ok=True)
    return settings_in(tmp_path, portal_settings)


@pytest.fixture
def press(press_settings: Settings) -> Iterator[Press]:
    """A place with the embedded engine and SQLite."""
    people_of(press_settings)
    with opened(press_settings) as place:
        yield place


@pytest.fixture
def each_press(press_settings: Settings, engine_settings: dict[str, str], database_url: str) -> Iterator[Press]:
    """A place with each engine and each database in turn."""
    settings = replace(press_settings, database_url=database_url, **engine_settings)
    if settings.engine != "embedded":
        application.build(settings, QuietProgress())
    people_of(settings)
    with opened(settings) as place:
        yield place


def settings_in(folder: Path, portal: Settings) -> Settings:
    """The settings of a place in this folder."""
    return Settings(
        corpora=(folder / "laws", folder / "state" / "records"),
        data=folder / "var",
        state=folder / "state",
        translations=portal.translations,
        engine="embedded",
        secret_key=secrets.token_hex(32),
        rate_limit="off",
        workers=1,
    )
