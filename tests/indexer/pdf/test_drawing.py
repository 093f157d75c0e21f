"""Pages drawn as images, and boxes that lie where the ink is."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from indexer.errors import ReadingError


@pytest.fixture
def written_page(one_page, tmp_path):
    """``written_page(content, page)``: a file with one page."""

    def write(content, page=b"/MediaBox[0 0 595 842]"):
        path = tmp_path / "page.pdf"
        path.write_bytes(one_page(content, page))
        return path

    return write


def drawn(reader, file, page, width):
    """The drawn page as an image."""
    return Image.open(BytesIO(reader.draw(file, page, width)))


def ink(image):
    """The box around everything that is not white."""
    return ImageChops.invert(image.convert("L")).point(lambda value: 255 if value > 60 else 0).getbbox()


def test_a_page_is_drawn_as_wide_as_asked(pdf_reader, written_page):
    """A page image is WebP, as wide as asked and as high as the page's shape makes it."""
    image = drawn(pdf_reader, written_page(b"BT /F 40 Tf 100 700 Td (Law) Tj ET"), 1, 700)
    assert (image.format, image.width, image.height) == ("WEBP", 700, pytest.approx(700 * 842 / 595, abs=1))
    assert ink(image) is not None


def test_an_image_has_no_more_bytes_than_allowed(pdf_reader, written_page):
    """A page full of letters is drawn coarser until its image is as small as asked, and no coarser than that."""
    lines = b" ".join(b"1 0 0 1 20 %d Tm (%s) Tj" % (y, b"The law of organized crime " * 4) for y in range(20, 820, 11))
    file = written_page(b"BT /F 11 Tf %b ET" % lines)
    free, bounded = pdf_reader.draw(file, 1, 480), pdf_reader.draw(file, 1, 480, 35_000)
    assert 20_000 < len(bounded) <= 35_000 < len(free)
    assert Image.open(BytesIO(bounded)).size == Image.open(BytesIO(free)).size


@pytest.mark.parametrize(
    "page",
    [
        b"/MediaBox[0 0 595 842]",
        b"/MediaBox[0 0 595 842]/Rotate 90",
        b"/MediaBox[0 0 595 842]/Rotate 180",
        b"/MediaBox[0 0 595 842]/Rotate 270",
        b"/MediaBox[-50 -60 545 782]",
        b"/MediaBox[0 0 595 842]/CropBox[40 50 500 800]",
        b"/MediaBox[0 0 595 842]/CropBox[40 50 500 800]/Rotate 90",
    ],
)
@pytest.mark.parametrize("matrix", [b"1 0 0 1 120 400", b"0 1 -1 0 300 300", b"0 -1 1 0 300 600", b"-1 0 0 -1 400 300"])
def test_boxes_lie_where_the_ink_is(page, matrix, pdf_reader, written_page):
    """The box of a line surrounds its ink on the page as displayed, however page and line are turned and cropped."""
    file = written_page(b"BT /F 30 Tf %b Tm (HXH) Tj ET" % matrix, page)
    (read,) = pdf_reader.read(file).pages
    (line,) = read.lines
    image = drawn(pdf_reader, file, 1, 1000)
    scale = read.width / image.width
    assert image.height * scale == pytest.approx(read.height, abs=1)
    left, top, right, bottom = (corner * scale for corner in ink(image))
    assert line.text == "HXH"
    assert line.box[0] - 1 <= left <= right <= line.box[2] + 1
    assert line.box[1] - 1 <= top <= bottom <= line.box[3] + 1
    assert (line.box[2] - line.box[0]) * (line.box[3] - line.box[1]) < 2 * (right - left) * (bottom - top)


def test_turned_lines_are_read_as_they_run(pdf_reader, written_page):
    """Lines that run up the page are lines, in order, beside the level ones."""
    level = b"1 0 0 1 100 700 Tm (A level line of text) Tj"
    file = written_page(
        b"BT /F 12 Tf %b 0 1 -1 0 60 100 Tm (up the margin) Tj 0 1 -1 0 80 100 Tm (and on) Tj ET" % level
    )
    (page,) = pdf_reader.read(file).pages
    assert [line.text for line in page.lines] == ["A level line of text", "up the margin", "and on"]


def test_a_stamp_across_the_page_is_no_text(pdf_reader, written_page):
    """What leans across the page, like a stamp, does not get into the text."""
    file = written_page(b"BT /F 12 Tf 1 0 0 1 100 700 Tm (The law) Tj .7 .7 -.7 .7 100 200 Tm (DRAFT) Tj ET")
    (page,) = pdf_reader.read(file).pages
    assert [line.text for line in page.lines] == ["The law"]


@pytest.mark.parametrize(
    ("page", "width", "reason"), [(2, 400, "no page 2"), (1, 0, "pixels wide"), (1, 9999, "pixels wide")]
)
def test_what_cannot_be_drawn_is_an_error(page, width, reason, pdf_reader, written_page):
    """A page that is not there and a width that is no width are a ReadingError with the reason."""
    with pytest.raises(ReadingError, match=reason):
        pdf_reader.draw(written_page(b""), page, width)


def test_an_enormous_page_is_drawn_small(pdf_reader, written_page):
    """A page of five kilometres is drawn within bounds."""
    image = drawn(pdf_reader, written_page(b"", b"/MediaBox[0 0 14400 14400000]"), 1, 2000)
    assert image.width * image.height <= 41_000_000
