"""The command line, called as a person calls it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indexer.settings import PROJECT

SPECIMEN = PROJECT / "corpora" / "specimen"
ABSENT = "there is no catalogue; it is made when the collections are opened"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a built collection of two records in it."""
    folder = tmp_path_factory.mktemp("cli")
    for record in ("legislation/tn-2016-61", "legislation/eg-1983-117"):
        shutil.copytree(SPECIMEN / record, folder / "laws" / record)
    built = indexer(folder, "build", "laws")
    assert built.returncode == 0, built.stderr
    assert "2 records" in built.stdout
    return folder


def indexer(place: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call ``indexer`` in a folder, with ``var`` there for what is derived."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "ELASTICSEARCH"))}
    return subprocess.run(
        [sys.executable, "-m", "indexer.cli", *words],
        cwd=place,
        env={**kept, "PALERMO_DATA": str(place / "var"), "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_search_answers_in_the_form_that_is_documented(place: Path) -> None:
    """The JSON of an answer has the total, the query, the hits with their passages and marks, and the facets."""
    answer = json.loads(indexer(place, "search", "consentement", "victime", "--json").stdout)
    assert answer["total"] == 1
    assert answer["query"] == {"notes": [], "concepts": [], "countries": [], "relaxed": None}
    hit = answer["hits"][0]
    assert (hit["id"], hit["kind"], hit["country"], hit["date"]) == ("tn-2016-61", "legislation", ["TN"], "2016-08-03")
    assert hit["demonstration"] is True
    passage = hit["passages"][0]
    assert passage["provision"] == "art_5"
    assert passage["label"] == "Article 5"
    marked = {passage["text"][start:end] for start, end in passage["highlights"]}
    assert "victime" in marked
    crime = answer["facets"]["crime"]
    assert {
        "value": "trafficking_in_persons",
        "label": "Trafficking in persons",
        "count": 1,
        "selected": False,
    } in crime


def test_filters_and_labels_follow_the_call(place: Path) -> None:
    """A filter keeps what has its value, keeps its own facet whole, and labels come in the language asked for."""
    answer = json.loads(indexer(place, "search", "--country", "EG", "--display-language", "fr", "--json").stdout)
    assert [hit["id"] for hit in answer["hits"]] == ["eg-1983-117"]
    countries = {value["value"]: value for value in answer["facets"]["country"]}
    assert countries["EG"] == {"value": "EG", "label": "Égypte", "count": 1, "selected": True}
    assert countries["TN"]["count"] == 1


def test_search_for_people_marks_the_words(place: Path) -> None:
    """Without --json an answer is lines with what was found in brackets."""
    said = indexer(place, "search", "consentement").stdout
    assert said.startswith("1 record\n")
    assert "[Consentement] de la victime" in said


def test_read_prints_what_a_file_says(place: Path) -> None:
    """``read`` prints the text of one PDF; with --json pages, lines with boxes and kinds, and provisions."""
    file = next((SPECIMEN / "legislation" / "sn-2005-06").glob("*.pdf"))
    said = json.loads(indexer(place, "read", str(file), "--json").stdout)
    assert len(said["sha256"]) == 64
    assert set(said["languages"]) == {"fr"}
    page = said["pages"][0]
    assert page["source"] == "text"
    for line in page["lines"]:
        x0, y0, x1, y1 = line["box"]
        assert 0 <= x0 <= x1 <= page["width"]
        assert 0 <= y0 <= y1 <= page["height"]
        assert line["kind"] in {"title", "heading", "body", "running", "note", "table"}
    assert {"art_1", "art_3", "art_4"} == {provision["id"] for provision in said["provisions"]}
    assert said["problems"] == []
    assert indexer(place, "read", str(file)).stdout.strip() == said["text"].strip()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["serach"], 2, "No such command"),
        (["build", "nowhere"], 2, "nowhere"),
        (["search", "x", "--country", "Egypt"], 2, "country"),
        (["search", "x", "--limit", "many"], 2, "limit"),
        (["search", "x", "--year", "last"], 2, "year"),
        (["search", "x", "--sort", "size"], 2, "sort"),
        (["search", "x", "--display-language", "de"], 2, "language"),
        (["search", "x", "--index", "empty"], 1, "indexer build"),
        (["read", "laws"], 2, "laws"),
    ],
)
def test_wrong_words_are_told(place: Path, words: list[str], status: int, told: str) -> None:
    """A call with wrong words ends with one clear line and a status of its own, never with a traceback."""
    called = indexer(place, *words)
    assert called.returncode == status, called.stderr
    assert told in called.stderr
    assert "Traceback" not in called.stderr


