"""Records with faults, which the build leaves out."""

import logging
import shutil

import pytest

from indexer.application import build, open_library
from indexer.pipeline.progress import QuietProgress
from indexer.settings import PROJECT, Settings
from portal import create_app

TREATY = PROJECT / "corpora" / "specimen" / "treaty" / "untoc"


@pytest.fixture
def faulty_collection(tmp_path, compiled_translations):
    """A portal over one record without faults and one with two."""
    shutil.copytree(TREATY, tmp_path / "treaty" / "sound")
    faulty = tmp_path / "treaty" / "faulty"
    faulty.mkdir()
    (faulty / "record.yaml").write_text("id: faulty\nkind: treaty\ntitle: {en: T}\noriginal_language: en\nadoptd: x\n")
    settings = Settings(
        corpora=(tmp_path,), data=tmp_path / "data", translations=compiled_translations, engine="embedded"
    )
    build(settings, QuietProgress())
    library = open_library(settings)
    yield create_app(settings, library).test_client()
    library.close()


@pytest.mark.parametrize(
    "address", ["/en/records/faulty", "/id/faulty", "/api/v1/records/faulty", "/records/faulty/en/x"]
)
def test_a_record_with_faults_is_not_found(faulty_collection, caplog, address):
    """A record that was left out for its faults is answered as an unknown one, and the log has its faults in a line."""
    with caplog.at_level(logging.WARNING):
        answer = faulty_collection.get(address)
    assert answer.status_code == 404
    told = [entry.getMessage() for entry in caplog.records if "adoptd" in entry.getMessage()]
    assert len(told) == 1
    assert "\n" not in told[0]
    assert "adoptd" not in answer.text
    assert "record.yaml" not in answer.text


def test_a_program_is_told_as_of_an_unknown_record(faulty_collection):
    """The API gives a record with faults the code of an unknown one."""
    error = faulty_collection.get("/api/v1/records/faulty").json["error"]
    assert (error["status"], error["code"]) == (404, "unknown_record")
    assert "address" in error["message"]


def test_health_counts_what_is_served(faulty_collection):
    """Monitoring learns how many records can be found, and beside it how many folders there are."""
    health = faulty_collection.get("/health").json
    assert (health["records"], health["record_folders"], health["index"]["records"]) == (1, 2, 1)
