"""A build follows what was added, changed, withdrawn or read anew, and writes nothing else; on both engines."""

import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from indexer import application
from indexer.corpus import Collection, PartialDate, Withdrawal
from indexer.engines import open_engine
from indexer.errors import IndexMissing, UnknownRecord
from indexer.model import Structure
from indexer.pdf import READER
from indexer.pipeline.choosing import EVERYTHING, Choice
from indexer.pipeline.parts import BuildReport
from indexer.pipeline.progress import Counter, QuietProgress
from indexer.readings import Readings
from indexer.search import FINGERPRINT
from indexer.settings import PROJECT, Settings
from indexer.structure import STRUCTURE
from indexer.vocabularies import Vocabularies

TUNISIA = PROJECT / "corpora" / "specimen" / "legislation" / "tn-2016-61"
NUMBER = 9


@dataclass(frozen=True)
class Laws:
    """A collection of records that are one law under several ids, and what is derived from it."""

    folder: Path
    settings: Settings

    def add(self, name: str) -> Path:
        """Add the law under another id; gives its folder."""
        path = Path(shutil.copytree(TUNISIA, self.folder / "legislation" / name))
        self.change(name, "id: tn-2016-61", f"id: {name}")
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Change the text of a record.yaml by hand."""
        path = self.folder / "legislation" / name / "record.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def build(self, choice: Choice = EVERYTHING, *, full: bool = False) -> BuildReport:
        """Build it, quietly."""
        return application.build(self.settings, QuietProgress(), choice, full=full)

    def find(self, words: str) -> list[str]:
        """The ids of the records that a question finds, in order."""
        with application.open_search(self.settings) as search:
            return sorted(hit.id for hit in search.search(application.parse_parameters([("q", words)])).hits)

    def indexed(self) -> dict[str, Any]:
        """All that was stored with the records of the index, and how many passages there are."""
        with closing(open_engine(self.settings, FINGERPRINT)) as engine:
            return {**engine.get_records(engine.ids()), "passages": engine.status().passages}

    def sha256(self) -> str:
        """The checksum of the file of the law that is found by "consentement"."""
        return next(path.name for path in (self.settings.data / "structure").glob("*/*"))

    def files(self) -> dict[str, int]:
        """Every derived file with the time when it was written."""
        return {
            str(path): path.stat().st_mtime_ns
            for part in ("index", "pages", "structure")
            for path in (self.settings.data / part).rglob("*")
            if path.is_file()
        }


@pytest.fixture(scope="module")
def laws_once(tmp_path_factory: pytest.TempPathFactory) -> Laws:
    """A collection, built with the embedded engine."""
    folder = tmp_path_factory.mktemp("following")
    laws = Laws(folder / "laws", Settings(corpora=(folder / "laws",), data=folder / "var", engine="embedded"))
    for number in range(NUMBER):
        laws.add(f"law-{number}")
    laws.build()
    return laws


@pytest.fixture
def laws(laws_once: Laws, tmp_path: Path) -> Laws:
    """A copy of it that a test may change."""
    for source, target in ((laws_once.folder, tmp_path / "laws"), (laws_once.settings.data, tmp_path / "var")):
        shutil.copytree(source, target)
    return Laws(tmp_path / "laws", replace(laws_once.settings, corpora=(tmp_path / "laws",), data=tmp_path / "var"))


@pytest.fixture(params=["embedded", "elasticsearch"])
def built(laws: Laws, request: pytest.FixtureRequest) -> Iterator[Laws]:
    """The collection, built with each engine."""
    if request.param == "embedded":
        yield laws
        return
    address, prefix = request.getfixturevalue("elasticsearch_url"), f"test-{uuid.uuid4().hex}"
    settings = replace(laws.settings, engine="elasticsearch", elasticsearch_url=address, elasticsearch_prefix=prefix)
    there = replace(laws, settings=settings)
    there.build()
    yield there
    with Elasticsearch(address) as client:
        client.indices.delete(index=list(client.indices.get_alias(index=f"{prefix}*")), ignore_unavailable=True)


@dataclass
class Steps(Counter):
    """Notes the steps of a build; raises when one has done so many units."""

    breaks: tuple[str, int] = ("", 0)
    titles: list[str] = field(default_factory=list)
    left: int = -1

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:  # noqa: ARG002 - as the protocol has it
        """Note the title."""
        self.titles.append(title)
        self.left = self.breaks[1] if title == self.breaks[0] else -1
        yield self

    def advance(self, label: str = "") -> None:  # noqa: ARG002 - as the protocol has it
        """One unit is done."""
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def test_a_second_build_writes_nothing(laws: Laws) -> None:
    """Where nothing changed no file of readings or index is written, and no generation made."""
    laws.build()
    before, steps = laws.files(), Steps()
    report = application.build(laws.settings, steps)
    assert (report.written, report.removed, report.files_read, report.anew) == (0, 0, 0, "")
    assert report.records == NUMBER
    assert laws.files() == before
    assert steps.titles == ["Checking"]


def retitled(laws: Laws) -> None:
    laws.change("law-3", "title:\n", "title:\n  ru: Скумбрия\n")


def added(laws: Laws) -> None:
    laws.add("law-new")


def removed(laws: Laws) -> None:
    shutil.rmtree(laws.folder / "legislation" / "law-3")


def withdrawn(laws: Laws) -> None:
    vocabularies = Vocabularies.open(laws.settings.vocabularies)
    reason = Withdrawal(on=PartialDate(2026, 11, 21), reason={"en": "Wrong text"})
    Collection(laws.folder, vocabularies).withdraw("law-3", reason)


def faulty(laws: Laws) -> None:
    laws.change("law-3", "kind: legislation", "kind: law")


@pytest.mark.parametrize(
    ("change", "counts"),
    [(retitled, (1, 0)), (added, (1, 0)), (removed, (0, 1)), (withdrawn, (0, 1)), (faulty, (0, 1))],
)
def test_a_change_is_followed(built: Laws, change: Callable[[Laws], None], counts: tuple[int, int]) -> None:
    """What was changed, added, removed, withdrawn or spoilt is all that is written, and gives a full build's index."""
    change(built)
    report = built.build()
    assert (report.written, report.removed, report.files_read, report.anew) == (*counts, 0, "")
    followed = built.indexed()
    assert len(built.find("consentement")) == report.records == len(followed) - 1
    assert built.build().written == 0
    assert built.build(full=True).written == report.records
    assert built.indexed() == followed


