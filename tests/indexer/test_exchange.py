"""Tables in, data out: the commands as a person calls them."""

import csv
import json
import os
import shutil
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from indexer.cli import main
from indexer.settings import PROJECT

ROWS = [
    ("no-2001-1", "legislation", "NO", "corruption", "2001-03", "Corruption and smuggling", "smuggling"),
    ("eg-2005-2", "legislation", "EG", "smuggling_of_migrants", "2005", "Law on smuggling", "smuggling"),
    ("eg-2010-3", "legislation", "EG; TN", "trafficking_in_persons", "2010-05-14", "Trafficking act", "victims"),
    ("untoc", "treaty", "", "corruption", "2000-11-15", "Convention on smuggling", "victims"),
    ("tn-2012-4", "strategy", "TN", "trafficking_in_persons", "2012", "Strategy for victims", "victims"),
]


@dataclass
class Done:
    """How a command ended and what it said."""

    returncode: int
    stdout: str
    stderr: str


def indexer(place: Path, *words: str, **environment: str) -> Done:
    """Call ``indexer`` in a folder; the collection is ``laws`` there, what is derived goes to ``var``."""
    unset = dict.fromkeys(name for name in os.environ if name.startswith(("PALERMO_", "ELASTICSEARCH")))
    settings = {"PALERMO_DATA": str(place / "var"), "PALERMO_CORPORA": str(place / "laws")}
    with chdir(place):
        result = CliRunner().invoke(main, words, env={**unset, **settings, **environment})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with a filled template and the collection that was imported from it, built."""
    folder = tmp_path_factory.mktemp("exchange")
    assert indexer(folder, "template", "table.xlsx").returncode == 0
    fill(folder / "table.xlsx")
    done = indexer(folder, "import", "table.xlsx", "--into", "laws", "--progress", "quiet")
    assert (done.returncode, done.stdout) == (0, "5 records added to laws, 0 there already.\n"), done.stderr
    assert indexer(folder, "build").returncode == 0
    return folder


def fill(file: Path) -> None:
    """Write the rows below the examples of a template."""
    book = openpyxl.load_workbook(file)
    for name, kind, country, crime, adopted, title, keyword in ROWS:
        sheet = book[kind]
        columns = {cell.value: cell.column for cell in sheet[1]}
        cells = {
            "id": name,
            "country": country,
            "crime": crime,
            "adopted": adopted,
            "title:en": title,
            "keywords:en": keyword,
            "original_language": "en",
        }
        if kind == "legislation":
            cells |= {"type_of_act": "law", "in_force.value": "unknown"}
        if kind == "strategy":
            cells |= {"body:en": "Government", "components": "victim_support"}
        row = sheet.max_row + 1
        for column, text in cells.items():
            sheet.cell(row, columns[column], text)
    book.save(file)


def exported(place: Path, *words: str) -> list[str]:
    """The ids of an export as JSON."""
    done = indexer(place, "export", "--format", "json", *words)
    assert done.returncode == 0, done.stderr
    return [each["id"] for each in json.loads(done.stdout)]


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ((), ()),
        (("--country", "EG"), ()),
        (("--country", "TN", "--country", "NO"), ()),
        (("--crime", "trafficking_in_persons", "--kind", "legislation"), ()),
        (("--region", "015"), ()),
        (("--in-force", "unknown"), ()),
        (("--language", "en"), ()),
        (("--year", "2001..2005"), ()),
        (("--year", "..2000"), ()),
        (("--year", "2010", "--country", "EG"), ()),
        (("--status", "official"), ()),
        ((), ("smuggling",)),
        (("--kind", "treaty"), ("smuggling",)),
        ((), ("victims", "strategy")),
    ],
)
def test_an_export_has_what_the_search_finds(filters, words, place):
    """The same words and filters select the same records in a search and in an export."""
    answer = json.loads(indexer(place, "search", *words, *filters, "--limit", "100", "--json").stdout)
    asked = ("--words", " ".join(words)) if words else ()
    assert exported(place, *filters, *asked) == sorted(hit["id"] for hit in answer["hits"])


def test_the_formats_say_the_same(place):
    """YAML, JSON, JSON lines and CSV name the same records in the same order, each with its mark."""
    ids = sorted(row[0] for row in ROWS)
    assert exported(place) == ids
    yaml = indexer(place, "export").stdout
    assert [line.removeprefix("id: ") for line in yaml.splitlines() if line.startswith("id: ")] == ids
    assert yaml.count("\ndemonstration: false\n") == len(ids)
    lines = indexer(place, "export", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids
    assert indexer(place, "export", "--format", "csv", "-o", "all.csv").returncode == 0
    content = (place / "all.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [(row["id"], row["demonstration"]) for row in rows] == [(name, "false") for name in ids]
    assert indexer(place, "export", "--format", "csv", "--no-bom", "-o", "bare.csv").returncode == 0
    assert (place / "bare.csv").read_bytes() == content[3:]


def test_what_was_exported_is_imported_again(place, tmp_path):
    """A collection that is made of an export has the same folders and files, byte for byte."""
    assert indexer(place, "export", "--format", "csv", "-o", str(tmp_path / "all.csv")).returncode == 0
    words = ("import", "all.csv", "--files", str(place / "laws"), "--into", "again")
    done = indexer(tmp_path, *words, PALERMO_CORPORA=str(tmp_path / "again"))
    assert done.returncode == 0, done.stdout
    assert contents(tmp_path / "again") == contents(place / "laws")


def test_a_workbook_is_imported_again(place, tmp_path):
    """An export as XLSX has a sheet a kind, all of it text, and becomes the same folders when it is imported."""
    assert indexer(place, "export", "--format", "xlsx").returncode == 2
    assert indexer(place, "export", "--format", "xlsx", "-o", str(tmp_path / "all.xlsx")).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert sorted(book.sheetnames) == ["legislation", "strategy", "treaty"]
    assert {cell.number_format for row in book["legislation"].iter_rows(min_row=2) for cell in row} == {"@"}
    assert {row[1].value for row in book["legislation"].iter_rows(min_row=2)} == {"false"}
    done = indexer(tmp_path, "import", "all.xlsx", "--into", "laws")
    assert done.returncode == 0, done.stdout
    assert contents(tmp_path / "laws") == contents(place / "laws")


def contents(collection: Path) -> dict[str, bytes]:
    """All files of the records of a collection by their paths."""
    files = (path for path in collection.rglob("*") if path.is_file() and ".locks" not in path.parts)
    return {path.relative_to(collection).as_posix(): path.read_bytes() for path in files}


def test_an_import_that_was_broken_off_goes_on(place, tmp_path):
    """Records that are there already are passed over; the others are added by the next run."""
    shutil.copytree(place / "laws", tmp_path / "laws")
    shutil.rmtree(tmp_path / "laws" / "legislation" / "eg-2005-2")
    done = indexer(tmp_path, "import", str(place / "table.xlsx"), "--into", "laws")
    assert (done.returncode, done.stdout) == (0, "1 record added to laws, 4 there already.\n")
    assert contents(tmp_path / "laws") == contents(place / "laws")


def test_an_import_that_the_system_ends_says_how_far_it_came(place, tmp_path):
    """When a record cannot be written the import names it, says what was done and what to do; then it goes on."""
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "strategy").write_text("a file where a folder has to be")
    done = indexer(tmp_path, "import", str(place / "table.xlsx"), "--into", "laws")
    assert done.returncode == 1
    assert "tn-2012-4: " in done.stderr
    assert "3 of 5 records were added: run the import again" in done.stderr
    (tmp_path / "laws" / "strategy").unlink()
    again = indexer(tmp_path, "import", str(place / "table.xlsx"), "--into", "laws")
    assert (again.returncode, again.stdout) == (0, "2 records added to laws, 3 there already.\n")
    assert contents(tmp_path / "laws") == contents(place / "laws")


def test_nothing_is_written_where_there_is_a_fault(place, tmp_path):
    """One fault in one row is told by its cell, and no record at all is written; a dry run writes nothing either."""
    book = openpyxl.load_workbook(place / "table.xlsx")
    book["legislation"]["A4"].value = "NO 1"
    book.save(tmp_path / "bad.xlsx")
    done = indexer(tmp_path, "import", "bad.xlsx", "--into", "laws")
    assert done.returncode == 1
    assert done.stdout.startswith("bad.xlsx: legislation!A4 id: an id of small ASCII letters")
    assert "1 fault; nothing was written." in done.stderr
    assert not (tmp_path / "laws").exists()
    dry = indexer(tmp_path, "import", str(place / "table.xlsx"), "--into", "laws", "--dry-run")
    assert (dry.returncode, dry.stdout) == (0, "5 records would be added to laws, 0 there already.\n")
    assert not (tmp_path / "laws").exists()


def test_wrong_words_and_places(place, tmp_path):
    """Words that are wrong end with 2, a folder that is no collection with 1, each with one clear line."""
    assert indexer(place, "export", "--crime", "Smuggling").returncode == 2
    unknown = indexer(place, "export", "--crime", "smugling_of_migrants")
    assert (unknown.returncode, "perhaps smuggling_of_migrants" in unknown.stderr) == (2, True)
    assert indexer(place, "export", "--format", "xml").returncode == 2
    assert indexer(place, "import", "nowhere.xlsx", "--into", "laws").returncode == 2
    assert indexer(place, "import", "table.xlsx").returncode == 2
    inside = indexer(place, "import", "table.xlsx", "--into", "laws/legislation")
    assert (inside.returncode, "name the folder above" in inside.stderr) == (1, True)
    assert indexer(place, "template", "table.xlsx").returncode == 2
    unwritable = indexer(place, "export", "-o", "nowhere/all.yaml")
    assert (unwritable.returncode, unwritable.stderr.startswith("indexer: nowhere/all.yaml: ")) == (1, True)
    no_index = indexer(tmp_path, "export", "--words", "x", PALERMO_CORPORA=str(place / "laws"))
    assert (no_index.returncode, "indexer build" in no_index.stderr) == (1, True)


def test_a_faulty_record_is_left_out_and_named(place, tmp_path):
    """A record with faults hides no other: it is named, and the exit status says that something was left out."""
    shutil.copytree(place / "laws", tmp_path / "laws")
    record = tmp_path / "laws" / "legislation" / "eg-2005-2" / "record.yaml"
    record.write_text(record.read_text().replace("type_of_act: law", "type_of_act: lore"))
    done = indexer(tmp_path, "export", "--format", "jsonl")
    assert (done.returncode, len(done.stdout.splitlines())) == (3, len(ROWS) - 1)
    assert "left out: " in done.stderr
    assert "eg-2005-2" in done.stderr


def test_an_export_that_fails_leaves_the_file_that_was_there(place, tmp_path):
    """A file is written in the place of an earlier one only when all of it is there."""
    (tmp_path / "all.json").write_text("earlier")
    done = indexer(place, "export", "--words", "x", "-o", str(tmp_path / "all.json"), PALERMO_DATA=str(tmp_path))
    assert done.returncode == 1
    assert [path.read_text() for path in tmp_path.iterdir() if path.is_file()] == ["earlier"]


def test_the_schema_is_printed():
    """The schema of all records is printed as the file in docs has it, and that of one kind."""
    written = (PROJECT / "docs" / "record.schema.json").read_text(encoding="utf-8")
    assert json.loads(indexer(PROJECT, "schema").stdout) == json.loads(written)
    assert json.loads(indexer(PROJECT, "schema", "treaty").stdout)["title"] == "Treaty"
