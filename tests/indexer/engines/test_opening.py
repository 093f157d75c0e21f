"""The settings choose the engine."""

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.engines.elastic import ElasticEngine
from indexer.engines.embedded import EmbeddedEngine
from indexer.errors import IndexMissing, SettingsError
from indexer.search.types import RecordRequest
from indexer.settings import Settings


def test_the_embedded_engine_is_the_default(tmp_path: Path):
    """Without an address of a server the index is a folder below the data."""
    engine = open_engine(Settings(data=tmp_path), "1")
    assert isinstance(engine, EmbeddedEngine)
    with pytest.raises(IndexMissing, match=str(tmp_path / "index")):
        engine.find_records(RecordRequest())


def test_an_address_chooses_elasticsearch():
    """Nothing is asked of the server before the first question."""
    settings = Settings(elasticsearch_url="http://127.0.0.1:1")
    assert isinstance(open_engine(settings, "1"), ElasticEngine)
    assert isinstance(open_engine(Settings(elasticsearch_url="http://a:1", engine="embedded"), "1"), EmbeddedEngine)


def test_elasticsearch_needs_an_address():
    """The message names the variable that is missing."""
    with pytest.raises(SettingsError, match="ELASTICSEARCH_URL"):
        open_engine(Settings(engine="elasticsearch"), "1")


@pytest.mark.parametrize(
    ("settings", "absent"),
    [("Settings()", "elasticsearch"), ("Settings(elasticsearch_url='http://127.0.0.1:1')", "tantivy")],
)
def test_only_the_library_of_the_chosen_engine_is_loaded(settings: str, absent: str):
    """The other one may be missing on the machine, and costs no time."""
    program = (
        "import sys; from indexer.engines import open_engine; from indexer.settings import Settings;"
        f"open_engine({settings}, '1'); sys.exit('{absent}' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
