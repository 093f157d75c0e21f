"""What an import says: which value stood there, which one was meant, and what can be done."""

import csv

import openpyxl
import pytest

from indexer.corpus.collection import Collection
from indexer.corpus.tables import Attachments, Destination, plan_import, read_table
from indexer.pdf import unreadable

LAW = {
    "kind": "legislation",
    "id": "no-2020-1",
    "title:en": "Act on Nothing",
    "title:ar": "",
    "original_language": "en",
    "country": "NO",
    "type_of_act": "law",
    "adopted": "2020-05",
    "in_force.value": "unknown",
}
FILE = {"files.1.languages": "en", "files.1.status": "official"}


@pytest.fixture
def shelf(tmp_path):
    """A folder with files of which rows can tell."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    (folder / "l7.pdf").write_bytes(b"%PDF-1.7 one")
    (folder / "law-12.pdf").write_bytes(b"\n" * 1000 + b"%PDF-1.4 two")
    (folder / "act.docx").write_bytes(b"PK\x03\x04 a document")
    (folder / "text.pdf").write_bytes(b"a text that is named as a PDF is")
    return folder


@pytest.fixture
def plan(tmp_path, vocabularies, shelf):
    """What an import of a law that is changed in these columns would do."""

    def planned(change, largest=None):
        row = LAW | change
        with (tmp_path / "table.csv").open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(row)
            rows.writerow(row.values())
        destination = Destination(Collection(tmp_path / "into", vocabularies), {}, vocabularies)
        return plan_import(
            read_table(tmp_path / "table.csv"), Attachments(shelf, largest, unreadable), destination, lambda _: None
        )

    return planned


@pytest.mark.parametrize(
    ("column", "text", "meant"),
    [
        ("crime", "Corruption", "corruption"),
        ("crime", "smuggling_of_migrants; Torture; الاتجار بالأشخاص", "trafficking_in_persons"),
        ("country", "Germany", "DE"),
        ("country", "Allemagne", "DE"),
        ("country", "Германия", "DE"),
        ("country", "德国", "DE"),
        ("country", "Turkey", "TR"),
        ("original_language", "English", "en"),
        ("type_of_act", "Law", "law"),
        ("files.1.languages", "Français", "fr"),
    ],
)
def test_a_label_in_the_place_of_an_id_leads_to_it(column, text, meant, plan):
    """Who writes a label, in whatever language, or a former name, is told the id of the term, once."""
    faults = [str(fault) for fault in plan({"files.1.name": "l7.pdf", **FILE, column: text}).faults]
    assert sum(f"; perhaps {meant} was meant" in fault for fault in faults) == 1, faults


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("2020-05-14 13:30", "2020-05-14"),
        ("2020-05-14T13:30:00", "2020-05-14"),
        ("14.05.2020", "2020-05-14"),
        ("4.5.2020", "2020-05-04"),
        ("14/5/2020", "2020-05-14"),
        ("5/14/2020", "2020-05-14"),
        ("2020/5/4", "2020-05-04"),
        ("05.2020", "2020-05"),
    ],
)
def test_a_date_in_another_form_is_told_as_it_is_written_here(text, instead, plan):
    """A date in a form that can mean one day only is told with what to write in its place."""
    (fault,) = plan({"adopted": text}).faults
    assert str(fault).startswith("H2 adopted: a date as 2010, 2010-05 or 2010-05-14; ")
    assert fault.expected.endswith(f"; {text!r} stands here: write {instead}")
    assert plan({"adopted": instead}).faults == ()


@pytest.mark.parametrize("text", ["05/06/2020", "31.02.2020", "14.13.2020", "in May", "1/2/3/2020"])
def test_what_can_mean_two_dates_or_none_is_only_shown(text, plan):
    """Of a date that can mean two days, or none, only what stood there is told."""
    (fault,) = plan({"adopted": text}).faults
    assert fault.expected.endswith(f"; {text!r} stands here")


def test_a_missing_title_is_that_in_the_original_language(plan):
    """A title that is missing is looked for in the original language, whatever columns the table begins with."""
    (fault,) = plan({"title:en": ""}).faults
    assert str(fault) == "C2 title:en: a value; this field is required"
    (fault,) = plan({"title:en": "", "title:ar": "قانون", "original_language": "fr"}).faults
    assert str(fault) == "row 2 title:fr: the title in the original language (fr) too"


@pytest.mark.parametrize(
    ("name", "end"), [("nofile.pdf", "nofile.pdf"), ("law_12.pdf", "; perhaps law-12.pdf was meant")]
)
def test_a_file_that_was_perhaps_meant_is_like_it(name, end, plan):
    """Only a file whose name is like it, apart from the suffix, is offered for one that is not there."""
    (fault,) = plan({"files.1.name": name, **FILE}).faults
    assert fault.expected.endswith(end)


def test_a_file_that_is_too_large_is_a_fault(plan):
    """A file above the limit of the settings would never be read: the fault says how large it may be."""
    (fault,) = plan({"files.1.name": "law-12.pdf", **FILE}, largest=1000).faults
    assert fault.expected == "a file of at most 1,000 bytes, which PALERMO_PDF_BYTES allows; law-12.pdf has 1,012"
    assert plan({"files.1.name": "law-12.pdf", **FILE}, largest=1012).faults == ()


@pytest.mark.parametrize(("name", "warned"), [("act.docx", 1), ("text.pdf", 0), ("l7.pdf", 0), ("law-12.pdf", 0)])
def test_a_file_that_cannot_be_read_is_warned_of(name, warned, plan):
    """A file that is of no accepted type by its content is taken in, and told: it is not searched."""
    found = plan({"files.1.name": name, **FILE})
    assert (found.faults, len(found.new), len(found.warnings)) == ((), 1, warned)
    assert all(f"a file that can be read; {name} is " in str(warning) for warning in found.warnings)


def test_a_file_that_is_missing_is_one_fault(plan):
    """Of two files in one language without ids the fault of the first says nothing about the id of the second."""
    second = {"files.2.name": "l7.pdf", "files.2.languages": "en", "files.2.status": "official"}
    (fault,) = plan({"files.1.name": "nofile.pdf", **FILE, **second}).faults
    assert fault.name == "files.1.name"


def test_a_relation_that_leads_nowhere_says_what_to_do(plan):
    """A relation to a record that is nowhere says that it can be imported too, or the relation be taken out."""
    (fault,) = plan({"relations": "amends no-1999-9"}).faults
    assert "there is no record no-1999-9: import that one too" in fault.expected
    assert fault.expected.endswith("or take the relation out")


def test_one_slip_of_a_participant_is_one_fault(tmp_path, vocabularies):
    """A fault in the sheet of participants, or in a name of its columns, is followed by none in that of treaties."""
    treaty = {"id": "untoc", "title:en": "Convention", "original_language": "en", "adopted": "2000-11-15"}
    book = openpyxl.Workbook()
    sheets = {"treaty": book.active, "participants": book.create_sheet("participants")}
    book.active.title = "treaty"
    for name, row in {
        "treaty": treaty | {"participants.status_as_of": "2014"},
        "participants": {"id": "untoc", "party": "Egypt", "signature": "2000-12-13", "singature": "x"},
    }.items():
        sheets[name].append(list(row))
        sheets[name].append(list(row.values()))
    book.save(tmp_path / "table.xlsx")
    destination = Destination(Collection(tmp_path / "into", vocabularies), {}, vocabularies)
    found = plan_import(read_table(tmp_path / "table.xlsx"), Attachments(None), destination, lambda _: None)
    assert [str(fault).partition(":")[0] for fault in found.faults] == [
        "participants!D1 singature",
        "participants!B2 party",
    ]
    assert all(fault.expected.endswith(" was meant") for fault in found.faults)
