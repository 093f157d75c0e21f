"""The generator of the demonstration collection."""

import shutil
from pathlib import Path

import pypdfium2
import pytest
from ruamel.yaml import YAML

from corpora.sources.generator import command
from corpora.sources.generator.band import BAND, NOTICE, PLACE, band
from corpora.sources.generator.folder import folder_of, write_record
from corpora.sources.generator.page import html_of
from corpora.sources.generator.source import read_source
from indexer.model import LANGUAGES

SOURCES = command.read_sources()
IDS = sorted(SOURCES)


def facts_of(record):
    """What a record.yaml says, without what depends on the bytes of its files."""
    for file in record["files"]:
        del file["name"], file["sha256"]
    return record


def written(path):
    return YAML(typ="safe", pure=True).load(path)


@pytest.mark.parametrize("record_id", IDS)
def test_collection_is_what_the_sources_say(record_id):
    """The record in the collection holds the facts of its source, and nothing else."""
    source = SOURCES[record_id]
    committed = facts_of(written(folder_of(source, command.COLLECTION) / "record.yaml"))
    stated = written(source.path)

    assert committed.pop("files") == [
        {
            "id": file["id"],
            "languages": file["languages"],
            "status": "demonstration",
            "text_as_of": str(file["text_as_of"]),
        }
        for file in stated["files"]
    ]
    assert committed == stated["record"]


@pytest.mark.parametrize("record_id", IDS)
def test_collection_is_up_to_date(record_id):
    """No digest and no part of the layout has changed since the collection was built."""
    assert not command.is_stale(SOURCES[record_id]), f"run: python corpora/sources/build.py {record_id}"


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Makes the command build into an empty folder."""
    monkeypatch.setattr(command, "COLLECTION", tmp_path / "specimen")
    monkeypatch.setattr(command, "BUILT", tmp_path / "built.json")
    return tmp_path / "specimen"


def test_only_stale_records_are_built(elsewhere, capsys):
    """The command builds a record that is missing, leaves one alone that is not, and obeys --force."""
    record_id = "pantyukhina-larina-210-1"
    said = []
    for arguments in ([record_id], [record_id], ["--force", record_id]):
        assert command.main(arguments) == 0
        said.append(capsys.readouterr().out)

    pdf = next(elsewhere.glob("*/*/*.pdf")).name
    assert said == [f"{record_id}: {pdf}\n", f"{record_id}: unchanged\n", f"{record_id}: {pdf}\n"]


def test_unknown_record(capsys):
    """A record without a digest is refused by name."""
    assert command.main(["xx-1900-1"]) == 2
    assert "xx-1900-1" in capsys.readouterr().out


@pytest.mark.skipif(not shutil.which("chromium"), reason="needs chromium")
@pytest.mark.parametrize("record_id", ["tn-2016-61", "sa-2009-m40"])
def test_rebuilt_record(record_id, tmp_path):
    """A record built elsewhere has the facts and the pages of the one in the collection."""
    source = SOURCES[record_id]
    committed = folder_of(source, command.COLLECTION)

    rebuilt = write_record(source, tmp_path)

    assert facts_of(written(rebuilt / "record.yaml")) == facts_of(written(committed / "record.yaml"))
    assert texts(rebuilt) == texts(committed)


def texts(folder: Path) -> list[list[str]]:
    """The text layer of every page of every file, in an order that does not depend on file names."""
    documents = [pypdfium2.PdfDocument(path) for path in folder.glob("*.pdf")]
    return sorted([page.get_textpage().get_text_range() for page in document] for document in documents)


def test_building_twice_replaces_nothing(tmp_path):
    """A second build of the same digest keeps the files of the first, to the byte."""
    source = SOURCES["pantyukhina-larina-210-1"]
    first = {path.name: path.read_bytes() for path in write_record(source, tmp_path).iterdir()}
    second = {path.name: path.read_bytes() for path in write_record(source, tmp_path).iterdir()}

    assert second == first


def test_replaced_pdf_is_removed(tmp_path):
    """A PDF of an earlier text does not stay beside the new one."""
    source = SOURCES["pantyukhina-larina-210-1"]
    folder = folder_of(source, tmp_path)
    folder.mkdir(parents=True)
    (folder / "pantyukhina-larina-210-1-00000000.pdf").write_bytes(b"%PDF-")

    write_record(source, tmp_path)

    assert len(list(folder.glob("*.pdf"))) == 1
    assert not (folder / "pantyukhina-larina-210-1-00000000.pdf").exists()


def test_words_in_six_languages():
    """The band, the notice and the place of the official text exist in all six languages."""
    for words in (BAND, NOTICE, PLACE):
        assert set(words) == set(LANGUAGES)


def test_band_always_has_english():
    """The band of a document is in its languages and in English, which is not said twice."""
    assert band(("ar", "fr")) == " · ".join([BAND["ar"], BAND["fr"], BAND["en"]])
    assert band(("en",)) == BAND["en"]


def test_text_is_escaped_and_notes_are_footnotes(tmp_path):
    """What a digest says is text, never markup; double brackets make a footnote."""
    path = tmp_path / "x.yaml"
    path.write_text(
        "record: {id: x, kind: legislation}\n"
        "files:\n"
        "  - id: en\n    languages: [en]\n    producer: weasyprint\n    text_as_of: '2026'\n"
        "    text: {title: A & B, subtitle: s, place: p}\n"
        "    body:\n      - {article: Article 1, heading: <b>, text: 'One < two.[[A note.]]'}\n",
        encoding="utf-8",
    )
    html = html_of(read_source(path).digests[0])

    assert "<h1>A &amp; B</h1>" in html
    assert "<h3>Article 1. &lt;b&gt;</h3>" in html
    assert 'One &lt; two.<span class="footnote">A note.</span>' in html