def test_a_broken_file_is_told(place: Path) -> None:
    """A web page that is called a PDF ends ``read`` with the reason and status 1."""
    (place / "page.pdf").write_text("<html></html>")
    called = indexer(place, "read", "page.pdf")
    assert called.returncode == 1
    assert "page.pdf" in called.stderr
    assert "Traceback" not in called.stderr


def test_what_was_left_out_is_told(place: Path) -> None:
    """A build that had to leave a record out does the rest, names it, and ends with a status of its own."""
    mixed = Path(shutil.copytree(place / "laws", place / "mixed"))
    (mixed / "legislation" / "eg-1983-117" / "record.yaml").write_text("id: [", encoding="utf-8")
    called = indexer(place, "build", "mixed", "--index", "mixed-index")
    assert called.returncode == 3
    assert "eg-1983-117/record.yaml:" in called.stderr
    assert called.stdout.startswith("1 record ")


def test_pages_wait_for_ocr(place: Path) -> None:
    """Without OCR the pages of a scan are named as not read; the status tells it."""
    scan = next((SPECIMEN / "legislation" / "sa-2009-m40").glob("*.pdf"))
    called = indexer(place, "read", str(scan), PALERMO_OCR="no")
    assert called.returncode == 3
    assert f"{scan}, pages 1 to 2: it is an image" in called.stderr


def test_an_unknown_setting_is_told(place: Path) -> None:
    """A variable that is no setting is refused by name."""
    called = indexer(place, "status", PALERMO_WROKERS="2")
    assert called.returncode == 2
    assert "PALERMO_WROKERS" in called.stderr


def test_check_lists_faults_with_their_lines(place: Path) -> None:
    """``check`` is silent about sound records and prints file, line, field and expectation of every fault."""
    sound = indexer(place, "check", "laws")
    assert (sound.returncode, sound.stdout, sound.stderr) == (0, "", "2 records, 0 faults.\n")
    wrong = Path(shutil.copytree(place / "laws", place / "wrong")) / "legislation" / "tn-2016-61" / "record.yaml"
    text = wrong.read_text(encoding="utf-8").replace("country: [TN]", "country: [TX]")
    wrong.write_text(text.replace("adopted: 2016-08-03", "adopted: last summer"), encoding="utf-8")
    called = indexer(place, "check", "wrong")
    assert called.returncode == 1
    faults = called.stdout.splitlines()
    assert len(faults) == 2
    lines = wrong.read_text(encoding="utf-8").splitlines()
    for fault, field in zip(faults, ("country", "adopted"), strict=True):
        _, number, told, _ = fault.split(":", 3)
        assert told.strip().startswith(field)
        assert lines[int(number) - 1].startswith(field)


def test_status_tells_what_the_index_holds(place: Path) -> None:
    """``status`` prints engine, generation, records, passages and size."""
    said = dict(line.split(None, 1) for line in indexer(place, "status").stdout.splitlines())
    assert said["engine"] == "embedded"
    assert said["records"] == "2"
    assert int(said["passages"]) > 10
    assert int(said["bytes"]) > 0


