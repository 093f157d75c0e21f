"""Rows of tables become records, or every fault of the table is told by its cell."""

import datetime as dt

import openpyxl
import pytest

from indexer.corpus import read_record
from indexer.corpus.collection import Collection
from indexer.corpus.folders import RECORD, entries
from indexer.corpus.tables import Attachments, Destination, plan_import, read_table
from tests.indexer.corpus.rows import LAW

TREATY = {"id": "untoc", "title:en": "Convention", "original_language": "en", "adopted": "2000-11-15"}


@pytest.fixture
def shelf(tmp_path):
    """A folder with two files of which rows can tell."""
    folder = tmp_path / "shelf"
    (folder / "deeper").mkdir(parents=True)
    (folder / "act 1.pdf").write_bytes(b"%PDF-1.7 one")
    (folder / "deeper" / "Act-2.PDF").write_bytes(b"%PDF-1.7 two")
    return folder


@pytest.fixture
def planned(tmp_path, vocabularies, shelf):
    """What an import of these sheets would do; a sheet is a list of rows with the names of columns."""

    def plan(into="into", known=(), **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            columns = list(dict.fromkeys(column for row in rows for column in row))
            sheet.append(columns)
            for row in rows:
                sheet.append([row.get(column) for column in columns])
        book.save(tmp_path / "table.xlsx")
        collection = Collection(tmp_path / into, vocabularies)
        folders = {entry.id: entry.path for entry in entries(tmp_path / into)} | dict.fromkeys(known, tmp_path)
        destination = Destination(collection, folders, vocabularies)
        found = plan_import(read_table(tmp_path / "table.xlsx"), Attachments(shelf), destination, lambda _: None)
        return found, collection

    return plan


@pytest.fixture
def told(planned):
    """The faults of these sheets as a person reads them."""
    return lambda **sheets: [str(fault) for fault in planned(**sheets)[0].faults]


def test_a_row_becomes_a_record(planned):
    """A row with texts, lists, parts, sentences and files becomes the record that they say."""
    row = LAW | {
        "title:fr": " Loi sur rien ",
        "country": "NO; FR",
        "crime": "trafficking_in_persons;smuggling_of_migrants ; ",
        "keywords:en": "one \\; two; three",
        "treaty_articles": "tip-protocol:5; untoc:16 implements state 2020-01-31",
        "relations": "amends old-1; related old-2",
        "sources.1.title": "Gazette; Oslo",
        "sources.1.language": "en",
        "sources.3.title": "Court",
        "sources.3.language": "fr",
        "files.1.name": "act 1.pdf",
        "files.1.languages": "en; fr",
        "files.1.status": "official",
        "files.2.name": "Act-2.PDF",
        "files.2.languages": "en",
        "files.2.status": "demonstration",
        "verification.level": "page",
        "verification.checked_on": "2026-11-21",
    }
    plan, collection = planned(legislation=[row], known=("old-1", "old-2"))
    assert plan.faults == ()
    (checked,) = plan.new
    record = read_record(collection.add(checked.record, checked.contents) / RECORD).record
    assert record.title == {"en": "Act on Nothing", "fr": "Loi sur rien"}
    assert (record.country, record.crime) == (("NO", "FR"), ("trafficking_in_persons", "smuggling_of_migrants"))
    assert record.keywords == {"en": ("one ; two", "three")}
    assert [(each.term, each.relation, str(each.asserted_on)) for each in record.treaty_articles] == [
        ("tip-protocol:5", "relevant_to", "2026-11-21"),
        ("untoc:16", "implements", "2020-01-31"),
    ]
    assert [(each.type, each.record) for each in record.relations] == [("amends", "old-1"), ("related", "old-2")]
    assert [source.title for source in record.sources] == ["Gazette; Oslo", "Court"]
    assert [(file.id, file.name[:10]) for file in record.files] == [("en", "no-2020-1-"), ("en-2", "no-2020-1-")]
    assert record.demonstration


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"id": "NO 1"}, "legislation!A2 id: an id of small ASCII letters"),
        ({"id": None}, "legislation!A2 id: a value; this field is required"),
        ({"adopted": "14.05.2020"}, "legislation!F2 adopted: a date as 2010, 2010-05 or 2010-05-14"),
        ({"adopted": "2021-02-30"}, "legislation!F2 adopted: a day of the calendar"),
        ({"country": "NOR"}, "legislation!D2 country: a country code"),
        ({"country": None}, "legislation!D2 country: country or organization; at least one of them"),
        ({"country": "NO; NO"}, "legislation!D2 country: each value once"),
        ({"country": "XX"}, "legislation!D2 country: a term of the vocabulary country; 'XX' is not in it"),
        (
            {"type_of_act": "laws"},
            "legislation!E2 type_of_act: a term of the vocabulary act_type; 'laws' is not in it; ",
        ),
        ({"in_force.value": "yes"}, "legislation!G2 in_force.value: checked_by and checked_on beside every value"),
        ({"title:en": None, "title:fr": "Loi"}, "legislation!B2 title:en: the title in the original language (en) too"),
        ({"title:qq": "Act"}, "legislation!H2 title:qq: a term of the vocabulary language; 'qq' is not in it"),
        (
            {"crime": "trafficking_in_person"},
            "H2 crime: a term of the vocabulary crime; 'trafficking_in_person' is not",
        ),
        ({"country": "NO, FR"}, "D2 country: several values parted by semicolons, not by commas"),
        ({"treaty_articles": "5"}, "H2 treaty_articles: treaty:article, as tip-protocol:5"),
        ({"treaty_articles": "untoc:5"}, "H2 treaty_articles: the day on which it was said (untoc:5 2026-11-21)"),
        (
            {"treaty_articles": "untoc:99 2026-11-21"},
            "H2 treaty_articles: a term of the vocabulary article; 'untoc:99'",
        ),
        ({"relations": "changes old-1"}, "H2 relations: a type of relation (amends,"),
        (
            {"relations": "amends old-9"},
            "H2 relations: the id of a record of this table or of the collections; there is",
        ),
        ({"relations": "amends no-2020-1"}, "H2 relations: another record; this is the id of the record itself"),
        ({"files.1.name": "act 3.pdf"}, "H2 files.1.name: the name of a file in "),
        ({"files.1.status": "official"}, "files.1.name: the name of the file"),
        ({"files.1.name": "act 1.pdf", "files.1.status": "law"}, "I2 files.1.status: one of official, "),
        ({"files.1.name": "act 1.pdf"}, "legislation!row 2 files.1.languages: a value; this field is required"),
        ({"verification.level": "page"}, "row 2 verification.checked_on: a value; this field is required"),
        ({"sources.2.title": "Gazette"}, "row 2 sources.2.language: a value; this field is required"),
        (
            {"court:en": "Court"},
            "H2 court:en: nothing here in a record of the kind legislation; this column is one of case",
        ),
        ({"colour": "red"}, "legislation!H1 colour: a known column"),
        ({"gazete": "Gazette"}, "legislation!H1 gazete: a known column; perhaps gazette was meant"),
        ({"kind": "treaty"}, "legislation!H2 kind: legislation, as the sheet is called; or move the row"),
        ({"demonstration": "true"}, "legislation!H2 demonstration: false, as the status of the files says"),
    ],
)
def test_a_fault_is_told_by_its_cell(change, expected, told):
    """Whatever is wrong in a row is told with the cell, its column and what was expected there."""
    faults = told(legislation=[{**LAW, **change}])
    assert any(expected in fault for fault in faults), faults


