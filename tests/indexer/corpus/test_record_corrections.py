"""What a record says of provisions that were found wrongly in a file of it."""

import io
import json

import jsonschema
import pytest

from indexer.corpus import ProvisionCorrection, read_record_text
from indexer.corpus.collection import Collection
from indexer.corpus.json_schema import records_schema
from indexer.corpus.tables import WRITERS, Attachments, Destination, plan_import, read_table
from indexer.corpus.writing import record_yaml
from indexer.model import Correction
from indexer.vocabularies.yaml_text import read_yaml

ANCHOR = "provision: art_6, begins: Article 6 of the Convention, page: 3"
EACH = (
    f"{{operation: merge, {ANCHOR}}}",
    f"{{operation: split, {ANCHOR}, at: The proceeds, label: Article 6 bis, heading: Proceeds, level: article}}",
    f"{{operation: rename, {ANCHOR}, heading: Offences}}",
    f"{{operation: rename, {ANCHOR}}}",
    f"{{operation: relabel, {ANCHOR}, label: Article 5, on: 2026-11-21, by: Legal officer, note: Misread.}}",
)


def with_corrections(law, *corrections):
    """The text of the law whose file has these corrections."""
    lines = "".join(f"      - {one}\n" for one in corrections)
    return law.replace("    text_as_of:", f"    corrections:\n{lines}    text_as_of:")


def test_corrections_of_a_file_are_read_in_their_order(law):
    """Each operation is read with its anchor and what it changes, and is plain data for whoever applies it."""
    text = read_record_text(with_corrections(law, *EACH).encode(), "record.yaml")
    assert text.faults == ()
    corrections = [one.plain for one in text.record.files[0].corrections]
    assert [one.operation for one in corrections] == ["merge", "split", "rename", "rename", "relabel"]
    assert corrections[0] == Correction("merge", "art_6", "Article 6 of the Convention", 3)
    assert (corrections[1].at, corrections[1].label, corrections[1].level) == (
        "The proceeds",
        "Article 6 bis",
        "article",
    )
    assert corrections[3].heading == ""
    assert [ProvisionCorrection.of(one).plain for one in corrections] == corrections


def test_corrections_are_kept_as_json_and_written_again(law):
    """As JSON, as YAML and in a record that is written again they are the same."""
    record = read_record_text(with_corrections(law, *EACH).encode(), "record.yaml").record
    for one in record.files[0].corrections:
        data = json.loads(json.dumps(one.model_dump(mode="json", exclude_none=True)))
        assert ProvisionCorrection.model_validate(data) == one
    assert read_record_text(record_yaml(record).encode(), "record.yaml").record == record


def test_corrections_come_back_from_a_table(law, tmp_path, vocabularies):
    """An export as CSV has them in one cell of their file, and an import reads them again."""
    record = read_record_text(with_corrections(law, *EACH).encode(), "record.yaml").record
    stream = io.StringIO(newline="")
    WRITERS["csv"]([record], stream)
    path = tmp_path / "all.csv"
    path.write_text(stream.getvalue(), encoding="utf-8-sig", newline="")
    (tmp_path / "shelf").mkdir()
    content = b"%PDF-1.7 nothing that anybody would read"
    (tmp_path / "shelf" / record.files[0].name).write_bytes(content)
    destination = Destination(Collection(tmp_path / "into", vocabularies), {}, vocabularies)
    plan = plan_import(read_table(path), Attachments(tmp_path / "shelf"), destination, lambda _: None)
    assert plan.faults == ()
    assert plan.new[0].record.files[0].corrections == record.files[0].corrections
    path.write_text(stream.getvalue().replace('"[{', '"[['), encoding="utf-8-sig", newline="")
    plan = plan_import(read_table(path), Attachments(tmp_path / "shelf"), destination, lambda _: None)
    assert [fault.name for fault in plan.faults] == ["files.1.corrections"]


@pytest.mark.parametrize(
    ("correction", "field", "expected"),
    [
        (f"{{operation: join, {ANCHOR}}}", "operation", "one of merge, split, rename, relabel"),
        (f"{{operation: split, {ANCHOR}, at: The proceeds}}", "operation", "label beside split"),
        (f"{{operation: split, {ANCHOR}, label: Article 6 bis}}", "operation", "at beside split"),
        (f"{{operation: relabel, {ANCHOR}}}", "operation", "label beside relabel"),
        (f"{{operation: merge, {ANCHOR}, heading: Offences}}", "heading", "no heading beside merge"),
        (f"{{operation: rename, {ANCHOR}, label: Article 5}}", "label", "no label beside rename"),
        ("{operation: merge, provision: art_6, page: 3}", "begins", "a value; this field is required"),
        (f"{{operation: merge, {ANCHOR.replace('3', '0')}}}", "page", ""),
        (
            f"{{operation: merge, {ANCHOR.replace('art_6', 'Article 6')}}}",
            "provision",
            "the id of a provision as art_5",
        ),
    ],
)
def test_a_fault_in_a_correction_names_its_field(law, correction, field, expected):
    """What an operation lacks or does not know is told with line and field; the JSON Schema refuses it, too."""
    text = with_corrections(law, correction)
    faults = read_record_text(text.encode(), "record.yaml").faults
    assert [(fault.field, fault.line) for fault in faults] == [(f"files[0].corrections[0].{field}", 16)]
    assert faults[0].expected.startswith(expected)
    assert list(jsonschema.Draft202012Validator(records_schema()).iter_errors(read_yaml(text.encode()).value))


def test_corrections_without_faults_fit_the_schema(law):
    """What is read without faults fits the JSON Schema."""
    value = read_yaml(with_corrections(law, *EACH).encode()).value
    assert not list(jsonschema.Draft202012Validator(records_schema()).iter_errors(value))
