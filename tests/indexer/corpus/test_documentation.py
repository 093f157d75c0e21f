import json
import re
from pathlib import Path

import pytest

from indexer.corpus import Tombstone, read_record_text
from indexer.corpus.base import BaseRecord
from indexer.corpus.field_tables import with_tables
from indexer.corpus.reading import MODELS
from indexer.corpus.terms import TERMS, term_faults
from indexer.model import KINDS
from indexer.search.parameters import FILTERS
from indexer.vocabularies.yaml_text import read_yaml

PROJECT = Path(__file__).resolve().parents[3]
VOCABULARIES = PROJECT / "corpora" / "vocabularies"
PAGE = (PROJECT / "docs" / "records.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
PARTS = json.loads((PROJECT / "docs" / "record.schema.json").read_text(encoding="utf-8"))["$defs"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_examples_are_valid(example, vocabularies):
    """Every example on the page about records is a record without faults, its terms included."""
    text = read_record_text(example.encode(), "docs/records.md")
    assert (text.faults, term_faults(text, vocabularies)) == ((), [])


def test_there_is_an_example_of_every_kind():
    """The page has an example of every kind of record, and one of a tombstone."""
    records = [read_record_text(example.encode(), "docs/records.md").record for example in EXAMPLES]
    kinds = dict.fromkeys(record.kind for record in records if not isinstance(record, Tombstone))
    assert list(kinds) == list(KINDS)
    assert any(isinstance(record, Tombstone) for record in records)


def test_the_tables_say_what_the_schema_says():
    """The tables of fields are those that are made of the schema; every kind and every part of a record has one."""
    assert with_tables(PAGE) == PAGE, "run: indexer schema --page docs/records.md"
    assert set(re.findall(r"<!-- fields: (\w+) -->", PAGE)) == {*PARTS, "BaseRecord"}


def fields_of(value) -> set[tuple[str, ...]]:
    """The names of all fields in a record, each with those around it; without languages and places in lists."""
    if isinstance(value, list):
        return {field for entry in value for field in fields_of(entry)}
    if not isinstance(value, dict):
        return set()
    return {(name, *rest) for name, entry in value.items() for rest in ((), *fields_of(entry))}


def test_examples_use_every_field():
    """Every field of every kind stands in an example of that kind, or, if all kinds share it, in an example of any."""
    used: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for example in EXAMPLES:
        value = read_yaml(example.encode()).value
        used[value["kind"]] |= {name for name in value if name != "withdrawn"}
    shared = {name for names in used.values() for name in names} & set(BaseRecord.model_fields)
    for kind, model in MODELS.items():
        assert set(model.model_fields) <= used[kind] | shared, kind


@pytest.mark.parametrize("part", sorted(set(PARTS) - {model.__name__ for model in MODELS.values()}))
def test_examples_use_every_field_of_a_part(part):
    """Every field of every part of a record stands in an example."""
    words = {name for example in EXAMPLES for name in re.findall(r"(\w+):", example)}
    assert set(PARTS[part]["properties"]) <= words


def test_it_says_where_ids_are_found_and_what_filters_take():
    """The page names the file of every vocabulary that a field takes its terms from, and every filter of the search."""
    names = {name for _, names in TERMS for name in names}
    assert {name for name in names if f"`{name}.yaml`" not in PAGE} == set()
    assert all(
        (VOCABULARIES / f"{name}.yaml").is_file() for name in re.findall(r"`(\w+)\.yaml`", PAGE) if name != "record"
    )
    filters = PAGE[PAGE.index("| filter |") : PAGE.index("## Fields of every record")]
    assert {name for name in FILTERS if f"`{name}`" not in filters} == set()
