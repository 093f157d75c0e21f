"""Workbooks as people and programs leave them: dates, formulas, merged cells, hidden sheets, files that are none."""

import datetime as dt
import re
import zipfile

import openpyxl
import pytest

from indexer.corpus.tables import read_table, workbook

DAY = dt.date(2010, 5, 1)


@pytest.fixture
def table(tmp_path):
    """A workbook with one sheet of laws, changed by a function before it is saved, as it is read."""

    def make(change, again=None):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "legislation"
        sheet.append(["id", "number", "adopted", "gazette"])
        change(sheet)
        file = tmp_path / "laws.xlsx"
        book.save(file)
        if again:
            rewritten(file, again)
        return read_table(file)

    return make


def rewritten(file, change, part="xl/worksheets/sheet1.xml"):
    """Change the XML of a part of a workbook."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def told(table):
    return [str(fault) for fault in table.faults]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (DAY, "yyyy-mm-dd", "2010-05-01"),
        (DAY, "mmm yyyy", "2010-05"),
        (DAY, '"in "mmmm" "yy', "2010-05"),
        (DAY, "yyyy", "2010"),
        (dt.date(2010, 5, 14), "[$-409]d\\-mmm\\-yy;@", "2010-05-14"),
        (2010.0, "General", "2010"),
        (9780521191074.0, "0", "9780521191074"),
        (5.5, "General", "5.5"),
        (True, "General", "true"),
        ("  2010-05\u00a0 ", "@", "2010-05"),
        ("'64/2010", "@", "64/2010"),
        ("'=SUM(A1)", "@", "=SUM(A1)"),
        ("l'État", "@", "l'État"),
    ],
)
def test_cells_are_read_as_they_are_meant(value, number_format, text, table):
    """Dates count as precisely as they are shown, whole numbers without a point, texts without stray spaces."""

    def fill(sheet):
        sheet.append(["no-1", value])
        sheet["B2"].number_format = number_format

    (row,) = table(fill).sheets[0].rows
    assert row.cells == {"id": "no-1", "number": text}


def test_empty_rows_and_marked_ones_are_passed_over(table):
    """Rows without anything in them and rows that begin with # are none; the others keep their numbers."""

    def fill(sheet):
        for row in (["# id", "what it holds"], [], [None, "  "], ["no-1", "1"], [None, "# two"], [], ["no-2"]):
            sheet.append(row)
        sheet["Z40"].number_format = "@"

    read = table(fill)
    assert [(row.number, row.cells["id"]) for row in read.sheets[0].rows] == [(5, "no-1"), (8, "no-2")]
    assert read.faults == ()


def test_formulas_count_with_the_result_that_was_kept(table):
    """A formula counts with its result; one that was saved without it is a fault of its cell."""
    read = table(
        lambda sheet: sheet.append(["no-1", '="6"&"4"', "=B2"]),
        lambda xml: re.sub(
            r'<c r="B2"([^>]*)><f>(.*?)</f><v ?/?>(</v>)?', r'<c r="B2" t="str"><f>\2</f><v>64</v>', xml
        ),
    )
    assert read.sheets[0].rows[0].cells == {"id": "no-1", "number": "64"}
    assert told(read) == [
        "legislation!C2: a value; the formula here was saved without its result: type the value instead"
    ]


def test_text_that_looks_like_a_formula_is_text(table):
    """A cell of text that begins with an equals sign is the text that stands there."""

    def fill(sheet):
        sheet.append(["no-1", "=1+1"])
        sheet["B2"].data_type = "s"

    read = table(fill)
    assert (read.sheets[0].rows[0].cells["number"], read.faults) == ("=1+1", ())


def test_errors_and_merged_cells_are_faults_of_their_cells(table):
    """An error of a formula and a merged range are told by the cell where they stand."""

    def fill(sheet):
        sheet.append(["no-1", "#N/A"])
        sheet.append(["no-2", "1"])
        sheet.merge_cells("B3:B5")
        sheet.merge_cells("C1:D1")

    faults = told(table(fill))
    assert "legislation!B2: a value; the formula here gives #N/A" in faults
    assert any(fault.startswith("legislation!B3: cells of their own; these are merged") for fault in faults)
    assert any(fault.startswith("legislation!C1: cells of their own") for fault in faults)


