"""``indexer vocabulary ...`` as somebody at the command line meets it."""

import json
import shutil

import pytest
from click.testing import CliRunner

from indexer.cli import main
from indexer.settings import PROJECT


@pytest.fixture
def run():
    """Runs a command on the vocabularies; what it printed and how it ended is given."""

    def command(*words):
        return CliRunner().invoke(main, ["vocabulary", *[str(word) for word in words]])

    return command


def test_faults_are_printed_with_file_and_line(run, tmp_path):
    """A folder with a fault ends with status 1, the fault and its place; without one, with a count."""
    folder = tmp_path / "vocabularies"
    shutil.copytree(PROJECT / "corpora" / "vocabularies", folder)
    well = run("check", folder)
    assert well.exit_code == 0, well.output
    assert "concepts, 0 faults." in well.output
    file = folder / "verdict.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("prefLabel", "prefLabels", 1), encoding="utf-8")
    wrong = run("check", folder)
    assert wrong.exit_code == 1
    assert f"{file}:" in wrong.output
    assert "prefLabels: expected a known field" in wrong.output


def test_export_begins_with_the_address_of_the_portal(run, monkeypatch, tmp_path):
    """Identifiers begin with the public address; the file has what is asked for in the format that is asked for."""
    monkeypatch.setenv("PALERMO_PUBLIC_ADDRESS", "https://law.test/portal/")
    assert run("export", "pillar", "--format", "json-ld", "-o", tmp_path / "pillar.json").exit_code == 0
    document = json.loads((tmp_path / "pillar.json").read_text(encoding="utf-8"))
    assert document["@context"]["terms"] == "https://law.test/portal/id/terms#"
    assert "https://law.test/portal/id/terms/pillar" in [entry["@id"] for entry in document["@graph"]]
    assert "<https://law.test/portal/id/terms/pillar> a skos:ConceptScheme" in run("export", "pillar").output


def test_an_unknown_vocabulary_is_one_clear_line(run):
    """An unknown name ends with status 2, as other wrong words do, and the names that there are."""
    result = run("export", "crimes")
    assert result.exit_code == 2
    assert "NAME='crimes': expected one of act_type, " in result.output
    assert result.output.endswith("; perhaps crime was meant\n")


def test_an_address_that_is_none_is_refused(run, monkeypatch):
    """A public address without scheme is an error of the settings."""
    monkeypatch.setenv("PALERMO_PUBLIC_ADDRESS", "law.test")
    assert "PALERMO_PUBLIC_ADDRESS='law.test': expected an address" in run("export", "pillar").output
