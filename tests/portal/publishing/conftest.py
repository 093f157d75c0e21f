"""Places that publish, on each engine and in each database."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from indexer import application
from indexer.pipeline.progress import QuietProgress
from indexer.settings import Settings
from tests.portal.publishing.press import Press, opened, people_of, press_prepared, press_settings

__all__ = ["press_prepared", "press_settings"]


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine_settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of each of the two engines in turn."""
    if request.param == "embedded":
        return {"engine": "embedded"}
    get: Callable[[str], str] = request.getfixturevalue
    prefix = f"press-{secrets.token_hex(4)}"
    return {"engine": "elasticsearch", "elasticsearch_url": get("elasticsearch_url"), "elasticsearch_prefix": prefix}


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
