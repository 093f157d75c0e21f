"""How a PDF is made: kept and found again, given up when it takes too long, named when a program is missing."""

import os
import shutil
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from indexer.errors import FileRefused, ReadingError, ToolMissing
from indexer.pdf import CONVERTER, Reader, converter_for
from indexer.readings import Readings
from indexer.settings import Settings
from tests.indexer.pdf.converting.documents import LAWS, docx, html, odt, rtf, text, zipped

Give = Callable[[str, bytes], Path]
QUICK = Settings(workers=2, conversion_seconds=1)


def program(folder: Path, script: str) -> Path:
    """A program that is called ``soffice``, first in a folder of its own."""
    folder.mkdir(exist_ok=True)
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def with_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """``with_program(script)``: LibreOffice is this script now."""

    def put(script: str) -> None:
        program(tmp_path / "bin", script)
        monkeypatch.setenv("PATH", str(tmp_path / "bin") + os.pathsep + os.environ["PATH"])

    return put


@pytest.mark.usefixtures("needs_office")
def test_a_pdf_is_made_once(given: Give, tmp_path: Path, with_program: Callable[[str], None]) -> None:
    """The PDF is kept by the file's content and the converter's version, whatever the name, and drawn from there."""
    readings = Readings(tmp_path / "readings")
    with Reader(QUICK, readings) as reader:
        first = replace(QUICK, conversion_seconds=60)
        with Reader(first, readings) as patient:
            pages = patient.read(given("law.docx", docx(LAWS["fr"])))
        kept = readings.rendition(pages.sha256, CONVERTER)
        assert kept is not None
        assert kept.read_bytes().startswith(b"%PDF-")
        assert pages.sha256 in readings.kept()
        with_program("exit 1")
        other = given("other name", docx(LAWS["fr"]))
        assert reader.read(other).pages == pages.pages
        assert reader.draw(other, 1, 200).startswith(b"RIFF")
        kept.write_bytes(kept.read_bytes()[:-20])
        assert readings.rendition(pages.sha256, CONVERTER) is None
        with pytest.raises(FileRefused, match="cannot be converted"):
            reader.read(other)


def test_the_version_of_the_converter_is_told(pdf_reader: Reader, given: Give, tmp_path: Path) -> None:
    """Readings of converted files name the converter, those of PDFs do not, and files that are refused depend on it."""
    Image.new("1", (200, 200), 1).save(tmp_path / "page.pdf", resolution=100)
    Image.new("1", (200, 200), 1).save(tmp_path / "page.png")
    assert pdf_reader.read(tmp_path / "page.pdf").converter == ""
    assert pdf_reader.read(tmp_path / "page.png").converter == CONVERTER
    names = [tmp_path / "page.pdf", tmp_path / "page.png", given("x", b"<svg/>")]
    assert [converter_for(name) for name in names] == ["", CONVERTER, CONVERTER]


@pytest.mark.parametrize("name", ["law.docx", "law.odt", "law.rtf", "law.html", "law.txt"])
def test_a_missing_program_is_named(given: Give, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice the package that brings it is named, as a fault of the machine and not of the file."""
    write = {"law.docx": docx, "law.odt": odt, "law.rtf": rtf, "law.html": html, "law.txt": text}[name]
    monkeypatch.setenv("PATH", str(tmp_path))
    with Reader(QUICK) as reader, pytest.raises(ToolMissing, match="libreoffice-writer-nogui"):
        reader.read(given(name, write(LAWS["fr"])))


def running(word: str) -> list[str]:
    """The numbers of the processes with a word in their command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if word in (folder / "cmdline").read_text():
                found.append(folder.name)
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
def test_a_program_that_hangs_is_killed_with_all_it_started(given: Give, with_program: Callable[[str], None]) -> None:
    """After the time that the settings allow the program and its children are gone; the reason names the setting."""
    with_program("sleep 987654 & sleep 987654")
    with Reader(QUICK) as reader, pytest.raises(FileRefused, match="given up after 4 seconds") as refused:
        reader.read(given("law.rtf", rtf(LAWS["fr"])))
    assert ("conversion_seconds", 1) in refused.value.limits
    for _ in range(50):
        if not running("987654"):
            break
        time.sleep(0.1)
    assert running("987654") == []


def test_a_program_that_is_busy_too_long_is_stopped(given: Give, with_program: Callable[[str], None]) -> None:
    """A program that never ends is stopped by its processor time, or by the clock if others have the processor."""
    with_program("while :; do :; done")
    with Reader(QUICK) as reader, pytest.raises(FileRefused, match=r"more processor time than allowed|given up"):
        reader.read(given("law.rtf", rtf(LAWS["fr"])))


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", "LibreOffice makes no PDF of it"),
        ("exit 7", "status 7"),
        ("mkdir made; ln -s /etc/passwd made/document.pdf", "LibreOffice makes no PDF of it"),
        ("mkdir made; mkfifo made/document.pdf", "LibreOffice makes no PDF of it"),
        ("mkdir made; echo '<html>' > made/document.pdf", "LibreOffice makes no PDF of it"),
        ("kill -ABRT $$", "crashed"),
    ],
)
def test_what_a_program_leaves_is_not_believed(
    given: Give, with_program: Callable[[str], None], script: str, reason: str
) -> None:
    """Only a file that is a PDF counts, and an end without one is a reason."""
    with_program(script)
    with Reader(QUICK) as reader, pytest.raises(FileRefused, match=reason):
        reader.read(given("law.rtf", rtf(LAWS["fr"])))


