"""Files of records that are no PDF: taken in as they came, read, found, shown."""

import hashlib
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from indexer import application
from indexer.pdf import CONVERTER
from indexer.pipeline.progress import QuietProgress
from indexer.readings import Readings
from tests.indexer.pdf.converting.documents import LAWS, docx
from tests.indexer.pipeline.verified import Place
from tests.needs import unmet

RECORD = """\
id: fr-2020-12
kind: legislation
title: {fr: Loi 12}
original_language: fr
country: [FR]
files:
  - {id: fr, name: loi.docx, languages: [fr], status: demonstration}
verification: {level: none, checked_on: 2026-11-21}
type_of_act: law
adopted: 2020
in_force: {value: unknown}
"""


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    """A record.yaml with a DOCX beside it."""
    if not shutil.which("soffice"):
        unmet("LibreOffice is not installed")
    folder = tmp_path / "handed-in"
    folder.mkdir()
    (folder / "loi.docx").write_bytes(docx(LAWS["fr"]))
    (folder / "record.yaml").write_text(RECORD, encoding="utf-8")
    return folder / "record.yaml"


def test_a_docx_goes_from_record_to_answer(place: Place, handed_in: Path) -> None:
    """It is added without a note, read by the next build only, found by its words, and drawn from the PDF of it."""
    written = application.add_record(place.settings, handed_in, handed_in.parent)
    assert written.unreadable == ()
    reports = [application.build(place.settings, QuietProgress()) for _ in range(2)]
    assert [(report.files_read, report.problems) for report in reports] == [(1, ()), (0, ())]
    assert place.find("groupe criminel organisé") == ["fr-2020-12"]
    with closing(application.open_library(place.settings)) as library:
        (file,) = library.corpus.record("fr-2020-12").files
        original = library.corpus.file_path("fr-2020-12", "fr")
        assert (original.suffix, original.read_bytes()) == (".docx", docx(LAWS["fr"]))
        assert file.sha256 == hashlib.sha256(docx(LAWS["fr"])).hexdigest()
        assert [provision.id for provision in library.structure(file).provisions] == ["art_4", "art_5", "art_6"]
        assert library.outcome(file).converter == CONVERTER
        assert library.page_image("fr-2020-12", "fr", 1, 480).startswith(b"RIFF")
    assert place.told() == []


def test_a_pdf_by_another_converter_is_made_again(
    place: Place, handed_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version of the converter makes files be read again that are no PDF, and no others."""
    application.add_record(place.settings, handed_in, handed_in.parent)
    application.build(place.settings, QuietProgress())
    for module in ("converter", "version"):
        monkeypatch.setattr(f"indexer.pdf.converting.{module}.CONVERTER", "next")
    monkeypatch.setattr("indexer.pdf.reader.CONVERTER", "next")
    assert [application.build(place.settings, QuietProgress()).files_read for _ in range(2)] == [1, 0]
    sha256 = hashlib.sha256(docx(LAWS["fr"])).hexdigest()
    assert Readings(place.settings.data).rendition(sha256, "next") is not None


def test_without_the_program_the_build_goes_on(
    place: Place, handed_in: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A build without LibreOffice names the file and the package, and reads the file once it is there."""
    application.add_record(place.settings, handed_in, handed_in.parent)
    with monkeypatch.context() as without:
        without.setenv("PATH", str(tmp_path))
        for _ in range(2):
            (problem,) = application.build(place.settings, QuietProgress()).problems
            assert "libreoffice-writer-nogui" in problem.reason
    assert application.build(place.settings, QuietProgress()).problems == ()
