"""The workbook that records are written in."""

import re

import pytest

from indexer.corpus.collection import Collection
from indexer.corpus.reading import MODELS
from indexer.corpus.tables import Attachments, Destination, plan_import, read_table, template
from indexer.corpus.tables.columns import column_of, in_order, usual_columns
from indexer.corpus.terms import BY_LANGUAGE
from indexer.model import KINDS, LANGUAGES
from tests.indexer.corpus.rows import LAW


@pytest.fixture(scope="module")
def book(vocabularies):
    return template(KINDS, vocabularies)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_has_a_column_for_every_field(kind, book):
    """Every field of a kind has its column, or one a language; only what Palermo itself writes has none."""
    names = [cell.value for cell in book[kind][1]]
    assert names == list(usual_columns(kind))
    fields = {re.split("[.:]", name)[0] for name in names}
    assert fields == set(MODELS[kind].model_fields) - {"kind", "revision", "revised"}
    for field in fields & set(BY_LANGUAGE):
        assert {name for name in names if name.startswith(f"{field}:")} == {f"{field}:{code}" for code in LANGUAGES}


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_tells_what_its_columns_hold(kind, book):
    """Each column says what it holds; the required ones say that and have another colour; one row is an example."""
    sheet = book[kind]
    assert sheet["A2"].value.startswith("# ")
    assert sheet["A3"].value.startswith("# example: ")
    for name, said in zip(sheet[1], sheet[2], strict=True):
        required = column_of(kind, name.value).required
        assert len(said.value) > 8
        assert (
            (re.match("(# )?Required", said.value) is not None)
            == required
            == (name.fill.fgColor.rgb.endswith("FFE8A0"))
        )
    told = {name.value: said.value for name, said in zip(sheet[1], sheet[2], strict=True)}
    assert told["title:ru"].endswith("Here in Russian.")
    assert told["crime"].endswith("Several are parted by semicolons.")
    needed = {field for field, info in MODELS[kind].model_fields.items() if info.is_required()} - {"kind"}
    assert {re.split("[.:]", cell.value)[0] for cell in sheet[1] if column_of(kind, cell.value).required} == needed


def test_cells_offer_the_terms_of_their_vocabularies(book, vocabularies):
    """A cell offers the ids of its vocabulary from the sheet of terms, where each has its labels in six languages."""
    terms = list(book["terms"].iter_rows(values_only=True))
    assert terms[0] == ("vocabulary", "id", *LANGUAGES)
    offered = offers(book["legislation"])
    for column, name in (("country", "country"), ("crime", "crime"), ("type_of_act", "act_type")):
        first, last = map(int, re.fullmatch(r"terms!\$B\$(\d+):\$B\$(\d+)", offered[column]).groups())
        assert [row[:2] for row in terms[first - 1 : last]] == [
            (name, concept.id) for concept in vocabularies.concepts(name)
        ]
        assert all(all(row) for row in terms[first - 1 : last])
    assert offered["in_force.value"] == '"yes,partly,no,unknown"'
    assert "gazette" not in offered
    first, last = map(int, re.findall(r"\d+", offers(book["participants"])["party"]))
    assert {row[0] for row in terms[first - 1 : last]} == {"country", "organization"}


def offers(sheet) -> dict[str, str]:
    """What the cells of each column offer, from the first row for records on."""
    found = {}
    for validation in sheet.data_validations.dataValidation:
        for cells in validation.sqref.ranges:
            assert cells.min_row == 4
            found[sheet.cell(1, cells.min_col).value] = validation.formula1
    return found


def test_only_the_kinds_asked_for_have_sheets(vocabularies):
    """A template for some kinds has their sheets only, and that of participants only if treaties are among them."""
    assert template(["case_law"], vocabularies).sheetnames == ["read me", "case_law", "terms"]
    assert template(["treaty"], vocabularies).sheetnames == ["read me", "treaty", "participants", "terms"]


def test_no_column_is_of_two_minds():
    """A column means one thing in a kind; names that are none of a record have no column."""
    assert column_of("legislation", "title:en").path == ("title", "en")
    assert column_of("legislation", "files.12.text_as_of").path == ("files", 11, "text_as_of")
    assert column_of("strategy", "period.from").path == ("period", "from")
    assert column_of("treaty", "participants.list").path == ("participants", "list")
    for name in (
        "title", "title:English", "gazette:en", "files", "files.0.name", "files.1", "files.1.size", "sources.name",
        "relations.1.type", "in_force", "in_force.when", "participants.list", "court:en", "crime.1", "", ":", ".",
    ):  # fmt: skip
        assert column_of("legislation", name) is None, name


def test_columns_have_one_order():
    """Columns of any kinds come in the order of the schema: numbers by size, the six languages first."""
    names = ["files.10.name", "title:pt", "files.2.name", "crime", "title:en", "demonstration", "id", "files.2.id"]
    assert in_order(names) == [
        "id", "demonstration", "title:en", "title:pt", "crime", "files.2.id", "files.2.name", "files.10.name",
    ]  # fmt: skip


def test_a_filled_template_is_imported(tmp_path, vocabularies):
    """The template imports once rows stand below its example, which is passed over itself."""
    book = template(["legislation", "treaty"], vocabularies)
    sheet = book["legislation"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(4, column, LAW.get(sheet.cell(1, column).value))
    book.save(tmp_path / "filled.xlsx")
    destination = Destination(Collection(tmp_path / "into", vocabularies), {}, vocabularies)
    plan = plan_import(read_table(tmp_path / "filled.xlsx"), Attachments(None), destination, lambda _: None)
    assert plan.faults == ()
    assert [row.id for row in plan.new] == ["no-2020-1"]
