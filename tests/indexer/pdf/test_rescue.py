"""Files that were cut off: the pages that are whole are read, and the file says that it is not."""

import io
import zlib
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.errors import ReadingError
from indexer.pdf import Reader
from indexer.pdf.rescue import rescued
from tests.indexer.pdf.written import file_of, stream_of, text_of, three_pages_of

CUTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99)


@pytest.fixture(scope="module")
def act() -> bytes:
    """Six pages by ReportLab, whose page tree and catalogue stand before the text of the pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for page in range(1, 7):
        for line in range(30):
            canvas.drawString(72, 800 - 20 * line, f"Page {page}, line {line}: {page * line * 7919} and so on.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(reader: Reader, data: bytes, folder: Path) -> list[tuple[str, int]]:
    """The source and number of lines of every page; none if the file is refused as damaged."""
    file = folder / "act.pdf"
    file.write_bytes(data)
    try:
        pages = reader.read(file)
    except ReadingError:
        return []
    assert any("damaged or incomplete" in problem.reason for problem in pages.problems)
    return [(page.source, len(page.lines)) for page in pages.pages]


def test_the_more_is_left_the_more_is_read(act: bytes, pdf_reader: Reader, tmp_path: Path) -> None:
    """At ten places a file is cut; what is read is whole pages only, never fewer of a longer rest, at the end all."""
    readings = [read(pdf_reader, act[: int(len(act) * cut)], tmp_path) for cut in CUTS]
    whole = [[page for page in pages if page[0] == "text"] for pages in readings]
    assert all(page == ("text", 30) for pages in whole for page in pages)
    counts = [len(pages) for pages in whole]
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, 6)
    assert any(0 < count < 6 for count in counts)


def test_a_page_without_its_font_is_no_page(pdf_reader: Reader, tmp_path: Path) -> None:
    """A page whose font was cut off fails, because its codes would be read as other letters."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F %d 0 R>>>>>>"
    helvetica = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", 3: page % (5, 6)}
    objects |= {4: page % (7, 8), 5: text_of(b"Whole."), 6: helvetica, 7: text_of(b"Not whole."), 8: helvetica}
    data = file_of(objects)
    assert read(pdf_reader, data[: data.index(b"8 0 obj") + 20], tmp_path) == [("text", 1), ("failed", 0)]
    assert pdf_reader.draw(tmp_path / "act.pdf", 1, 100)
    with pytest.raises(ReadingError, match="no whole page 2"):
        pdf_reader.draw(tmp_path / "act.pdf", 2, 100)


def test_pages_in_object_streams_are_found(tmp_path: Path, pdf_reader: Reader) -> None:
    """A page whose object is packed in an object stream is found there."""
    page = b"<</Type/Page/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 6 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    head = b"3 0 6 %d " % len(page)
    entries = b"/Type/ObjStm/N 2/First %d/Filter/FlateDecode" % len(head)
    data = file_of({4: stream_of(zlib.compress(head + page + font), entries), 5: text_of(b"From a stream.")})
    assert read(pdf_reader, data[: data.rindex(b"xref")], tmp_path) == [("text", 1)]


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n" + b"1 0 obj " * 100_000,
        b"%PDF-1.7\n" + b"%d 0 obj<</Type/Page/Contents %d 0 R>>endobj " % (1, 99),
        b"%PDF-1.7\n1 0 obj<</Type/ObjStm/N 999999/First 99999999/Filter/FlateDecode>>stream\nxx\nendstream endobj",
        b"%PDF-1.7\n1 0 obj<</Type/Page/Encrypt 2 0 R>>endobj",
        b"",
    ],
)
def test_nothing_is_made_of_nothing(data: bytes) -> None:
    """Where no page is whole nothing is rescued."""
    assert rescued(data) is None


def test_parts_that_need_each_other_are_whole() -> None:
    """Parts of a page that refer to each other in a circle are followed once."""
    data = three_pages_of(stream_of(b"BT ET"), b"/XObject 20 0 R", more={20: b"<</X 21 0 R>>", 21: b"<</Y 20 0 R>>"})
    rest = rescued(data[: data.rindex(b"xref")])
    assert rest is not None
    assert rest.lost == frozenset()
    assert len(pypdfium2.PdfDocument(rest.data)) == 3


def test_a_sound_file_is_not_touched(act: bytes, pdf_reader: Reader, tmp_path: Path) -> None:
    """A file that opens is read as it is, and is not called damaged."""
    file = tmp_path / "act.pdf"
    file.write_bytes(act)
    pages = pdf_reader.read(file)
    assert (len(pages.pages), pages.problems) == (6, ())
