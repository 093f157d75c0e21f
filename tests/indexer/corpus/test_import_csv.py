"""Tables as CSV, in the dialects that spreadsheets write."""

import csv

import pytest

from indexer.corpus.collection import Collection
from indexer.corpus.tables import Attachments, Destination, plan_import, read_table
from tests.indexer.corpus.rows import LAW


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_csv_is_read_in_the_dialects_of_spreadsheets(tmp_path, vocabularies, delimiter, encoding):
    """CSV with commas, semicolons or tabs, in UTF-8 or UTF-16, gives the same rows as a workbook."""
    file = tmp_path / "laws.csv"
    with file.open("w", encoding=encoding, newline="") as stream:
        rows = csv.writer(stream, delimiter=delimiter)
        rows.writerow(["kind", *LAW, "summary:en", "number", "demonstration"])
        rows.writerow(["legislation", *LAW.values(), "two\nlines", "'5", "FALSE"])
        rows.writerow([])
    destination = Destination(Collection(tmp_path / "into", vocabularies), {}, vocabularies)
    plan = plan_import(read_table(file), Attachments(None), destination, lambda _: None)
    assert plan.faults == ()
    assert plan.new[0].record.summary == {"en": "two\nlines"}
    assert plan.new[0].record.number == "5"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"id,kind\n\xff\xfe,x\n", "row 2: text in UTF-8"),
        (b"PK\x03\x04\0\0", "a table as CSV or XLSX; this file is neither"),
        (b'id,kind\n"open,law\n', "row 2: a row of CSV, text with quotes"),
        (b'id,kind,x\nno-1,law,"a\nb"\n\nno-2,"law,\nno-3,law,y\n', "row 4: a row of CSV, text with quotes"),
        (b'sep=;\nid;kind\nno-1;"law "that"\n', "row 2: a row of CSV, text with quotes"),
        (b"", "row 1: the names of the columns in the first row"),
        (b"id,title:en\nno-1,Act\n", "row 1 kind: a column that says the kind"),
        (b"id,kind,id\nno-1,treaty,no-2\n", "C1 id: each column once"),
        (b"id,kind\nno-1,law\n", "B2 kind: one of legislation, "),
        (b"id,kind\nno-1,treaty,more\n", "C2: a name for this column in the first row"),
        (b"id,kind\n", "at least one row with a record"),
    ],
)
def test_a_csv_file_that_is_none_is_refused(content, expected, tmp_path, vocabularies):
    """A file that cannot be read as CSV, or whose first row is not one of names, is told in one clear line."""
    (tmp_path / "table.csv").write_bytes(content)
    destination = Destination(Collection(tmp_path / "into", vocabularies), {}, vocabularies)
    plan = plan_import(read_table(tmp_path / "table.csv"), Attachments(None), destination, lambda _: None)
    assert any(str(fault).startswith(expected) for fault in plan.faults), [str(fault) for fault in plan.faults]
    assert plan.new == ()


@pytest.mark.parametrize("first", [b"sep=;\r\n", b'\xef\xbb\xbf"sep=;"\n', b"SEP=;\n"])
def test_the_line_that_tells_excel_the_separator_is_no_row(first, tmp_path):
    """A first line as Excel reads it says what parts the cells; rows are counted from the next one on, as it does."""
    content = first + b"id;kind;title:en;adopted\nno-2020-1;legislation;A, b, c, d and e;soon\n"
    (tmp_path / "table.csv").write_bytes(content)
    table = read_table(tmp_path / "table.csv")
    (row,) = table.sheets[0].rows
    assert (table.faults, row.number, row.cells["title:en"]) == ((), 2, "A, b, c, d and e")