def test_what_nobody_sees_or_means_is_passed_over(planned):
    """Marks of direction, apostrophes, digits and semicolons of other scripts do not change an id, a term or a date."""
    row = {"\u200fID ": "\u200e'no-2020-1", "adopted": "\u200f٢٠٢٠-٠٥", "country": "NO؛ FR；EG", "crime": "'corruption"}
    rest = {name: text for name, text in LAW.items() if name not in ("id", "adopted", "country")}
    plan, _ = planned(legislation=[row | rest | {"gazette": "'Abd ١؛٢"}])
    assert plan.faults == ()
    record = plan.new[0].record
    assert (record.id, str(record.adopted), record.country) == ("no-2020-1", "2020-05", ("NO", "FR", "EG"))
    assert (record.crime, record.gazette) == (("corruption",), "'Abd ١؛٢")


def test_all_faults_of_all_rows_are_told_in_order(told):
    """Faults of several sheets and rows come together, by sheet, row and column."""
    faults = told(
        legislation=[LAW | {"adopted": "soon"}, LAW | {"id": "no-2", "country": "XX", "adopted": "later"}],
        treaty=[TREATY | {"original_language": "xx"}],
    )
    places = [fault.split(":")[0] for fault in faults]
    assert places == [
        "legislation!F2 adopted",
        "legislation!D3 country",
        "legislation!F3 adopted",
        "treaty!B2 title",
        "treaty!C2 original_language",
    ]


def test_a_fault_hides_no_other_of_its_row(told):
    """Whatever else is wrong in a row or a cell, lost relations, taken ids and the other values are told at once."""
    row = LAW | {
        "adopted": "soon",
        "relations": "amends old-9; changes old-8",
        "treaty_articles": "five; untoc:99 2026-11-21; untoc:5 2026-11-21",
        "crime": "corruptoin; piracy; corruption",
    }
    faults = told(legislation=[row, LAW | {"id": "no-2", "colour": "red"}, LAW | {"id": "no-3", "colour": "blue"}])
    for expected in (
        "F2 adopted: a date",
        "K1 colour: a known column",
        "there is no record old-9",
        "this is 'changes'",
        "this is 'five'",
        "'untoc:99' is not in it",
        "'corruptoin' is not in it; perhaps corruption was meant",
        "'piracy' is not in it",
    ):
        assert sum(expected in fault for fault in faults) == 1, (expected, faults)
    assert len(faults) == 8


