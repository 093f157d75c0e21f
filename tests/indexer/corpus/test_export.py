"""Records as YAML, JSON and CSV, and back again."""

import csv
import io
import json

import openpyxl
import pytest
from ruamel.yaml import YAML

from indexer.corpus import read_record_text
from indexer.corpus.collection import Collection
from indexer.corpus.folders import record_folders
from indexer.corpus.reading import read_record
from indexer.corpus.schema import Tombstone
from indexer.corpus.tables import WRITERS, Attachments, Destination, exported, plan_import, read_table, write_workbook
from indexer.corpus.tables.cells import guarded, several, together, unguarded
from indexer.errors import CorpusError
from indexer.settings import PROJECT

SPECIMEN = PROJECT / "corpora" / "specimen"

DANGEROUS = """\
id: no-2020-1
kind: legislation
title: {en: "=1+1", fr: "'=cmd", pt: "'5 O'Clock", de: "5 Uhr"}
original_language: en
country: [NO]
keywords: {en: ["a; b", "c\\\\", "-d", "e\\\\;"]}
summary: {en: "first line\\nsecond; \\"line\\""}
sources: [{title: "@SUM(A1)", language: en, note: "+1\\t2"}]
revision: 3
revised: {on: 2026-11-21, by: editor}
type_of_act: law
adopted: 2020
in_force: {value: unknown}
"""


def written(form, *records) -> str:
    stream = io.StringIO(newline="")
    WRITERS[form](records, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def bundled():
    """All records of the bundled collection."""
    records = [read_record(folder.record).record for folder in record_folders(SPECIMEN)]
    assert len(records) > 20
    assert not any(isinstance(record, Tombstone) for record in records)
    return records


@pytest.fixture
def dangerous():
    text = read_record_text(DANGEROUS.encode(), "record.yaml")
    assert text.faults == ()
    return text.record


def imported(text, folder, vocabularies, shelf=None, known=()):
    """What an import of a CSV text would do; relations may lead to the ids that are known."""
    (folder / "table.csv").write_text(text, encoding="utf-8-sig", newline="")
    destination = Destination(Collection(folder / "into", vocabularies), dict.fromkeys(known, folder), vocabularies)
    return plan_import(read_table(folder / "table.csv"), Attachments(shelf), destination, lambda _: None)


def test_yaml_is_a_stream_of_records(bundled):
    """Each document of the YAML is the record that was exported, with its mark."""
    documents = written("yaml", *bundled).split("---\n")[1:]
    assert len(documents) == len(bundled)
    for document, record in zip(documents, bundled, strict=True):
        assert f"\ndemonstration: {str(record.demonstration).lower()}\n" in document
        assert read_record_text(document.encode(), "record.yaml").record == record


@pytest.mark.parametrize("version", [(1, 1), (1, 2)])
def test_other_readers_of_yaml_read_the_same(version, bundled, dangerous):
    """A reader by the rules of YAML 1.1 or 1.2 gets the types that the JSON Schema says: texts, not days or numbers."""
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    records = [dangerous, *bundled[::5]]
    assert list(reader.load_all(written("yaml", *records))) == [exported(record) for record in records]


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_has_an_object_a_record(form, bundled):
    """JSON is one array, JSON lines an object a line; each is the record with its mark, in types of JSON."""
    text = written(form, *bundled)
    objects = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert [each["demonstration"] for each in objects] == [record.demonstration for record in bundled]
    for each, record in zip(objects, bundled, strict=True):
        assert type(record).model_validate({name: v for name, v in each.items() if name != "demonstration"}) == record


def test_no_records_are_an_answer_too():
    """A selection of nothing gives an empty array, an empty stream, a row of names."""
    assert (json.loads(written("json")), written("jsonl"), written("yaml")) == ([], "", "")
    assert written("csv") == '"id","kind","demonstration"\r\n'


def test_csv_of_the_bundled_collection_can_be_imported_again(bundled, tmp_path, vocabularies):
    """Every record of the bundled collection comes back from CSV as it was, its files included."""
    elsewhere = {relation.record for record in bundled for relation in record.relations}
    elsewhere -= {record.id for record in bundled}
    plan = imported(written("csv", *bundled), tmp_path, vocabularies, SPECIMEN, elsewhere)
    assert [str(fault) for fault in plan.faults] == []
    assert [row.record for row in plan.new] == bundled


def test_every_row_carries_its_mark(bundled):
    """Every row of the CSV says whether it is demonstration material."""
    rows = list(csv.DictReader(io.StringIO(written("csv", *bundled), newline="")))
    assert [row["demonstration"] for row in rows] == [str(record.demonstration).lower() for record in bundled]
    assert {row["demonstration"] for row in rows} == {"true"}


def test_no_cell_begins_like_a_formula(dangerous):
    """Cells that a spreadsheet program would run have an apostrophe in front, and all stand between quotes."""
    text = written("csv", dangerous)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@\t\r\n"))]
    assert all(line.startswith('"') for line in text.split("\r\n") if line)


def test_dangerous_texts_come_back_as_they_were(dangerous, tmp_path, vocabularies):
    """Apostrophes, semicolons, backslashes and line breaks are the same after an export and an import."""
    plan = imported(written("csv", dangerous), tmp_path, vocabularies)
    assert plan.faults == ()
    assert plan.new[0].record == dangerous.model_copy(update={"revision": 1, "revised": None})


def test_a_workbook_keeps_dangerous_texts(dangerous, tmp_path, vocabularies):
    """In a workbook a text that begins like a formula is text, and comes back as it was."""
    write_workbook([dangerous], tmp_path / "all.xlsx")
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "all.xlsx")["legislation"].iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {cell.value for cell in cells if cell.data_type == "n"} <= {None}
    destination = Destination(Collection(tmp_path / "into", vocabularies), {}, vocabularies)
    plan = plan_import(read_table(tmp_path / "all.xlsx"), Attachments(None), destination, lambda _: None)
    assert plan.faults == ()
    assert plan.new[0].record == dangerous.model_copy(update={"revision": 1, "revised": None})


def test_a_text_that_no_cell_can_hold_is_refused(dangerous, tmp_path):
    """A text that Excel would cut off is not written into a workbook; the message names it and the way out."""
    long = dangerous.model_copy(update={"summary": {"en": "x" * 40_000}})
    with pytest.raises(CorpusError, match=r"no-2020-1: summary:en: .* CSV"):
        write_workbook([long], tmp_path / "all.xlsx")


@pytest.mark.parametrize("text", ["=x", "'=x", "''=x", "'", "''", "'x", "5", "'5", "''5", "-", "'-", "x=y", "", "＝1"])
def test_guarding_can_be_undone(text):
    """A guarded text is the same again when it is unguarded, however many apostrophes it had."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize(
    "values", [[], ["a"], ["a;b", "c"], ["\\"], ["a\\", "b"], ["\\;"], [";", "\\\\;"], ["a\\n", "b\nc"]]
)
def test_lists_in_a_cell_can_be_read_again(values):
    """Values of a list are the same again, with semicolons and backslashes of their own."""
    assert several(together(values)) == values


def test_records_are_forgotten_one_by_one(bundled):
    """The writers take records as they come and ask for the next one only when the last is written."""
    for form in ("yaml", "json", "jsonl"):
        stream = io.StringIO()

        def records(stream=stream):
            for record in bundled:
                before = len(stream.getvalue())
                yield record
                assert len(stream.getvalue()) > before

        WRITERS[form](records(), stream)
