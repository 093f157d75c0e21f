"""A writer that is killed leaves the old record or the new one: tried at every line that a writer runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.corpus import check, read_record_text
from indexer.corpus.collection import Collection
from indexer.corpus.folders import RECORD
from indexer.corpus.parts import Revised
from indexer.corpus.revisions import history

WRITER = Path(__file__).with_name("killed_writer.py")
DEEDS = ("add", "revise", "replace-file", "withdraw", "restore")


@pytest.mark.parametrize("deed", DEEDS)
def test_killed_at_any_moment(tmp_path, vocabularies, deed):
    """Killed before any line of a writer, the record is the old or the new one with all its files, and goes on."""
    ran = subprocess.run(
        [sys.executable, WRITER, deed, tmp_path], check=True, capture_output=True, text=True, timeout=300
    )
    moments = [tmp_path / name for name in ran.stdout.split()]
    assert len(moments) > 60
    seen = set()
    for moment in moments:
        seen.add(state_of(moment / "collection"))
        assert_sound(moment / "collection", vocabularies)
        assert_goes_on(moment / "collection", vocabularies, deed)
    assert seen == {"old", "new"}


def state_of(collection):
    """Whether the record is the one before or the one after, byte for byte."""
    text = collection / "legislation" / "no-2020-1" / RECORD
    found = text.read_bytes() if text.exists() else b""
    states = {(collection.parents[1] / name).read_bytes(): name for name in ("old", "new")}
    assert found in states, f"neither the old nor the new record: {found[:200]!r}"
    return states[found]


def assert_sound(collection, vocabularies):
    """What is there has no faults: the files that the record names are whole."""
    folder = collection / "legislation" / "no-2020-1"
    if folder.exists():
        assert check([collection], vocabularies) == ()
        assert [each.number for each in history(folder)] == list(range(1, len(history(folder)) + 1))


def assert_goes_on(collection, vocabularies, deed):
    """The next writer is not held up by what the killed one left."""
    writer = Collection(collection, vocabularies)
    folder = collection / "legislation" / "no-2020-1"
    revised = Revised.model_validate({"on": "2026-11-21"})
    if folder.exists():
        before = history(folder)
        writer.restore("no-2020-1", 1, revised=revised)
        after = history(folder)
        assert after[: len(before)] == before
    else:
        assert deed == "add"
        law = (collection.parents[1] / "new").read_bytes()
        writer.add(read_record_text(law, RECORD).record, {"en": collection.parents[1] / "act.pdf"})
        assert check([collection], vocabularies) == ()
