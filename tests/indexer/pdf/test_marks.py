"""What a PDF carries besides pages is said of it, wherever it hides, and nothing of it is run."""

import io
import zlib
from pathlib import Path

import pypdfium2
import pytest

from indexer.model import Problem
from indexer.pdf import Reader, carried, read_pages
from indexer.settings import Settings
from tests.indexer.pdf.attacks import ATTACKS
from tests.indexer.pdf.broken import with_catalogue
from tests.indexer.pdf.written import stream_of, three_pages_of

SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
LINK = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A %b>>]"
PACKED = zlib.compress(b"20 0 " + SCRIPT)
BLANK = stream_of(b"BT ET")

CARRIED = {
    "script on opening": (with_catalogue(b"/OpenAction" + SCRIPT), "a script"),
    "script on opening, escaped": (with_catalogue(b"/OpenAction<</S/Java#53cript/#4aS(1)>>"), "a script"),
    "launch, escaped": (three_pages_of(BLANK, page=LINK % b"<</#53/L#61unch>>"), "an action that starts a program"),
    "script by name": (with_catalogue(b"/Names<</JavaScript<</Names[(a) 20 0 R]>>>>", {20: SCRIPT}), "a script"),
    "script of a page": (three_pages_of(BLANK, page=b"/AA<</O 20 0 R>>", more={20: SCRIPT}), "a script"),
    "script of a field": (
        with_catalogue(b"/AcroForm<</Fields[20 0 R]>>", {20: b"<</FT/Tx/T(a)/AA<</K %b>>>>" % SCRIPT}),
        "a script",
    ),
    "launch": (three_pages_of(BLANK, page=LINK % b"<</S/Launch/F(cmd.exe)>>"), "an action that starts a program"),
    "embedded file": (
        with_catalogue(
            b"/Names<</EmbeddedFiles<</Names[(a) 20 0 R]>>>>",
            {20: b"<</Type/Filespec/F(a.exe)/EF<</F 21 0 R>>>>", 21: stream_of(b"MZ", b"/Type/EmbeddedFile")},
        ),
        "an embedded file",
    ),
    "attached to a page": (
        three_pages_of(BLANK, page=b"/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 20 0 R>>]"),
        "an embedded file",
    ),
    "media": (
        three_pages_of(BLANK, page=b"/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>]"),
        "embedded media",
    ),
}


@pytest.mark.parametrize("name", CARRIED)
def test_what_a_file_carries_is_said(name: str, pdf_reader: Reader, tmp_path: Path) -> None:
    """A file with a script, a program to start, or another file in it is read, and a problem names what it carries."""
    data, what = CARRIED[name]
    file = tmp_path / "act.pdf"
    file.write_bytes(data)
    pages = pdf_reader.read(file)
    assert [page.source for page in pages.pages] == ["text"] * 3
    assert [problem.page for problem in pages.problems] == [None]
    assert f"carries {what}" in pages.problems[0].reason
    assert carried(pages.problems) == (what,)
    assert carried([Problem("a page speaks of a script")]) == ()


def test_a_script_in_an_object_stream_is_found(pdf_reader: Reader, tmp_path: Path) -> None:
    """What is packed in a compressed object stream is found as well."""
    with pypdfium2.PdfDocument(with_catalogue(b"")) as document:
        saved = io.BytesIO()
        document.save(saved)
    data = saved.getvalue()
    start = len(data)
    inside = stream_of(PACKED, b"/Type/ObjStm/N 1/First 5/Filter/FlateDecode")
    data += b"30 0 obj\n%b\nendobj\n" % inside
    rows = b"\x01" + start.to_bytes(3, "big") + b"\x00" + b"\x02" + (30).to_bytes(3, "big") + b"\x00"
    table = len(data)
    previous = int(saved.getvalue().rpartition(b"startxref")[2].split()[0])
    shape = b"/Type/XRef/Size 32/W[1 3 1]/Index[30 1 20 1]/Root 1 0 R/Prev %d" % previous
    data += b"31 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream_of(rows, shape), table)
    assert b"JavaScript" not in data
    file = tmp_path / "act.pdf"
    file.write_bytes(data)
    assert ["a script" in problem.reason for problem in pdf_reader.read(file).problems] == [True]


def test_what_could_not_be_looked_for_is_said(tmp_path: Path) -> None:
    """Where the process ended before it looked for scripts, a problem says that there may be some."""
    attack = ATTACKS["flate bomb"]()
    file = tmp_path / "act.pdf"
    file.write_bytes(three_pages_of(BLANK, more={8: attack.content}))
    pages = read_pages(file, Settings(pdf_seconds=3, pdf_memory=600_000_000))
    assert [page.source for page in pages.pages] == ["text", "text", "failed"]
    assert [problem.page for problem in pages.problems] == [3, None]
    assert "scripts or other files could not be found out" in pages.problems[1].reason


def test_words_are_no_marks(pdf_reader: Reader, tmp_path: Path) -> None:
    """A law that speaks of JavaScript and of files carries neither."""
    file = tmp_path / "act.pdf"
    file.write_bytes(three_pages_of(stream_of(b"BT /F 12 Tf 72 720 Td (/JavaScript /Launch /EmbeddedFile) Tj ET")))
    assert pdf_reader.read(file).problems == ()
