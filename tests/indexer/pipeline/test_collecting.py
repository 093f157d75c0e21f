"""Readings of files that nothing refers to any more are removed, and no others."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer import application
from indexer.pipeline.progress import QuietProgress
from indexer.readings import Readings
from indexer.settings import BUNDLED, PROJECT, Settings

LAW = PROJECT / "corpora" / "specimen" / "legislation" / "tn-2016-61"
UNUSED = "ab" * 32
IMAGE = b"\x89PNG\r\n\x1a\n...IEND\xaeB`\x82"


@dataclass(frozen=True)
class Store:
    """A built collection of one record, and the readings of a file that no record names."""

    settings: Settings

    @property
    def record(self) -> Path:
        """The folder of the record."""
        return self.settings.corpora[0] / "legislation" / "law"

    @property
    def readings(self) -> Readings:
        """The store."""
        return Readings(self.settings.data)

    def age(self) -> None:
        """Let all that is kept be two days old."""
        then = time.time() - 2 * 24 * 60 * 60
        for path in sorted(self.settings.data.rglob("*"), reverse=True):
            os.utime(path, (then, then))

    def removed(self, *, whole: bool = True) -> int:
        """How many files' readings a build removes."""
        return application.build(self.settings, QuietProgress(), whole=whole).readings_removed


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store in which all is two days old."""
    store = Store(Settings(corpora=(tmp_path / "laws",), data=tmp_path / "var", engine="embedded"))
    shutil.copytree(LAW, store.record)
    store.removed()
    store.readings.keep_image(UNUSED, 1, 100, IMAGE)
    store.age()
    return store


def test_what_nothing_refers_to_is_removed(store: Store) -> None:
    """A build of all collections removes the readings and images of a file that no record names, and says so."""
    assert len(store.readings.kept()) == 3
    assert store.removed() == 1
    assert UNUSED not in store.readings.kept()
    assert len(store.readings.kept()) == 2
    assert store.removed() == 0


def test_what_is_young_is_left_alone(store: Store) -> None:
    """What was kept within the last day is not removed: a record that names it may be about to be written."""
    store.readings.keep_image(UNUSED, 2, 100, IMAGE)
    assert store.removed() == 0


def test_a_build_of_some_collections_removes_nothing(store: Store) -> None:
    """Where not all collections are named nothing is removed."""
    assert store.removed(whole=False) == 0


def test_faulty_records_and_revisions_count(store: Store) -> None:
    """A file that a record with faults, an earlier revision or the bundled collection names is still referred to."""
    (store.record.parent / "faulty").mkdir()
    (store.record.parent / "faulty" / "record.yaml").write_text(f"id: [{UNUSED}", encoding="utf-8")
    assert store.removed() == 0
    shutil.rmtree(store.record.parent / "faulty")
    (store.record / "revisions").mkdir()
    (store.record / "revisions" / "0001.yaml").write_text(f"files: [{{sha256: {UNUSED}}}]", encoding="utf-8")
    assert store.removed() == 0
    shutil.rmtree(store.record / "revisions")
    assert store.removed() == 1


def test_the_bundled_collection_counts(store: Store) -> None:
    """Readings of the bundled collection stay, whether it is served or not: it is soon served again."""
    bundled = next(BUNDLED.glob("legislation/eg-*/*.pdf")).parent / "record.yaml"
    sha256 = bundled.read_text(encoding="utf-8").split("sha256: ")[1][:64]
    store.readings.keep_image(sha256, 1, 100, IMAGE)
    store.age()
    assert store.removed() == 1
    assert sha256 in store.readings.kept()


def test_pdfs_that_were_made_of_files_go_with_them(store: Store, tmp_path: Path) -> None:
    """A PDF that was made of a file that no record names is removed like its readings."""
    made = tmp_path / "made.pdf"
    made.write_bytes(b"%PDF-1.4\n%%EOF\n")
    kept = store.readings.keep_rendition(UNUSED, "1", made)
    store.age()
    assert store.removed() == 1
    assert not kept.parent.exists()
