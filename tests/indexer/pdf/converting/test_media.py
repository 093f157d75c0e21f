"""What a file is, by its content: accepted types, refused ones, and files that are two things at once."""

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from indexer.errors import FileRefused
from indexer.pdf import ACCEPTED, Media, Reader, media_of
from tests.indexer.pdf.converting.documents import LAWS, docx, html, odt, rtf, text, zipped
from tests.indexer.pdf.written import one_page_of

LINES = LAWS["fr"]
PDF = one_page_of(b"BT /F 12 Tf 72 700 Td (Article 1) Tj ET")
HTTP = b"HTTP/1.1 200 OK\r\nServer: example\r\n\r\n"


def image(form: str) -> bytes:
    """A small image."""
    stream = BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, form)
    return stream.getvalue()


def compound(*names: str) -> bytes:
    """The beginning of a file of Microsoft's old container with these names in it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "\0".join(names).encode("utf-16-le")


def changed(archive: bytes, inner: str, before: bytes, after: bytes) -> bytes:
    """An archive of which one file is changed."""
    import zipfile  # noqa: PLC0415 - only here

    with zipfile.ZipFile(BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    files[inner] = files[inner].replace(before, after)
    return zipped(files, stored=("mimetype",))


def media(content: bytes, name: str = "file") -> Media:
    """The type of a file with this content."""
    stream = BytesIO(content)
    found = media_of(stream, name)
    assert stream.tell() == 0
    return found


ACCEPTED_FILES = [
    (PDF, Media.PDF),
    (HTTP + PDF, Media.PDF),
    (b"\xef\xbb\xbf\r\n" + PDF, Media.PDF),
    (docx(LINES), Media.DOCX),
    (odt(LINES), Media.ODT),
    (rtf(LINES), Media.RTF),
    (html(LINES), Media.HTML),
    (b"<p>Article 1</p>", Media.HTML),
    (b"<!-- saved -->\n<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", Media.HTML),
    ("<html><body>Article 1".encode("utf-16"), Media.HTML),
    (text(LINES), Media.TEXT),
    (text(LAWS["ar"], "utf-16"), Media.TEXT),
    (text(LAWS["zh"], "utf-16-le"), Media.TEXT),
    (text(LAWS["ar"], "windows-1256"), Media.TEXT),
    (text(LAWS["zh"] * 3000), Media.TEXT),
    (b"Article 5 < Article 6", Media.TEXT),
    (b"PK 5 of the Code", Media.TEXT),
    (b"MZ: Lei n. 6/2008", Media.TEXT),
    (image("PNG"), Media.PNG),
    (image("JPEG"), Media.JPEG),
    (image("TIFF"), Media.TIFF),
    (image("WEBP"), Media.WEBP),
    (image("GIF"), Media.GIF),
    (zipped({"law.txt": b"Article 1"}), Media.ZIP),
    (zipped({"law.pdf": PDF}, stored=("law.pdf",)), Media.ZIP),
]


@pytest.mark.parametrize(("content", "expected"), ACCEPTED_FILES)
@pytest.mark.parametrize("name", ["file", "law.odd"])
def test_an_accepted_type_is_known_by_its_content(content: bytes, expected: Media, name: str) -> None:
    """Each accepted type is known under a name that says nothing."""
    assert media(content, name) is expected


@pytest.mark.parametrize(("content", "expected"), [pair for pair in ACCEPTED_FILES if pair[1] is not Media.HTML])
def test_a_name_says_nothing(content: bytes, expected: Media) -> None:
    """A name that says something else changes nothing."""
    assert media(content, "law.docx") is media(content, "law.png") is expected


REFUSED = {
    "empty": (b"", "is empty"),
    "SVG": (b'<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
    "SVG with a prefix": (b"<!DOCTYPE svg><s:svg xmlns:s='x'/>", "SVG"),
    "XML": (b'<?xml version="1.0"?><office:document/>', "XML"),
    "program": (b"MZ\x90\x00" + bytes(500), "a program"),
    "program of Linux": (b"\x7fELF\x02\x01\x01" + bytes(500), "a program"),
    "script": (b"#!/bin/sh\nrm -r /\n", "a script"),
    "batch": (b"@ECHO OFF\r\n", "a script"),
    "shortcut": (b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(80), "a shortcut"),
    "PostScript": (b"%!PS-Adobe-3.0\n", "PostScript"),
    "gzip": (b"\x1f\x8b\x08" + bytes(50), "a packed file"),
    "RAR": (b"Rar!\x1a\x07\x00" + bytes(50), "a packed file"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic" + bytes(50), "HEIC"),
    "BMP": (b"BM" + struct.pack("<LHHL", 100, 0, 0, 54) + bytes(100), "BMP"),
    "e-mail": (b"From: x@example.org\r\nMIME-Version: 1.0\r\n\r\nText", "e-mail"),
    "old Word": (compound("Root Entry", "WordDocument"), r"\.doc"),
    "encrypted Office": (compound("EncryptionInfo", "EncryptedPackage"), "password"),
    "old Excel": (compound("Workbook"), "of an old kind"),
    "binary": (bytes(range(256)) * 9, "of no type that is known"),
    "text with a NUL": (b"Article 1\x00\x01", "of no type that is known"),
    "macros by type": (changed(docx(LINES), "[Content_Types].xml", b"document.main", b"macroEnabled.main"), "macros"),
    "macros by part": (docx(LINES, more={"word/vbaProject.bin": b"x"}), "macros"),
    "macros in ODT": (odt(LINES, more={"Basic/Standard/Module1.xml": b"x"}), "macros"),
    "encrypted ODT": (changed(odt(LINES), "META-INF/manifest.xml", b"/>", b"><manifest:encryption-data/>"), "password"),
    "XLSX": (changed(docx(LINES), "[Content_Types].xml", b"wordprocessingml.document", b"spreadsheetml.sheet"), "XLSX"),
    "ODS": (changed(odt(LINES), "mimetype", b"text", b"spreadsheet"), "spreadsheet"),
    "EPUB": (zipped({"mimetype": b"application/epub+zip"}), "epub"),
    "JAR": (zipped({"META-INF/MANIFEST.MF": b"", "A.class": b""}), "a program"),
    "ZIP without end": (zipped({"law.txt": b"x"})[:-10], "damaged or incomplete"),
    "ZIP with nothing in it": (b"PK\x05\x06" + bytes(18), "nothing in it"),
    "ZIP with a foreign part": (
        zipped({"a.txt": b"x"})[:-22] + b"MZ" + zipped({"a.txt": b"x"})[-22:],
        "belongs to none",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_anything_else_is_refused_with_what_was_found(case: str) -> None:
    """The reason is one line that begins with the name and says what the file is."""
    content, reason = REFUSED[case]
    with pytest.raises(FileRefused, match=reason) as refused:
        media(content, "law.bin")
    assert str(refused.value).startswith("law.bin ")
    assert "\n" not in str(refused.value)


def test_a_refusal_says_what_is_accepted() -> None:
    """Who sends a drawing is told what to send instead, and the sentence names every type."""
    with pytest.raises(FileRefused) as refused:
        media(b"<svg/>")
    assert str(refused.value).endswith(ACCEPTED)
    assert all(kind.title in ACCEPTED for kind in Media)


ZIP_TAIL = zipped({"evil.sh": b"#!/bin/sh"})


@pytest.mark.parametrize(
    "content",
    [
        PDF + ZIP_TAIL,
        HTTP + PDF + ZIP_TAIL,
        image("GIF") + ZIP_TAIL,
        image("JPEG") + ZIP_TAIL,
        text(LINES) + b"\r\n" + b"x" * 9 + ZIP_TAIL[-22:],
        html(LINES) + ZIP_TAIL,
        b"<html><script>alert(1)</script><!--\n" + PDF,
        b"%PDF-1.7\n<html><script>alert(1)</script>" + PDF,
        b"%PDF-1.7\n%<!DOCTYPE html><body onload=alert(1)>" + PDF,
        b"MZ" + bytes(50) + PDF,
        b"#!/bin/sh\nexit\n" + PDF,
        image("PNG")[:33] + PDF,
        image("GIF")[:13] + b"!\xfe" + PDF,
        rtf(LINES)[:100] + PDF,
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})[:4] + PDF,
        changed(odt(LINES), "mimetype", b"application", PDF + b"application"),
        zipped({"a": PDF} | {"[Content_Types].xml": b"wordprocessingml.document.main+xml"}, stored=("a",)),
        PDF[:9] + b"<svg onload=alert(1)>" + PDF,
    ],
)
def test_a_file_that_is_two_things_is_refused(content: bytes) -> None:
    """No program can take for something else what was taken for a PDF, an image or a text here."""
    with pytest.raises(FileRefused):
        media(content)


@pytest.mark.parametrize("name", ["law.pdf", "law.PDF", "scan.jpg", "law.docx", "law.txt"])
def test_a_web_page_under_a_false_name_is_refused(name: str) -> None:
    """A page that passes for something else, as the error page of a site does, is not taken for the law."""
    with pytest.raises(FileRefused, match=r"web page \(HTML\), but its name ends in"):
        media(html(LINES), name)
    assert media(html(LINES), "law.htm") is Media.HTML


def test_no_polyglot_reaches_a_reader(
    pdf_reader: Reader, tmp_path: Path, three_pages: Callable[..., bytes], stream: Callable[..., bytes]
) -> None:
    """The reader refuses what is two things; a PDF with an archive attached within is one thing and is read."""
    file = tmp_path / "act.pdf"
    file.write_bytes(three_pages(stream(b"BT ET")) + ZIP_TAIL)
    with pytest.raises(FileRefused, match="at once"):
        pdf_reader.read(file)
    file.write_bytes(three_pages(stream(b"BT ET"), more={10: stream(ZIP_TAIL)}))
    assert len(pdf_reader.read(file).pages) == 3
