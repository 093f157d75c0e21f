"""From folders to an index, over the real parts: the bundled records, the sandbox, the embedded engine."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from indexer import application
from indexer.errors import CorpusError, EngineUnavailable
from indexer.pipeline.parts import BuildReport
from indexer.pipeline.progress import Counter, LineProgress, QuietProgress, in_words
from indexer.search.answers import SearchResults
from indexer.settings import PROJECT, Settings
from tests.indexer.pipeline.verified import spoil
from tests.needs import unmet

SPECIMEN = PROJECT / "corpora" / "specimen"
TUNISIA = "legislation/tn-2016-61"
SENEGAL = "legislation/sn-2005-06"


@dataclass(frozen=True)
class Collection:
    """A collection of our own, made of bundled records, with a place for what is derived from it."""

    folder: Path
    settings: Settings

    def add(self, record: str) -> Path:
        """Copy a bundled record into it; gives its folder."""
        return Path(shutil.copytree(SPECIMEN / record, self.folder / record))

    def build(self) -> BuildReport:
        """Build it, quietly."""
        return application.build(self.settings, QuietProgress())

    def search(self, *pairs: tuple[str, str]) -> SearchResults:
        """The answer to a question."""
        with application.open_search(self.settings) as search:
            return search.search(application.parse_parameters(pairs))

    def find(self, words: str) -> list[str]:
        """The ids of the records that a question finds."""
        return [hit.id for hit in self.search(("q", words)).hits]

    def incomplete(self, *pairs: tuple[str, str]) -> int:
        """How many records could not be searched in full."""
        return self.search(*pairs).incomplete


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """An empty collection."""
    folder = tmp_path / "collection"
    folder.mkdir()
    return Collection(folder, Settings(corpora=(folder,), data=tmp_path / "var", workers=2))


def test_a_build_makes_records_searchable(collection: Collection) -> None:
    """What stands in the PDF of a record is found after a build."""
    collection.add(TUNISIA)
    report = collection.build()
    assert (report.records, report.files_read, report.problems, report.faults) == (1, 2, (), ())
    assert collection.find("consentement de la victime") == ["tn-2016-61"]


def test_a_second_build_reads_nothing(collection: Collection) -> None:
    """A file that was read is not read again, and the index is the same."""
    collection.add(TUNISIA)
    first, second = collection.build(), collection.build()
    assert (second.files_read, second.files_kept) == (0, first.files_read)
    assert second.passages == first.passages
    assert collection.find("consentement") == ["tn-2016-61"]


def test_a_record_that_was_removed_is_not_found(collection: Collection) -> None:
    """The index follows the folders: what is no longer there is no longer found."""
    collection.add(TUNISIA)
    shutil.rmtree(collection.add(SENEGAL))
    removed = collection.add(SENEGAL)
    collection.build()
    assert "sn-2005-06" in collection.find("Sénégal traite")
    shutil.rmtree(removed)
    collection.build()
    assert "sn-2005-06" not in collection.find("Sénégal traite")


def test_a_broken_record_stops_no_other(collection: Collection) -> None:
    """A record.yaml that cannot be read is named with its line; the others are indexed."""
    collection.add(TUNISIA)
    broken = collection.add(SENEGAL) / "record.yaml"
    broken.write_text("id: [\nkind: legislation", encoding="utf-8")
    report = collection.build()
    assert report.records == 1
    assert {fault.file for fault in report.faults} == {str(broken)}
    assert all(fault.line for fault in report.faults)
    assert collection.find("consentement") == ["tn-2016-61"]


@pytest.mark.parametrize("wrong", ["", "legislation"], ids=["empty", "a folder too deep"])
def test_a_wrong_folder_never_empties_an_index(collection: Collection, wrong: str) -> None:
    """A build that finds no record says so and leaves the index as it was."""
    collection.add(TUNISIA)
    collection.build()
    folder = collection.folder / wrong if wrong else collection.folder.with_name("nothing")
    folder.mkdir(exist_ok=True)
    with pytest.raises(CorpusError) as raised:
        application.build(replace(collection.settings, corpora=(folder,)), QuietProgress())
    assert str(folder) in str(raised.value)
    assert collection.find("consentement") == ["tn-2016-61"]


def test_an_engine_that_is_away_is_found_out_first(collection: Collection) -> None:
    """A build whose engine does not answer ends before it reads a file."""
    collection.add(TUNISIA)
    away = replace(collection.settings, elasticsearch_url="http://127.0.0.1:1")
    with pytest.raises(EngineUnavailable):
        application.build(away, QuietProgress())
    assert collection.build().files_kept == 0


@pytest.mark.parametrize(
    "content", [b"", b"<html>not found</html>", b"%PDF-1.7\n1 0 obj\n<<"], ids=["empty", "html", "cut"]
)
def test_a_broken_file_stops_no_other(collection: Collection, content: bytes) -> None:
    """A file that cannot be read is named once with the reason; its record is still found by its title."""
    collection.add(TUNISIA)
    spoil(collection.add(SENEGAL), content)
    report = collection.build()
    assert report.records == 2
    assert [problem.file.split("/")[0] for problem in report.problems] == ["sn-2005-06"]
    assert report.problems[0].reason
    assert "sn-2005-06" in collection.find("Sénégal traite des personnes")


def test_a_search_tells_of_records_that_were_not_read_in_full(collection: Collection) -> None:
    """A record with a file that cannot be read is counted whatever is asked, as far as the filters let it pass.

    It can be filtered by; when its file is replaced by a sound one it is no longer told of.
    """
    collection.add(TUNISIA)
    folder = collection.add(SENEGAL)
    sound = next(folder.glob("*.pdf")).read_bytes()
    spoil(folder, b"")
    collection.build()
    assert collection.incomplete(("q", "consentement")) == 1
    assert collection.incomplete(("q", "nowhere"), ("country", "SN"), ("year", "2005")) == 1
    assert collection.incomplete(("country", "TN")) == collection.incomplete(("year", "..2004")) == 0
    assert collection.search(("reading", "incomplete")).total == 1
    spoil(folder, sound)
    collection.build()
    assert collection.incomplete(("q", "consentement")) == 0


def test_a_page_that_could_not_be_read_makes_its_record_incomplete(collection: Collection) -> None:
    """A scan without OCR is told of, until a build has read it; so is a file of which the first pages are read only."""
    collection.add(TUNISIA)
    application.build(replace(collection.settings, pdf_pages=1), QuietProgress())
    assert collection.incomplete() == 1
    collection.add("legislation/sa-2009-m40")
    application.build(replace(collection.settings, ocr=False), QuietProgress())
    assert collection.incomplete() == 1
    if shutil.which("tesseract") is None:
        unmet("tesseract is not installed")
    collection.build()
    assert collection.incomplete() == 0


def test_a_scan_waits_for_ocr(collection: Collection) -> None:
    """A page that is an image is named while there is no OCR, and is read by the first build that has it."""
    collection.add("legislation/sa-2009-m40")
    without = replace(collection.settings, ocr=False)
    report = application.build(without, QuietProgress())
    (problem,) = report.problems
    assert problem.pages == (1, 2)
    assert "pages 1 to 2: it is an image and OCR is switched off" in str(problem)
    assert application.build(without, QuietProgress()).problems == report.problems
    if shutil.which("tesseract") is None:
        unmet("tesseract is not installed")
    again = collection.build()
    assert (again.files_read, again.problems) == (1, ())
    assert collection.build().files_read == 0


class Broken(Exception):
    """The build is broken off."""


@dataclass(frozen=True)
class BreakingProgress:
    """Breaks a build off in a step, after so many units."""

    title: str
    after: int

    @contextmanager
    def step(self, title: str, total: int) -> Iterator[Counter]:  # noqa: ARG002 - as the protocol has it
        """Count, and raise when it is time."""
        yield Breaking(self.after if title == self.title else -1)


@dataclass
class Breaking:
    """Counts down to the break."""

    left: int

    def advance(self, label: str = "") -> None:  # noqa: ARG002 - as the protocol has it
        """One unit is done."""
        self.left -= 1
        if self.left == 0:
            raise Broken


@pytest.fixture
def broken_off(collection: Collection) -> Callable[[str], None]:
    """Break a build of the collection off after the first unit of a step."""

    def run(step: str) -> None:
        with pytest.raises(Broken):
            application.build(collection.settings, BreakingProgress(step, 1))

    return run


def test_a_build_goes_on_where_it_was(collection: Collection, broken_off: Callable[[str], None]) -> None:
    """Files that were read before a build was broken off are not read again."""
    collection.add(TUNISIA)
    collection.add(SENEGAL)
    broken_off("Reading")
    report = collection.build()
    assert report.files_kept >= 1
    assert report.files_read + report.files_kept == 3
    assert collection.find("consentement")


def test_a_broken_build_leaves_the_old_index(collection: Collection, broken_off: Callable[[str], None]) -> None:
    """A build that is broken off while it writes leaves the index as it was, whole."""
    collection.add(TUNISIA)
    collection.build()
    collection.add(SENEGAL)
    broken_off("Indexing")
    assert collection.find("Sénégal") == []
    assert collection.find("consentement") == ["tn-2016-61"]
    collection.build()
    assert collection.find("Sénégal") == ["sn-2005-06"]


def test_progress_tells_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    """The progress for logs ends with what was done of how much and the rate, also when it was broken off."""
    with suppress(Broken), LineProgress().step("Reading", 3) as counter:
        counter.advance("a.pdf")
        raise Broken
    said = capsys.readouterr().err
    assert said.startswith("Reading: 1 of 3, ")
    assert said.endswith(" a second\n")


def test_progress_tells_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    """A step that lasts tells every half minute how far it is, the rate, and how long the rest takes at that rate."""
    clock = iter(range(0, 10_000, 4))
    with LineProgress(clock=lambda: float(next(clock) / 2)).step("Reading", 1000) as counter:
        for number in range(40):
            counter.advance(str(number))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 2
    for line in lines[:-1]:
        done, rate = int(line.split()[1]), float(line.split(", ")[1].split()[0])
        assert 0 < done < 40
        assert rate > 0
        assert line.endswith(" left")


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.4, "0 s"), (99, "99 s"), (720, "12 min"), (11_100, "3 h 05 min"), (86_400, "24 h 00 min")]
)
def test_times_are_told_in_words(seconds: float, words: str) -> None:
    """A time is told in the unit that a person would use."""
    assert in_words(seconds) == words
