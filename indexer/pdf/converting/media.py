"""What a file is, by its content: the name says nothing, but a web page that is called a PDF or an image is refused.

Here alone is decided what counts as a PDF. Nothing is unpacked, decoded or drawn for that but the names in a ZIP
archive and two small files in it: the beginning and the end of the file say the rest. A file that is two things at once
is refused, so that no program takes it for something else than we did.
"""

from __future__ import annotations

import os
import re
from enum import Enum
from pathlib import PurePath
from typing import BinaryIO

from indexer.errors import FileRefused
from indexer.pdf.converting.directory import END_WITHIN, has_archive_end, packed_names, read_packed
from indexer.pdf.converting.encodings import begins_as_text, text_of_head
from indexer.pdf.opening import HEADER, HEADER_WITHIN


class Media(Enum):
    """The types of files that are accepted: media type (RFC 6838), name, suffixes of which the first is written."""

    PDF = "application/pdf", "PDF", (".pdf",)
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", (".docx",)
    ODT = "application/vnd.oasis.opendocument.text", "ODT", (".odt",)
    RTF = "application/rtf", "RTF", (".rtf",)
    HTML = "text/html", "HTML", (".html", ".htm", ".xhtml")
    TEXT = "text/plain", "plain text", (".txt", ".text")
    PNG = "image/png", "PNG", (".png",)
    JPEG = "image/jpeg", "JPEG", (".jpg", ".jpeg")
    TIFF = "image/tiff", "TIFF", (".tif", ".tiff")
    WEBP = "image/webp", "WebP", (".webp",)
    GIF = "image/gif", "GIF", (".gif",)
    ZIP = "application/zip", "ZIP", (".zip",)

    def __init__(self, media_type: str, title: str, suffixes: tuple[str, ...]) -> None:
        """Name the parts of the value."""
        self.media_type = media_type
        self.title = title
        self.suffixes = suffixes

    @property
    def is_image(self) -> bool:
        """Whether it is one of the types of images."""
        return self.media_type.startswith("image/")


ACCEPTED = (
    "accepted are PDF, DOCX, ODT, RTF, HTML, plain text, images (PNG, JPEG, TIFF, WebP, GIF) and ZIP archives of these"
)
"""What a refusal ends with."""

_HEAD = 4096
_TEXT_HEAD = 65536

_IMAGES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Media.PNG),
    (re.compile(rb"\xff\xd8\xff"), Media.JPEG),
    (re.compile(rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+"), Media.TIFF),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), Media.WEBP),
    (re.compile(rb"GIF8[79]a"), Media.GIF),
)
_ARCHIVE = re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)")
_OTHERS = (
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ""),  # told apart by _compound
    (
        re.compile(
            rb"MZ(?=[^\x00]{0,60}\x00)|\x7fELF|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xfe\xed\xfa[\xce\xcf]|dex\n"
        ),
        "a program",
    ),
    (re.compile(rb"#!|@echo ", re.IGNORECASE), "a script"),
    (re.compile(rb"L\x00\x00\x00\x01\x14\x02\x00"), "a shortcut of Windows"),
    (re.compile(rb"%!PS|\xc5\xd0\xd3\xc6"), "a PostScript file"),
    (re.compile(rb"\x1f\x8b|BZh|\xfd7zXZ|Rar!|7z\xbc\xaf|MSCF|\x28\xb5\x2f\xfd"), "a packed file, but no ZIP archive"),
    (re.compile(rb"....ftyp", re.DOTALL), "an image or a film of another kind (HEIC, AVIF, MP4)"),
    (re.compile(rb"BM....\x00\x00\x00\x00", re.DOTALL), "an image of another kind (BMP)"),
    (re.compile(rb"AT&TFORM"), "a document of another kind (DjVu)"),
)
"""What other files begin with, and what they are."""

_BEFORE_MARKUP = re.compile(r"(?:\s|\x00|<\?[^>]*>|<!--(?:[^-]|-(?!->))*-->|<!doctype[^>]*>)*", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:html|head|body|title|meta|script|style|link|base|p|div|span|table|center|font|h[1-6]|ul|ol|br|b|i|a|img|iframe"
    r"|form|pre|article|section|main|header|nav)\b",
    re.IGNORECASE,
)
_DOCTYPE = re.compile(r"<!doctype\s+html\b", re.IGNORECASE)
_SVG = re.compile(r"<(?:\w+:)?svg\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-z!?]", re.IGNORECASE)
_PAGE_IN = re.compile(rb"<(?:!doctype\s+html|html|script|body|iframe|svg|hta:)", re.IGNORECASE)
_MAIL = re.compile(r"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*MIME-Version:", re.IGNORECASE)