def test_a_file_that_was_read_anew_is_indexed_again(built: Laws) -> None:
    """Records whose readings changed are written again although nobody changed the records."""
    readings = Readings(built.settings.data)
    sha256 = built.sha256()
    structure = readings.structure(sha256, READER, STRUCTURE)
    assert isinstance(structure, Structure)
    first, *others = structure.provisions
    readings.keep_structure(
        replace(structure, provisions=(replace(first, text=f"{first.text} maquereau"), *others)), READER
    )
    assert built.find("maquereau") == []
    assert built.build().written == NUMBER
    assert len(built.find("maquereau")) == NUMBER


def test_changes_that_were_broken_off_are_made_good(built: Laws) -> None:
    """A build broken off while it writes changes leaves the index as it was; the next one writes them."""
    retitled(built)
    before = built.indexed()
    with pytest.raises(KeyboardInterrupt):
        application.build(built.settings, Steps(("Indexing", 1)))
    assert built.indexed() == before
    assert built.build().written == 1
    assert built.find("Скумбрия") == ["law-3"]


def test_many_small_changes_do_not_blow_the_index_up(laws: Laws) -> None:
    """Deleted entries never make up more than a third of the index: then all of it is written anew."""
    whole = application.index_status(laws.settings).bytes
    anew = 0
    for number in range(8):
        laws.change(f"law-{number}", "id: law-", f"# {number}\nid: law-")
        report = laws.build()
        anew += bool(report.anew)
        status = application.index_status(laws.settings)
        assert status.deleted <= (status.records + status.passages) / 3
        assert status.bytes <= 2 * whole
    assert 0 < anew < 8


def test_an_index_of_another_version_is_written_anew(laws: Laws) -> None:
    """An index with other fields is no hindrance to a build of everything, and its reason is told."""
    (generation,) = (laws.settings.data / "index").glob("*/generation.json")
    generation.write_text(generation.read_text().replace("fields", "other fields"))
    report = laws.build()
    assert (report.written, report.anew) == (NUMBER, "it was built by another version")


def test_a_damaged_reading_is_made_again(laws: Laws) -> None:
    """A reading that turns out damaged when it is needed is read again by the next build."""
    place = laws.settings.data / "structure" / laws.sha256()[:2] / laws.sha256()
    (kept,) = place.glob("*.json.gz")
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 0xFF
    kept.write_bytes(content)
    retitled(laws)
    assert laws.build().files_read == 0
    assert laws.build().files_read == 1
    assert len(laws.find("consentement")) == NUMBER


def test_one_record_is_followed_alone(built: Laws) -> None:
    """With chosen ids only these are written or removed; all others stay as they are in the index."""
    retitled(built)
    built.change("law-5", "title:\n", "title:\n  ru: Скумбрия\n")
    shutil.rmtree(built.folder / "legislation" / "law-6")
    shutil.rmtree(built.folder / "legislation" / "law-7")
    report = built.build(Choice(only=frozenset({"law-3", "law-4", "law-6"})))
    assert (report.written, report.removed, report.records) == (1, 1, NUMBER - 1)
    assert built.find("Скумбрия") == ["law-3"]
    assert "law-7" in built.indexed()
    with pytest.raises(UnknownRecord):
        built.build(Choice(only=frozenset({"law-66"})))


def test_what_was_touched_lately_is_followed_alone(laws: Laws) -> None:
    """With a time only records touched since are looked at; what is gone is removed all the same."""
    retitled(laws)
    laws.change("law-5", "title:\n", "title:\n  ru: Скумбрия\n")
    shutil.rmtree(laws.folder / "legislation" / "law-6")
    for name in ("law-5", "law-5/record.yaml"):
        os.utime(laws.folder / "legislation" / name, (1e9, 1e9))
    report = laws.build(Choice(since=time.time() - 3600))
    assert (report.written, report.removed) == (1, 1)
    assert laws.find("Скумбрия") == ["law-3"]


def test_part_of_a_collection_makes_no_index(laws: Laws) -> None:
    """Where there is no index a build of chosen records makes none: it would look like a whole one."""
    shutil.rmtree(laws.settings.index)
    with pytest.raises(IndexMissing):
        laws.build(Choice(only=frozenset({"law-3"})))


def test_a_plan_says_what_a_build_does(built: Laws) -> None:
    """A plan names what would be read, written and removed, touches nothing, and the build then does that."""
    retitled(built)
    added(built)
    shutil.rmtree(built.folder / "legislation" / "law-6")
    sha256 = built.sha256()
    shutil.rmtree(built.settings.data / "structure" / sha256[:2] / sha256)
    before = built.files()
    planned = application.plan_build(built.settings, QuietProgress())
    assert built.files() == before
    report = built.build()
    assert len(planned.read) == report.files_read == 1
    assert planned.gone == ("law-6",)
    assert {"law-3", "law-new"} <= set(planned.write)
