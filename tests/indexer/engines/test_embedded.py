"""What is particular to the embedded engine: generations as folders, several processes, a killed writer."""

import multiprocessing
import os
import shutil
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engines.embedded import EmbeddedEngine
from indexer.errors import EngineError, IndexBusy, IndexDamaged
from indexer.search.nodes import Term
from indexer.search.types import PassageEntry, PassageRequest, RecordEntry, RecordRequest, Sort

FORK = multiprocessing.get_context("fork")


def law(id: str) -> RecordEntry:
    """A record with one passage."""
    passages = (PassageEntry(f"{id}-1", id, "en", "en", "art_1", "Article 1", "", 1, "law", "Law"),)
    return RecordEntry(id, "en:law", "en:law", "law", {}, (), {}, {}, passages)


def write(engine: EmbeddedEngine, *records: str, fresh: bool = True) -> None:
    """Publish these records."""
    writer = engine.begin(fresh=fresh)
    writer.write([law(record) for record in records])
    writer.publish()


def listed(engine: EmbeddedEngine) -> list[str]:
    """The ids of all records."""
    return [hit.id for hit in engine.find_records(RecordRequest(limit=100)).hits]


def generations(folder: Path) -> list[str]:
    """The folders of generations, built or being built."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def test_old_generations_go_when_nobody_reads_them(tmp_path: Path):
    """A generation stays as long as a reader holds it, and is removed when the last one has gone on."""
    writer, slow, quick = (EmbeddedEngine(tmp_path, "1") for _ in range(3))
    write(writer, "a")
    assert listed(slow) == listed(quick) == ["a"]
    write(writer, "b")
    assert listed(quick) == ["b"]
    assert generations(tmp_path) == ["000001", "000002"]
    assert listed(slow) == ["b"]
    assert generations(tmp_path) == ["000002"]


def test_a_question_that_began_ends_on_its_generation(tmp_path: Path):
    """Files of a generation stay readable for who opened them, even when all others have gone on."""
    engine = EmbeddedEngine(tmp_path, "1")
    write(engine, "a")
    listed(engine)
    reader = engine._reader  # noqa: SLF001  # stands for a question of another thread
    write(engine, "b")
    assert listed(engine) == ["b"]
    assert [hit.id for hit in reader.find_records(RecordRequest()).hits] == ["a"]


def test_changing_a_record_copies_no_files(tmp_path: Path):
    """The files of the generation before are linked: a small change does not cost the size of the index."""
    engine = EmbeddedEngine(tmp_path, "1")
    write(engine, *(f"r{number:02}" for number in range(50)))
    stores = {file.stat().st_ino for file in (tmp_path / "000001").rglob("*.store")}
    reader = EmbeddedEngine(tmp_path, "1")
    listed(reader)
    write(engine, "r07", fresh=False)
    after = {file.stat().st_ino for file in (tmp_path / "000002").rglob("*.store")}
    assert stores <= after
    assert len(listed(engine)) == 50


def test_threads_may_ask_while_generations_change(tmp_path: Path):
    """Every answer is that of one whole generation, records and passages together never of a half-built one."""
    engine = EmbeddedEngine(tmp_path, "1")
    write(engine, "r0")
    failures: list[object] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            try:
                if len(listed(engine)) != 1:
                    failures.append("not one record")
            except Exception as error:  # noqa: BLE001  # whatever it is, the test reports it
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 8):
        write(engine, f"r{number}")
    done.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert listed(engine) == ["r7"]


def write_and_wait(folder: Path, ready, fresh: bool) -> None:  # noqa: FBT001  # an argument of a process
    """Write without publishing, then hang."""
    writer = EmbeddedEngine(folder, "1").begin(fresh=fresh)
    writer.write([law("b")])
    ready.set()
    signal.pause()


@pytest.mark.parametrize("fresh", [True, False])
def test_a_killed_writer_leaves_nothing(tmp_path: Path, fresh: bool):  # noqa: FBT001  # pytest's
    """While it lives others are refused; killed, its lock is gone, its folder is never read and goes with the next."""
    engine = EmbeddedEngine(tmp_path, "1")
    write(engine, "a")
    ready = FORK.Event()
    child = FORK.Process(target=write_and_wait, args=(tmp_path, ready, fresh))
    child.start()
    assert ready.wait(30)
    with pytest.raises(IndexBusy, match=str(tmp_path)):
        engine.begin(fresh=True)
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert listed(engine) == ["a"]
    assert generations(tmp_path) == ["000001", "000002.building"]
    write(engine, "c", fresh=False)
    assert listed(engine) == ["a", "c"]
    assert generations(tmp_path) == ["000002"]


def test_what_a_killed_writer_left_goes_without_another_one(tmp_path: Path):
    """Unfinished and old generations can be removed at any time; what a writer is working on is left alone."""
    engine = EmbeddedEngine(tmp_path, "1")
    write(engine, "a")
    (tmp_path / "000000").mkdir()
    writer = engine.begin(fresh=True)
    engine.tidy()
    assert generations(tmp_path) == ["000000", "000001", "000002.building"]
    writer._lock.release()  # noqa: SLF001  # as if the process had ended here
    engine.tidy()
    assert generations(tmp_path) == ["000001"]
    assert listed(engine) == ["a"]


def list_in_child(engine: EmbeddedEngine, answers) -> None:
    """Ask in a child process."""
    answers.put(listed(engine))
    answers.put(list(engine.rank_records(PassageRequest({"en": Term("tokens", "law")}, ("a", "b")))))


def test_an_engine_made_before_a_fork_works_after_it(tmp_path: Path):
    """Nothing is opened before the first question, so that each process of a server opens its own."""
    write(EmbeddedEngine(tmp_path, "1"), "a", "b")
    engine = EmbeddedEngine(tmp_path, "1")
    answers = FORK.Queue()
    child = FORK.Process(target=list_in_child, args=(engine, answers))
    child.start()
    assert answers.get(timeout=30) == ["a", "b"]
    assert answers.get(timeout=30) == ["a", "b"]
    child.join()
    answers.close()
    assert listed(engine) == ["a", "b"]


def cut_off(folder: Path, files: str) -> None:
    for file in folder.glob(files):
        file.write_bytes(file.read_bytes()[:-9])


def remove(folder: Path, files: str) -> None:
    for found in folder.glob(files):
        shutil.rmtree(found) if found.is_dir() else found.unlink()


@pytest.mark.parametrize("damage", [cut_off, remove])
@pytest.mark.parametrize(
    "files", ["generation.json", "records/meta.json", "records/*.store", "records/*.pos", "passages-en/*.term"]
)
def test_a_damaged_index_is_said_to_be(tmp_path: Path, damage: Callable[[Path, str], None], files: str):
    """The message names the place and what to do; a new generation takes the place of the damaged one."""
    write(EmbeddedEngine(tmp_path, "1"), "a")
    damage(tmp_path / "000001", files)
    engine = EmbeddedEngine(tmp_path, "1")
    with pytest.raises(IndexDamaged, match=r"000001.*indexer build"):
        listed(engine)
    write(engine, "b")
    assert listed(engine) == ["b"]


def test_an_index_that_lacks_a_part_is_damaged(tmp_path: Path):
    """An index without the passages that it once had is damaged, not one without passages."""
    write(EmbeddedEngine(tmp_path, "1"), "a")
    remove(tmp_path / "000001", "passages-en")
    with pytest.raises(IndexDamaged, match=r"000001 has not all of its entries"):
        listed(EmbeddedEngine(tmp_path, "1"))


def test_an_engine_that_cannot_be_written_to_says_so_once(tmp_path: Path):
    """A writer that fails to begin lets go of the lock."""
    engine = EmbeddedEngine(tmp_path, "1")
    with pytest.raises(EngineError):
        engine.begin(fresh=False)
    write(engine, "a")
    assert listed(engine) == ["a"]


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        (RecordRequest(facets=("weather",)), "weather"),
        (RecordRequest(filters={"weather": ("rain",)}), "weather"),
        (RecordRequest(filters={"year": ("soon",)}), "soon"),
        (RecordRequest(sort=Sort("weather")), "weather"),
    ],
)
def test_an_unknown_facet_or_sort_key_is_an_error(tmp_path: Path, request_: RecordRequest, named: str):
    """A request that names what the index cannot have is refused with that name, never answered with nothing."""
    engine = EmbeddedEngine(tmp_path, "1")
    write(engine, "a")
    with pytest.raises(EngineError, match=named):
        engine.find_records(request_)


@pytest.mark.parametrize("unknown", [{"facets": {"weather": ("rain",)}}, {"sort": {"weather": "rain"}}])
def test_an_entry_that_the_index_has_no_field_for_is_refused(tmp_path: Path, unknown):
    """An entry with an unknown facet or sort key is an error that names it, not an entry without it."""
    writer = EmbeddedEngine(tmp_path, "1").begin(fresh=True)
    with pytest.raises(EngineError, match=r"record a: .* weather"):
        writer.write([replace(law("a"), **unknown)])
    writer.abandon()
