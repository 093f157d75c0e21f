"""Records are analysed in processes of their own: the same entries, and a clear end when one of them is killed."""

import dataclasses
import multiprocessing
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.errors import EngineError
from indexer.model import Pages, Provision, Structure
from indexer.pdf import READER
from indexer.pipeline import analysing
from indexer.pipeline.checking import KeptFacts, SoundFile, SoundRecord
from indexer.pipeline.parts import Parts
from indexer.pipeline.progress import QuietProgress
from indexer.readings import Readings
from indexer.search import FINGERPRINT, RecordFacts
from indexer.settings import Settings
from indexer.structure import STRUCTURE
from indexer.vocabularies import Vocabularies

NUMBER = 11


@dataclasses.dataclass(frozen=True)
class Waiting:
    """Records with readings that wait to be analysed."""

    parts: Parts
    records: tuple[SoundRecord, ...]
    facts: KeptFacts


def law(number: int, readings: Readings, facts: KeptFacts) -> SoundRecord:
    """A record with a file whose reading is kept."""
    sha256, name = f"{number:064x}", f"law-{number:02}"
    provision = Provision("art_1", None, "article", "Article 1", "", 1, 1, "en", f"smuggling number {number}")
    readings.keep_pages(Pages(sha256, READER, ()))
    readings.keep_structure(Structure(sha256, STRUCTURE, "", {"en": 1.0}, (), "", (provision,)), READER)
    file = SoundFile("en", f"{name}.pdf", sha256)
    place = facts.keep(RecordFacts(name, "legislation", {"en": f"Act {number}"}, "en"))
    return SoundRecord(name, Path(name), (file,), "", "", place)


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Waiting]:
    """A few records that count as many."""
    monkeypatch.setattr(analysing, "MANY", 1)
    monkeypatch.setattr(analysing, "BATCH", 2)
    settings = Settings(data=tmp_path, engine="embedded", workers=2)
    readings, facts = Readings(tmp_path), KeptFacts()
    records = tuple(law(number, readings, facts) for number in range(NUMBER))
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        vocabularies = Vocabularies.open(settings.vocabularies)
        yield Waiting(Parts(settings, (), vocabularies, readings, engine, QuietProgress()), records, facts)


def test_processes_give_the_same_entries(waiting: Waiting) -> None:
    """Several processes give the entries that one gives, in the order of the records, and end with the work."""
    with closing(analysing.entries_in_batches(waiting.parts, waiting.records, waiting.facts)) as batches:
        found = [entry for batch in batches for entry in batch]
    task = [(sound, waiting.facts.at(sound.place)) for sound in waiting.records]
    assert found == analysing.entries_for(waiting.parts.readings, task)
    assert [entry.id for entry in found] == [f"law-{number:02}" for number in range(NUMBER)]
    assert len(found[0].passages) == 1
    assert multiprocessing.active_children() == []


def test_a_process_that_is_killed_is_told(waiting: Waiting) -> None:
    """When a process is killed the work ends with one clear error, and no process is left."""
    with closing(analysing.entries_in_batches(waiting.parts, waiting.records, waiting.facts)) as batches:
        next(batches)
        for child in multiprocessing.active_children():
            child.kill()
        with pytest.raises(EngineError, match="was killed"):
            list(batches)
    assert multiprocessing.active_children() == []


def test_an_error_in_a_process_is_raised(waiting: Waiting) -> None:
    """What goes wrong in a process is raised where its work was asked for."""
    (first, *others) = waiting.records
    wrong = dataclasses.replace(first, files=(first.files[0]._replace(sha256="none"),))
    with (
        closing(analysing.entries_in_batches(waiting.parts, (wrong, *others), waiting.facts)) as batches,
        pytest.raises(ValueError, match="expected a SHA-256"),
    ):
        list(batches)
    assert multiprocessing.active_children() == []