def test_a_program_writes_into_its_folder_only(
    given: Give, tmp_path: Path, with_program: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program cannot write beside its folder, read a file of somebody, or call anybody; nothing of it is left."""
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret").write_text("secret", encoding="utf-8")
    with_program(f"cat {outside}/secret > {outside}/copied; cp {outside}/secret made; exit 0")
    passing = outside / "passing"
    passing.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    with Reader(QUICK) as reader, pytest.raises(FileRefused):
        reader.read(given("law.rtf", rtf(LAWS["fr"])))
    assert sorted(path.name for path in outside.iterdir()) == ["passing", "secret"]
    assert list(passing.iterdir()) == []


def test_a_program_that_is_killed_from_outside_is_no_fault_of_the_file(
    given: Give, with_program: Callable[[str], None]
) -> None:
    """What the system ended is tried again by the next build."""
    with_program("kill -TERM $$")
    with Reader(QUICK) as reader, pytest.raises(ReadingError) as error:
        reader.read(given("law.rtf", rtf(LAWS["fr"])))
    assert not isinstance(error.value, FileRefused)


@pytest.mark.usefixtures("needs_office")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("law.docx", docx(LAWS["fr"])[:-200] + docx(("x",))[-200:]),
        ("law.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office"})),
        ("law.docx", docx(("x",), "<w:p>" * 5)),
    ],
)
def test_a_damaged_document_is_refused(given: Give, name: str, content: bytes) -> None:
    """What LibreOffice cannot open is refused with one reason, and remembered as the file's fault."""
    with Reader(replace(QUICK, conversion_seconds=60)) as reader, pytest.raises(FileRefused) as refused:
        reader.read(given(name, content))
    assert "\n" not in str(refused.value)


def test_an_archive_is_not_read(pdf_reader: Reader, given: Give) -> None:
    """A ZIP archive is no document: the files in it are given one by one."""
    with pytest.raises(FileRefused, match="one by one"):
        pdf_reader.read(given("laws.zip", zipped({"law.txt": "Article 1"})))


def test_images_beyond_the_limits_are_refused(pdf_reader: Reader, given: Give, tmp_path: Path) -> None:
    """An image of too many pixels and a damaged one end in one clear reason."""
    Image.new("1", (20_000, 20_000), 1).save(tmp_path / "huge.png")
    with pytest.raises(FileRefused, match="more than 120,000,000 pixels"):
        pdf_reader.read(tmp_path / "huge.png")
    whole = (tmp_path / "huge.png").read_bytes()
    with pytest.raises(FileRefused, match="damaged image"):
        pdf_reader.read(given("cut.png", whole[:33]))
    scans = [Image.new("1", (100, 100), 1)] * 4
    scans[0].save(tmp_path / "many.tif", save_all=True, append_images=scans[1:])
    with Reader(replace(QUICK, pdf_pages=3)) as reader, pytest.raises(FileRefused, match="more than 3 images"):
        reader.read(tmp_path / "many.tif")


def test_text_beyond_the_limit_is_refused(given: Give) -> None:
    """A text longer than PALERMO_PDF_TEXT is refused before LibreOffice sees it."""
    if not shutil.which("soffice"):
        pytest.skip("the program is looked for first")
    with Reader(replace(QUICK, pdf_text=100)) as reader, pytest.raises(FileRefused, match="PALERMO_PDF_TEXT"):
        reader.read(given("law.txt", b"Article 1\n" * 100))
