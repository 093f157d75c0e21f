"""What could not be read is remembered: a build tries again only what may end otherwise; counted by its reports."""

import io
import os
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from indexer import application
from indexer.pipeline.parts import BuildReport
from indexer.pipeline.progress import QuietProgress
from indexer.settings import Settings
from tests.indexer.pdf.attacks import ATTACKS
from tests.indexer.pdf.written import three_pages_of
from tests.indexer.pipeline.verified import EGYPT, SPECIMEN, Place, spoil
from tests.needs import unmet

SCAN = "legislation/sa-2009-m40"


def locked() -> bytes:
    """A PDF that needs a password to open."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption(userPassword="secret", ownerPassword="owner"))
    canvas.drawString(72, 700, "For its owner only.")
    canvas.save()
    return stream.getvalue()


def doubled_forms() -> bytes:
    """A PDF of three pages whose second takes too much."""
    attack = ATTACKS["doubled forms"]()
    return three_pages_of(attack.content, attack.resources, attack.page, attack.more)


def build(settings: Settings, *, full: bool = False) -> BuildReport:
    """Build, quietly."""
    return application.build(settings, QuietProgress(), full=full)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"", "it is empty"),
        (lambda: b"<html>not found</html>", "it is a web page (HTML), but its name ends in .pdf"),
        (lambda: b"%PDF-1.7\n1 0 obj\n<<", "it is damaged or incomplete"),
        (locked, "it is protected by a password"),
    ],
    ids=["empty", "html", "cut", "locked"],
)
def test_a_refused_file_is_read_once(place: Place, content: Callable[[], bytes], reason: str) -> None:
    """A file that says nothing is read by one build, listed by all, and tried again by a full one; another is read."""
    spoil(place.folder / EGYPT, content())
    first = build(place.settings)
    (problem,) = first.problems
    assert problem.reason.startswith(reason)
    second = build(place.settings)
    assert (first.files_read, second.files_read, second.written) == (1, 0, 0)
    assert second.problems == first.problems
    assert application.plan_build(place.settings, QuietProgress()).read == ()
    assert len(application.plan_build(place.settings, QuietProgress(), full=True).read) == 1
    assert build(place.settings, full=True).files_read == 1
    with closing(application.open_library(place.settings)) as library:
        record = library.corpus.record("eg-1983-117")
        assert library.reading(record.id, record.files[0].id) is None
    shutil.rmtree(place.folder / EGYPT)
    shutil.copytree(SPECIMEN / EGYPT, place.folder / EGYPT)
    assert build(place.settings).problems == ()
    assert place.find("الآثار") == ["eg-1983-117"]


def test_a_larger_limit_reads_again(place: Place) -> None:
    """A file that a limit refused is read when the limit is larger, not when it is smaller still, and is found then."""
    shutil.rmtree(place.settings.data)
    size = max(file.stat().st_size for file in place.folder.rglob("*.pdf"))
    counts = []
    for most in (10, 10, 5, size - 1, size, size + 1):
        report = build(replace(place.settings, pdf_bytes=most))
        counts.append((report.files_read, len(report.problems)))
    assert counts == [(3, 3), (0, 3), (0, 3), (3, 1), (1, 0), (0, 0)]
    assert place.find("consentement de la victime") == ["tn-2016-61"]


def test_a_page_that_took_too_much_is_tried_with_more(place: Place) -> None:
    """Where one page goes beyond a limit the file is read again with a larger one of these, and with no other."""
    spoil(place.folder / EGYPT, doubled_forms())
    strict = replace(place.settings, pdf_seconds=2, pdf_memory=500_000_000)
    counts = []
    for settings in (
        strict,
        strict,
        replace(strict, pdf_pages=30_000),
        replace(strict, pdf_memory=510_000_000),
        strict,
    ):
        report = build(settings)
        counts.append(report.files_read)
        assert [problem.pages for problem in report.problems] == [(2,)]
    assert counts == [1, 0, 0, 1, 0]


def test_a_scan_without_ocr_is_read_once(place: Place) -> None:
    """Where OCR is switched off a scan is looked at by one build only, and read by the first that has OCR."""
    if shutil.which("tesseract") is None:
        unmet("tesseract is not installed")
    shutil.copytree(SPECIMEN / SCAN, place.folder / SCAN)
    without = replace(place.settings, ocr=False)
    counts = [build(settings).files_read for settings in (without, without, place.settings, place.settings)]
    assert counts == [1, 0, 1, 0]


def test_faults_of_the_machine_are_forgotten(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where a program of the system is missing every build tries again, and the first that has it reads the file."""
    if shutil.which("tesseract") is None:
        unmet("tesseract is not installed")
    shutil.copytree(SPECIMEN / SCAN, place.folder / SCAN)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [build(place.settings).files_read for _ in range(2)] == [1, 1]
    monkeypatch.setenv("PATH", path)
    report = build(place.settings)
    assert (report.files_read, report.problems) == (1, ())
    assert build(place.settings).files_read == 0
