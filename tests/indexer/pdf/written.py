"""PDFs written by hand, byte by byte, where they must be wrong on purpose."""

import io
from collections.abc import Mapping

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"


def file_of(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """The bytes of a PDF whose objects are given by number; object 1 is the catalogue; ``trailer`` adds entries."""
    data = io.BytesIO()
    data.write(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = data.tell()
        data.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start, size = data.tell(), max(objects) + 1
    data.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        data.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n")
    data.write(b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return data.getvalue()


def stream_of(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content)


def text_of(text: bytes) -> bytes:
    """A content stream that shows a text."""
    return stream_of(b"BT /F 12 Tf 72 720 Td (%b) Tj ET" % text)


def three_pages_of(
    content: bytes,
    resources: bytes = b"",
    page: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:
    """A PDF whose second page is as told, between two sound ones.

    ``content`` is the object of its content stream (7), ``page`` adds entries to it, ``more`` are objects from 20 on or
    take the place of 1 (catalogue), 2 (page tree), 3 to 5 (pages), 6 to 8 (their contents) and 9 (font F).
    """
    a4 = b"/MediaBox[0 0 595 842]"
    shape = b"<</Type/Page/Parent 2 0 R%b/Contents %d 0 R/Resources<</Font<</F 9 0 R>>%b>>>>"
    box = b"" if b"/MediaBox" in page else a4
    objects = {
        1: CATALOGUE,
        2: b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>",
        3: shape % (a4, 6, b""),
        4: shape % (box + page, 7, resources),
        5: shape % (a4, 8, b""),
        6: text_of(b"The first page can be read by anybody."),
        7: content,
        8: text_of(b"The third page can be read by anybody."),
        9: HELVETICA,
    }
    return file_of(objects | dict(more or {}), trailer)


def one_page_of(content: bytes, page: bytes = b"/MediaBox[0 0 595 842]") -> bytes:
    """A PDF of one page with a content stream and entries of the page."""
    return file_of(
        {
            1: CATALOGUE,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>%b>>" % page,
            4: stream_of(content),
            5: HELVETICA,
        }
    )
