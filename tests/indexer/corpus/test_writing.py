from pathlib import Path

import pytest

from indexer.corpus import Corpus, read_record_text
from indexer.corpus.writing import record_yaml
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.yaml_text import read_yaml
from indexer.vocabularies.yaml_writing import write_yaml

CORPORA = Path(__file__).resolve().parents[3] / "corpora"
SPECIMEN = Corpus.open([CORPORA / "specimen"], Vocabularies.open(CORPORA / "vocabularies"))


@pytest.mark.parametrize("record_id", SPECIMEN.ids())
def test_a_written_record_reads_the_same(record_id):
    """A record that is written and read again is the same record, and written again the same text."""
    record = SPECIMEN.record(record_id)
    text = record_yaml(record)
    assert read_record_text(text.encode(), "written").record == record
    assert record_yaml(read_record_text(text.encode(), "written").record) == text


ODD = [
    "NO", "yes", "null", "~", "1e3", "0x1f", "1:20", "5", "2010", "2010-05", "2010-05-14", "=", "<<", "---", "...",
    ": x", "# x", "a: b", "a #b", "- x", "?", "!t", "&a", "*a", "%d", "@x", "`", "|", ">", "{a", "[", "'q'", '"d"',
    "", "  lead", "trail  ", "a\nb", "a\n b\n", "\n", "a\tb", "a\\nb", "emoji 😀", "no\u00a0break", "\u2028",
    "مرحبا", "\u200fمرحبا", "贩运人口", "x" * 400,
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_any_text_comes_back(text):
    """Whatever a text looks like, it is read as it was written, as a value, in a list and in a mapping."""
    fields = {"a": text, "b": {"en": text}, "c": [text, "x"]}
    read = read_yaml(write_yaml(fields).encode())
    assert read.faults == ()
    assert read.value == fields


def test_other_readers_take_text_for_text():
    """What other readers of YAML would take for a truth value or a number stands in quotes."""
    assert write_yaml({"country": ["NO", "EG"], "article": "5", "number": 5}) == (
        "country: ['NO', EG]\narticle: '5'\nnumber: 5\n"
    )
