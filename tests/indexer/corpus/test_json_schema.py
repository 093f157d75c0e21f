"""The JSON Schema of records: what it says, and that records and examples fit it."""

import json
import re

import jsonschema
import pytest

from indexer.corpus import read_record, read_record_text
from indexer.corpus.folders import record_folders
from indexer.corpus.json_schema import DIALECT, kind_schema, records_schema
from indexer.corpus.tables import exported
from indexer.model import KINDS
from indexer.settings import PROJECT
from indexer.vocabularies.yaml_text import read_yaml

EXAMPLES = re.findall(r"```yaml\n(.*?)```", (PROJECT / "docs" / "records.md").read_text(encoding="utf-8"), re.DOTALL)
SPECIMEN = [folder.record for folder in record_folders(PROJECT / "corpora" / "specimen")]


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(records_schema())
    return jsonschema.Draft202012Validator(records_schema())


def test_the_file_is_what_the_models_say():
    """docs/record.schema.json is the schema that the models make."""
    written = (PROJECT / "docs" / "record.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == records_schema(), "run: indexer schema > docs/record.schema.json"


def test_every_field_has_a_description():
    """Every field of every kind and part of a record is described in words."""
    schema = records_schema()
    assert schema["$schema"] == DIALECT
    for name, part in schema["$defs"].items():
        assert part["description"], name
        for field, said in part["properties"].items():
            assert len(said.get("description", "")) > 8, f"{name}.{field}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_schema_of_its_own(kind):
    """The schema of one kind is that of all kinds, for this one; what it refers to is in it."""
    schema = kind_schema(kind)
    assert schema["properties"]["kind"]["const"] == kind
    of_all = records_schema()["$defs"][schema["title"]]
    assert {name: value for name, value in schema.items() if name not in ("$schema", "$defs")} == of_all
    referred = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema)))
    assert referred <= set(schema["$defs"])


@pytest.mark.parametrize("record", SPECIMEN, ids=lambda path: path.parent.name)
def test_bundled_records_fit(record, validator):
    """Every record of the bundled collection fits, as it is exported and as its record.yaml is read."""
    text = read_record(record)
    assert text.record is not None
    validator.validate(json.loads(json.dumps(exported(text.record))))
    validator.validate(text.yaml.value)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_examples_fit(example, validator):
    """Every example of the page about records fits, the tombstone too."""
    validator.validate(read_yaml(example.encode()).value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("adopted: 2020-05", "adopted: May 2020"), "$.adopted pattern"),
        (("adopted: 2020-05", "adopted: 2020-13"), "$.adopted pattern"),
        (("title: {", "title: {EN: Act, "), "$.title additionalProperties"),
        (("type_of_act: law", "colour: red"), "$ required"),
        (("country: [NO]", "country: [NO, NO]"), "$.country uniqueItems"),
        (("country: [NO]\n", ""), "$ anyOf"),
        (("status: demonstration", "status: law"), "$.files[0].status enum"),
        (("value: unknown", 'value: "yes"'), "$.in_force required"),
        (("relation: relevant_to", "relation: implements"), "$.treaty_articles[0].asserted_by const"),
        (("asserted_on: 2026-11-21", "asserted_on: 2026-11"), "$.treaty_articles[0].asserted_on pattern"),
    ],
)
def test_what_the_reader_refuses_does_not_fit(change, told, law, validator):
    """Faults of form that the reader of records finds are faults by the schema of the kind, too, in the same place."""
    of_kind = validator.evolve(schema=kind_schema("legislation"))
    assert of_kind.is_valid(read_yaml(law.encode()).value)
    broken = law.replace(*change)
    assert read_record_text(broken.encode(), "record.yaml").faults
    faults = of_kind.iter_errors(read_yaml(broken.encode()).value)
    assert told in [f"{fault.json_path} {fault.validator}" for fault in faults]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("adopted: 2020-05", "adopted: May 2020"), ["$.adopted pattern"]),
        (("original_language: en\n", ""), ["$ required"]),
        (("status: demonstration", "status: law"), ["$.files[0].status enum"]),
        (("kind: legislation", "kind: treaty"), ["$ additionalProperties"]),
        (("kind: legislation", "kind: law"), ["$.kind enum"]),
        (("kind: legislation\n", ""), ["$ required"]),
        (("kind: legislation\n", "kind: legislation\nwithdrawn: {on: 2026}\n"), ["$ additionalProperties"]),
    ],
)
def test_the_schema_of_all_kinds_names_the_field(change, told, law, validator):
    """A fault is told by its field, as the schema of the kind tells it; only that of the kind of the record counts."""
    broken = read_yaml(law.replace(*change).encode()).value
    faults = [f"{fault.json_path} {fault.validator}" for fault in validator.iter_errors(broken)]
    assert [fault for fault in faults if fault in told] == told
    assert not any(fault.endswith((" oneOf", " if", " allOf")) for fault in faults)
    if broken.get("kind") == "legislation" and "withdrawn" not in broken:
        of_kind = validator.evolve(schema=kind_schema("legislation")).iter_errors(broken)
        assert faults == [f"{fault.json_path} {fault.validator}" for fault in of_kind]


def test_a_tombstone_is_told_from_a_record(validator):
    """A tombstone that lacks the reason is told that, not what a record of its kind would have."""
    tombstone = {"id": "no-1", "kind": "treaty", "title": {"en": "Treaty"}, "original_language": "en"}
    (fault,) = validator.iter_errors(tombstone | {"withdrawn": {"on": "2026-11-21"}})
    assert (fault.json_path, fault.validator) == ("$.withdrawn", "required")


def test_the_mark_of_an_export_has_to_be_true(law):
    """A record may carry the mark of an export if it says what the files say; then it is the same record."""
    record = read_record_text(law.encode(), "record.yaml").record
    assert read_record_text(f"{law}demonstration: true\n".encode(), "record.yaml").record == record
    (fault,) = read_record_text(f"{law}demonstration: false\n".encode(), "record.yaml").faults
    assert (fault.field, fault.expected[:5]) == ("demonstration", "true,")
