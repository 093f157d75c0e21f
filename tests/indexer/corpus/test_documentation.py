import re
from pathlib import Path

import pytest

from indexer.corpus import Tombstone, read_record_text
from indexer.corpus.parts import (
    InForce,
    Participant,
    Participants,
    Period,
    RecordFile,
    Relation,
    Source,
    TreatyArticle,
    Verification,
    Withdrawal,
)
from indexer.corpus.reading import MODELS
from indexer.corpus.terms import TERMS, term_faults
from indexer.model import KINDS
from indexer.search.parameters import FILTERS

PROJECT = Path(__file__).resolve().parents[3]
VOCABULARIES = PROJECT / "corpora" / "vocabularies"
PAGE = (PROJECT / "docs" / "records.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
PARTS = (
    InForce,
    Participant,
    Participants,
    Period,
    RecordFile,
    Relation,
    Source,
    TreatyArticle,
    Verification,
    Withdrawal,
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_examples_are_valid(example, vocabularies):
    """Every example on the page about records is a record without faults, its terms included."""
    text = read_record_text(example.encode(), "docs/records.md")
    assert (text.faults, term_faults(text, vocabularies)) == ((), [])


def test_there_is_an_example_of_every_kind():
    """The page has an example of every kind of record, and one of a tombstone."""
    records = [read_record_text(example.encode(), "docs/records.md").record for example in EXAMPLES]
    assert [record.kind for record in records if not isinstance(record, Tombstone)] == list(KINDS)
    assert any(isinstance(record, Tombstone) for record in records)


@pytest.mark.parametrize("model", [*MODELS.values(), Tombstone, *PARTS], ids=lambda model: model.__name__)
def test_every_field_is_documented(model):
    """The page names every field of every kind of record and of its parts."""
    names = {field.alias or name for name, field in model.model_fields.items()}
    assert {name for name in names if not re.search(rf"`{name}`|\b{name}:", PAGE)} == set()


def test_it_says_where_ids_are_found_and_what_filters_take():
    """The page names the file of every vocabulary that a field takes its terms from, and every filter of the search."""
    names = {name for _, names in TERMS for name in names}
    assert {name for name in names if f"`{name}.yaml`" not in PAGE} == set()
    assert all(
        (VOCABULARIES / f"{name}.yaml").is_file() for name in re.findall(r"`(\w+)\.yaml`", PAGE) if name != "record"
    )
    filters = PAGE[PAGE.index("| filter |") : PAGE.index("## Fields of every record")]
    assert {name for name in FILTERS if f"`{name}`" not in filters} == set()
