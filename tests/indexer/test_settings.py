"""The table of settings."""

from pathlib import Path

import pytest

from indexer.errors import SettingsError
from indexer.settings import BUNDLED, Settings, read_settings


def test_defaults_stand_where_the_environment_says_nothing() -> None:
    """An empty environment, and empty variables, give the defaults."""
    assert read_settings({}) == Settings()
    assert read_settings({"PALERMO_PORT": "", "HOME": "somewhere"}) == Settings()


def test_values_are_typed() -> None:
    """A value is read as what its setting is: a path, several paths, a number, yes or no."""
    settings = read_settings(
        {"PALERMO_CORPORA": "a:b", "PALERMO_DATA": "d", "PALERMO_WORKERS": "3", "PALERMO_OCR": "no"}
    )
    assert settings.corpora == (Path("a"), Path("b"))
    assert settings.index == Path("d/index")
    assert settings.workers == 3
    assert settings.ocr is False


def test_elasticsearch_is_chosen_by_its_address() -> None:
    """The address of Elasticsearch chooses that engine, unless another one is asked for."""
    assert read_settings({}).chosen_engine == "embedded"
    assert read_settings({"ELASTICSEARCH_URL": "http://localhost:9200"}).chosen_engine == "elasticsearch"
    both = {"ELASTICSEARCH_URL": "http://localhost:9200", "PALERMO_ENGINE": "embedded"}
    assert read_settings(both).chosen_engine == "embedded"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PALERMO_WROKERS", "3", "no such setting"),
        ("PALERMO_WORKERS", "many", "a whole number from 0"),
        ("PALERMO_PORT", "0", "a whole number from 1"),
        ("PALERMO_OCR", "perhaps", "yes or no"),
        ("PALERMO_ENGINE", "solr", "embedded or elasticsearch"),
    ],
)
def test_a_mistake_is_named(name: str, value: str, expected: str) -> None:
    """An unknown setting and an impossible value are refused by name, with what was expected."""
    with pytest.raises(SettingsError) as raised:
        read_settings({name: value})
    assert name in str(raised.value)
    assert expected in str(raised.value)


def test_all_mistakes_are_named_at_once() -> None:
    """Every mistake is listed, a line each, so that one look mends all of them."""
    with pytest.raises(SettingsError) as raised:
        read_settings({"PALERMO_WORKERS": "x", "PALERMO_PORT": "y", "PALERMO_Z": "z"})
    assert len(str(raised.value).splitlines()) == 3


def test_one_setting_leaves_out_the_demonstration_collection(tmp_path: Path) -> None:
    """Without the demonstration the bundled collection is not among the collections, by whatever path it was named."""
    assert read_settings({}).corpora == (BUNDLED,)
    assert read_settings({"PALERMO_DEMONSTRATION": "no"}).corpora == ()
    link = tmp_path / "link"
    link.symlink_to(BUNDLED)
    named = f"{tmp_path}:{BUNDLED}:{link}"
    assert read_settings({"PALERMO_DEMONSTRATION": "no", "PALERMO_CORPORA": named}).corpora == (tmp_path,)
    assert read_settings({"PALERMO_CORPORA": named}).corpora == (tmp_path, BUNDLED, link)