def test_ids_and_files_are_named_once(told):
    """An id that two rows have, and a file that two rows take, are faults of the second that name the first."""
    file = {"files.1.name": "act 1.pdf", "files.1.languages": "en", "files.1.status": "official"}
    faults = told(legislation=[LAW | file, LAW | file, LAW | {"id": "no-2"} | file])
    assert any("A3 id: an id of its own; row 2 of legislation has it too" in fault for fault in faults)
    assert sum("takes act 1.pdf too" in fault for fault in faults) == 2


def test_an_id_of_another_collection_is_taken(planned):
    """An id that a record of another collection has is a fault that says where that record is."""
    plan, _ = planned(legislation=[LAW], known=("no-2020-1",))
    (fault,) = plan.faults
    assert (fault.name, fault.row) == ("id", 2)
    assert fault.expected.startswith("an id of its own; the record in")


def test_the_same_row_is_passed_over_and_another_one_refused(planned):
    """A row whose record is there already is counted, one that says something else is a fault, nothing is lost."""
    plan, collection = planned(legislation=[LAW])
    collection.add(plan.new[0].record)
    again, _ = planned(legislation=[LAW, LAW | {"id": "no-2020-2"}])
    assert (len(again.new), again.present, again.faults) == (1, 1, ())
    changed, _ = planned(legislation=[LAW | {"adopted": "2020-06"}])
    assert [fault.name for fault in changed.faults] == ["id"]
    assert "says something else" in changed.faults[0].expected


def test_relations_inside_the_table_are_found(planned):
    """Rows may name each other, in whatever order they stand."""
    rows = [LAW | {"relations": "amends no-2020-2"}, LAW | {"id": "no-2020-2", "relations": "amended_by no-2020-1"}]
    plan, _ = planned(legislation=rows)
    assert (plan.faults, len(plan.new)) == ((), 2)


def test_participants_stand_in_their_sheet_or_in_a_cell(planned):
    """The participants of a treaty are read from a sheet of their own or from one cell, with the same result."""
    date = {"participants.status_as_of": "2014-01"}
    cell = "EG signature 2000-12-13 ratification 2004-03-05; european_union approval 2004-05-21; IR signature 2000"
    sheet = [
        {"id": "untoc", "party": "EG", "signature": "2000-12-13", "action": "ratification", "date": "2004-03-05"},
        {"id": "untoc", "party": "european_union", "action": "approval", "date": dt.date(2004, 5, 21)},
        {"id": "untoc", "party": "IR", "signature": 2000.0},
    ]
    in_cell, _ = planned(treaty=[TREATY | date | {"participants.list": cell}])
    in_sheet, _ = planned(treaty=[TREATY | date], participants=sheet)
    assert in_cell.faults == in_sheet.faults == ()
    assert in_cell.new[0].record == in_sheet.new[0].record
    assert [each.party for each in in_sheet.new[0].record.participants.listed] == ["EG", "european_union", "IR"]


def test_faults_of_participants_are_told_in_their_sheet(told):
    """A fault of a participant is told by the cell of its own sheet, as is a row without its treaty."""
    faults = told(
        treaty=[TREATY | {"participants.status_as_of": "2014"}],
        participants=[
            {"id": "untoc", "party": "XX", "signature": "soon"},
            {"id": "untoc", "party": "EG", "action": "ratified"},
            {"id": "tip", "party": "EG"},
        ],
    )
    for expected in (
        "participants!B2 party: a term of the vocabulary country or organization; 'XX' is not in it",
        "participants!C2 signature: a date as",
        "participants!D3 action: one of ratification, ",
        "participants!A4 id: the id of a treaty of this table",
    ):
        assert any(fault.startswith(expected) for fault in faults), (expected, faults)


def test_files_with_one_name_are_told_apart_by_their_paths(planned, told, shelf):
    """Of two files with one name the row has to give the path; a path out of the folder is none."""
    (shelf / "deeper" / "act 1.pdf").write_bytes(b"%PDF-1.7 other")
    file = {"files.1.languages": "en", "files.1.status": "official"}
    (fault,) = told(legislation=[LAW | file | {"files.1.name": "act 1.pdf"}])
    assert "one file; 2 have this name: act 1.pdf, deeper/act 1.pdf; write one of these" in fault
    plan, _ = planned(legislation=[LAW | file | {"files.1.name": "deeper\\act 1.pdf"}])
    assert plan.new[0].contents == {"en": shelf / "deeper" / "act 1.pdf"}
    for outside in ("../shelf/act 1.pdf", "/etc/hostname", "deeper/../act 1.pdf"):
        assert "there is no " in told(legislation=[LAW | file | {"files.1.name": outside}])[0]


def test_an_empty_or_changed_file_is_a_fault(told, shelf):
    """A file with nothing in it, and one with another checksum than the row says, are faults."""
    (shelf / "empty.pdf").touch()
    file = {"files.1.languages": "en", "files.1.status": "official"}
    assert "empty" in told(legislation=[LAW | file | {"files.1.name": "empty.pdf"}])[0]
    changed = LAW | file | {"files.1.name": "act 1.pdf", "files.1.sha256": "0" * 64}
    (fault,) = told(legislation=[changed])
    assert "files.1.sha256: the SHA-256 of act 1.pdf, which is " in fault