def test_verify_names_differences_and_mends_them(place: Path) -> None:
    """``verify`` prints every difference with what to do and ends with 1; ``--mend`` mends it and ends with 0."""
    changed = Path(shutil.copytree(place / "laws", place / "changed"))
    elsewhere = {"PALERMO_DATA": str(place / "changed-var"), "PALERMO_CORPORA": str(changed)}
    assert indexer(place, "build", **elsewhere).returncode == 0
    sound = indexer(place, "verify", **elsewhere)
    assert (sound.returncode, sound.stdout, sound.stderr) == (0, "", "2 records, 0 differences.\n")
    record = changed / "legislation" / "tn-2016-61" / "record.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "# looked at again\n", encoding="utf-8")
    told = indexer(place, "verify", **elsewhere)
    assert told.returncode == 1
    assert told.stdout.splitlines()[-1] == (
        "index, tn-2016-61: the record is in the index as it was before; run `indexer build`"
    )
    assert told.stderr == "2 records, 2 differences.\n"
    mended = indexer(place, "verify", "--mend", **elsewhere)
    assert mended.returncode == 0
    assert mended.stdout.splitlines()[-1] == "mended: index, tn-2016-61: the record is in the index as it was before"
    assert all(line.startswith("mended: ") for line in mended.stdout.splitlines())
    assert "2 records, 0 differences, 2 mended." in mended.stderr


def test_verify_counts_readings_that_nobody_names(place: Path) -> None:
    """Readings of records that are in none of the collections are one line, and no difference."""
    smaller = Path(shutil.copytree(place / "laws", place / "smaller"))
    elsewhere = {"PALERMO_DATA": str(place / "smaller-var"), "PALERMO_CORPORA": str(smaller)}
    assert indexer(place, "build", **elsewhere).returncode == 0
    shutil.rmtree(smaller / "legislation" / "tn-2016-61")
    assert indexer(place, "build", **elsewhere).returncode == 0
    told = indexer(place, "verify", **elsewhere)
    assert (told.returncode, told.stdout) == (0, "")
    note, count = told.stderr.splitlines()
    assert note.startswith("note: ")
    assert "readings of 2 files" in note
    assert count == "1 record, 0 differences."


def test_relations_lead_into_all_collections_of_the_settings(place: Path) -> None:
    """A relation into a configured collection is no fault; one to nothing is, and keeps no record back."""
    record = shutil.copytree(place / "laws" / "legislation" / "tn-2016-61", place / "mine" / "legislation" / "tn")
    path = Path(record) / "record.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "relations: [{type: related, record: eg-1983-117}]\n", encoding="utf-8")
    both = {"PALERMO_CORPORA": f"{place / 'laws'}{os.pathsep}{place / 'mine'}", "PALERMO_DATA": str(place / "mine-var")}
    assert indexer(place, "check", "mine", **both).stderr == "1 record, 0 faults.\n"
    assert indexer(place, "build", "mine", **both).returncode == 0
    alone = {**both, "PALERMO_CORPORA": str(place / "mine"), "PALERMO_DEMONSTRATION": "no"}
    checked = indexer(place, "check", **alone)
    assert (checked.returncode, checked.stdout.count("there is no record eg-1983-117")) == (1, 1)
    built = indexer(place, "build", **alone)
    assert built.returncode == 3
    assert f"indexed with a fault: {path}:" in built.stderr
    assert "1 record" in built.stdout


def test_an_empty_collection_is_checked_and_never_built(place: Path) -> None:
    """A collection to be filled has no faults; a build of it alone says in one line that it has no record."""
    (place / "empty" / "legislation").mkdir(parents=True)
    checked = indexer(place, "check", "empty")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "0 records, 0 faults.\n")
    built = indexer(place, "build", "empty", "--progress", "quiet")
    assert built.returncode == 1
    assert built.stderr == (
        "indexer: no record in empty: expected <kind>/<slug>/record.yaml there; the index stays as it is\n"
    )
    verified = indexer(place, "verify", "empty", PALERMO_DATA=str(place / "empty-var"))
    assert verified.stdout == f"{place / 'empty-var' / 'catalogue.sqlite'}: {ABSENT}\n"


def test_without_the_demonstration_commands_say_what_to_name(place: Path) -> None:
    """Without the demonstration collection and without another one a command says what to name, and ends with 1."""
    for command in ("build", "check", "verify"):
        called = indexer(place, command, PALERMO_DEMONSTRATION="no")
        assert called.returncode == 1, command
        assert "PALERMO_CORPORA" in called.stderr
        assert "Traceback" not in called.stderr
    assert indexer(place, "check", "laws", PALERMO_DEMONSTRATION="no").returncode == 0