def media_of(file: BinaryIO, name: str) -> Media:
    """The type of an open file; its place in the file is at the beginning again afterwards.

    Raises FileRefused, which says what was found and what is accepted. ``name`` is for that message; by its suffix a
    web page under a false name is known.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if not size:
        raise FileRefused(name, "is empty")
    head = file.read(_HEAD)
    file.seek(max(0, size - END_WITHIN))
    tail = file.read()
    try:
        return _media(file, name, head, tail)
    finally:
        file.seek(0)


def pdf_offset(file: BinaryIO) -> int:
    """Where in a file that is a PDF it begins; what stands before is no part of it (ISO 32000, annex H)."""
    file.seek(0)
    offset = file.read(HEADER_WITHIN + len(HEADER)).find(HEADER)
    file.seek(0)
    return offset


def _media(file: BinaryIO, name: str, head: bytes, tail: bytes) -> Media:
    offset = head[: HEADER_WITHIN + len(HEADER)].find(HEADER)
    if _ARCHIVE.match(head):
        found = _packed(file, name, tail)
        if found is not Media.ZIP and offset > 0:
            raise _refusal(name, f"is {_a(found)} and a PDF at once")
        return found
    told = _told_by_start(file, name, head) if offset else None
    if offset < 0:
        told = told or _told_by_text(file, name, head)
    elif told:
        raise _refusal(name, f"is {_a(told)} and a PDF at once")
    elif _PAGE_IN.search(head[:HEADER_WITHIN]):
        raise _refusal(name, "is a PDF and a web page at once")
    found = told or Media.PDF
    if has_archive_end(tail):
        raise _refusal(name, f"is {_a(found)} and a ZIP archive at once")
    return found


def _a(media: Media) -> str:
    return f"{'an' if media in {Media.RTF, Media.HTML, Media.ODT} else 'a'} {media.title} file"


def _refusal(name: str, reason: str) -> FileRefused:
    return FileRefused(name, f"{reason}; {ACCEPTED}")


def _told_by_start(file: BinaryIO, name: str, head: bytes) -> Media | None:
    """The type of a file that begins with a mark of its own; None if it has none of those. Raises FileRefused."""
    for mark, media in _IMAGES:
        if mark.match(head):
            return media
    for mark, what in _OTHERS:
        if mark.match(head):
            raise _refusal(name, f"is {what or _compound(file)}")
    return Media.RTF if head.lstrip().startswith(b"{\\rtf") else None


def _told_by_text(file: BinaryIO, name: str, head: bytes) -> Media:
    """The type of a file that is text of some kind. Raises FileRefused."""
    text = text_of_head(head)
    start = _BEFORE_MARKUP.match(text)
    place = start.end() if start else 0
    if _SVG.match(text, place):
        raise _refusal(name, "is a drawing (SVG)")
    if _HTML.match(text, place) or _DOCTYPE.search(text, 0, place) or text.lstrip().startswith("<!--"):
        return _page_under(name)
    if _MARKUP.match(text.lstrip("\ufeff\x00 \t\r\n")):
        raise _refusal(name, "is an XML file")
    if _MAIL.match(text):
        raise _refusal(name, "is an e-mail message or a saved web page (MIME)")
    file.seek(0)
    if not begins_as_text(file.read(_TEXT_HEAD), is_cut=bool(file.read(1))):
        raise _refusal(name, "is not a PDF, and its content is of no type that is known here")
    return Media.TEXT


def _page_under(name: str) -> Media:
    """A web page, unless its name is that of another accepted type."""
    suffix = PurePath(name).suffix.lower()
    if any(suffix in other.suffixes for other in Media if other is not Media.HTML):
        why = f"but its name ends in {suffix}: perhaps it is the error page of the site it came from"
        raise _refusal(name, f"is a web page (HTML), {why}")
    return Media.HTML


def _packed(file: BinaryIO, name: str, tail: bytes) -> Media:
    """What a file is that begins as a ZIP archive does. Raises FileRefused."""
    names = packed_names(file, name, tail)
    if "[Content_Types].xml" in names:
        return _office_open(name, names, read_packed(file, "[Content_Types].xml"))
    if "mimetype" in names:
        return _open_document(file, name, names)
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        raise _refusal(name, "is a program (JAR, APK)")
    return Media.ZIP


def _office_open(name: str, names: frozenset[str], types: bytes) -> Media:
    """ISO/IEC 29500-2: the types of the parts tell what the whole is."""
    if b"macroEnabled" in types or any(part.lower().endswith("vbaproject.bin") for part in names):
        raise _refusal(name, "is an office document with macros (DOCM): save it as DOCX or PDF")
    if b"wordprocessingml.document.main+xml" in types:
        return Media.DOCX
    for mark, what in ((b"spreadsheetml", "a spreadsheet (XLSX)"), (b"presentationml", "slides (PPTX)")):
        if mark in types:
            raise _refusal(name, f"is {what}")
    raise _refusal(name, "is an office document of another kind")


def _open_document(file: BinaryIO, name: str, names: frozenset[str]) -> Media:
    """ISO/IEC 26300-3: a file of its own says what the whole is, and the manifest whether it is encrypted."""
    media_type = read_packed(file, "mimetype").strip().decode("ascii", "replace")[:80]
    if media_type != Media.ODT.media_type:
        raise _refusal(name, f"is another kind of document ({media_type})")
    if b"encryption-data" in read_packed(file, "META-INF/manifest.xml"):
        raise FileRefused(name, "is protected by a password: give a copy without one")
    if any(part.startswith(("Basic/", "Scripts/")) for part in names):
        raise _refusal(name, "is an office document with macros: save it without them, or as PDF")
    return Media.ODT


def _compound(file: BinaryIO) -> str:
    """What a file of Microsoft's old container is ([MS-CFB]): the names in it are UTF-16."""
    file.seek(0)
    names = file.read(1 << 22)
    if "EncryptedPackage".encode("utf-16-le") in names:
        return "an office document that is protected by a password: give a copy without one"
    if "WordDocument".encode("utf-16-le") in names:
        return "a Word document of the old kind (.doc): save it as DOCX, ODT or PDF"
    return "an office document of an old kind, or an Outlook message"