def test_hidden_and_empty_sheets(table):
    """A hidden sheet is a fault, since nobody sees what would be imported; an empty one is passed over."""

    def fill(sheet):
        sheet.append(["no-1"])
        sheet.parent.create_sheet("Sheet2")
        sheet.parent.create_sheet("treaty").append(["id"])
        sheet.parent["treaty"].sheet_state = "hidden"

    read = table(fill)
    assert told(read) == ["treaty: a sheet that is shown; show this one, or delete it"]
    assert [sheet.name for sheet in read.sheets] == ["legislation"]


def test_what_stands_below_no_name_is_told(table):
    """A value in a column without a name, a name twice and too many columns are faults."""

    def fill(sheet):
        sheet["B1"].value = None
        sheet["D1"].value = " ID "
        sheet.append(["no-1", "64"])

    assert told(table(fill)) == [
        "legislation!D1 id: each column once; this name stands further left already",
        "legislation!B2: a name for this column in the first row",
    ]
    assert any("at most 1,000 columns" in fault for fault in told(table(lambda sheet: sheet.cell(1, 2000, "last"))))


def protected(file):
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def cut_off(file):
    file.write_bytes(file.read_bytes()[:-300])


def another_archive(file):
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")


def without_sheet(file):
    rewritten(file, lambda _: "")


def broken_xml(file):
    rewritten(file, lambda xml: xml.replace("</row>", "</line>"))


def laughing(file):
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(30))
    rewritten(file, lambda xml: f"<!DOCTYPE x [{entities}]>" + xml.replace("no-1", "&a29;"))


def picture(file):
    file.write_bytes(b"\x89PNG\r\n\x1a\n" * 20)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (protected, "an XLSX workbook without a password; this one is protected, or of the old form XLS"),
        (picture, "an XLSX workbook or a CSV file; this file is neither"),
        (cut_off, "an XLSX workbook or a CSV file; this file is neither"),
        (another_archive, "an XLSX workbook; this is another kind of file"),
        (without_sheet, "an XLSX workbook; this file is broken"),
        (broken_xml, "an XLSX workbook; this file is broken"),
        (laughing, "an XLSX workbook; this file is broken"),
    ],
)
def test_a_file_that_is_no_workbook_is_told_in_one_line(spoil, expected, tmp_path):
    """A file that is protected, broken, hostile or something else gives one fault that says what it is."""
    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.active.append(["no-1"])
    book.save(tmp_path / "laws.xlsx")
    rewritten(tmp_path / "laws.xlsx", lambda xml: xml.replace('t="s"><v>1</v>', 't="inlineStr"><is><t>no-1</t></is>'))
    spoil(tmp_path / "laws.xlsx")
    read = read_table(tmp_path / "laws.xlsx")
    assert len(read.faults) == 1
    assert str(read.faults[0]).startswith(expected)


def test_sizes_are_looked_at_before_anything_is_unpacked(tmp_path, monkeypatch):
    """A workbook that would unpack to too much is refused by what its directory says, a large one by its size."""
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(2_000_000))
    assert bomb.stat().st_size < 10_000
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("something was unpacked"))
    assert told(read_table(bomb)) == ["a workbook of at most 1,000,000 bytes when it is unpacked"]
    monkeypatch.setattr(workbook, "MOST_BYTES", 1000)
    assert told(read_table(bomb)) == ["a file of at most 1,000 bytes; part the table"]


def test_a_workbook_of_another_program_is_read(table):
    """A workbook that says nothing about its dimensions, with texts in the cells themselves, is read the same."""

    def bare(xml):
        xml = re.sub(r"<dimension[^>]*/>", "", xml)
        return re.sub(r'<c r="A2"[^>]*>.*?</c>', '<c r="A2" t="inlineStr"><is><t>no-9</t></is></c>', xml)

    read = table(lambda sheet: sheet.append(["no-1", "64"]), bare)
    assert read.sheets[0].rows[0].cells == {"id": "no-9", "number": "64"}


def test_reading_says_nothing_on_the_way(table, capfd):
    """What openpyxl thinks of a workbook does not reach the person who imports it."""
    table(lambda sheet: sheet.append(["no-1"]))
    assert capfd.readouterr() == ("", "")
