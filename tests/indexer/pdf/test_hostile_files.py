"""Files that are broken, or made to break a reader: each ends in a clear reason or a failed page, and soon."""

import hashlib
import struct
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from indexer.errors import FileRefused, ReadingError
from indexer.pdf import Reader, read_pages
from indexer.settings import Settings
from tests.indexer.pdf.written import CATALOGUE, HELVETICA, file_of, stream_of, text_of

SHORT = Settings(workers=2, pdf_seconds=4, pdf_memory=700_000_000)


@pytest.fixture(scope="module")
def strict_reader():
    """A reader with little patience."""
    with Reader(SHORT) as reader:
        yield reader


@pytest.fixture(scope="module")
def bomb():
    """A gibibyte of nothing, packed twice."""
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(bytes(1 << 24)) for _ in range(64)) + packer.flush()
    return zlib.compress(packed, 9)


@pytest.fixture
def written(tmp_path):
    """``written(data)``: a file with this content, named like a PDF."""

    def write(data):
        path = tmp_path / "act.pdf"
        path.write_bytes(data)
        return path

    return write


def sources(pages):
    """Where the text of each page comes from."""
    return [page.source for page in pages.pages]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html><title>Not found</title>", "web page"),
        (b"PK\x03\x04 and so on", "ZIP archive"),
        (b"\x00\x01\x02" * 500, "of no type that is known"),
        (b"%PDF-1.7\n", "damaged or incomplete"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 99, "damaged or incomplete"),
    ],
)
def test_what_is_no_pdf_is_refused_with_one_reason(strict_reader, data, reason, written):
    """A file that only bears the name of a PDF is refused, and the reason says what it is."""
    with pytest.raises(ReadingError, match=reason) as refusal:
        strict_reader.read(written(data))
    assert str(refusal.value).startswith("act.pdf ")
    assert "\n" not in str(refusal.value)


def test_a_header_of_the_web_before_the_pdf_is_skipped(strict_reader, three_pages, stream, written):
    """Up to a kilobyte before %PDF- is no part of the PDF and harms nothing."""
    data = b"HTTP/1.1 200 OK\r\nServer: example\r\n" + b"X-Note: none\r\n" * 20 + b"\r\n"
    assert sources(strict_reader.read(written(data + three_pages(stream(b"BT ET"))))) == ["text"] * 3


@pytest.mark.parametrize("strength", [40, 128])
@pytest.mark.parametrize(("password", "readable"), [("", True), ("secret", False)])
def test_passwords(strict_reader, password, readable, strength, tmp_path):
    """A file with only an owner's password is read; one that needs a password to open is refused and says so."""
    path = tmp_path / "locked.pdf"
    lock = StandardEncryption(userPassword=password, ownerPassword="owner", canPrint=0, canCopy=0, strength=strength)
    canvas = Canvas(str(path), encrypt=lock)
    canvas.drawString(100, 700, "Nobody is kept from the law.")
    canvas.save()
    if readable:
        assert strict_reader.read(path).pages[0].lines[0].text == "Nobody is kept from the law."
    else:
        with pytest.raises(ReadingError, match="protected by a password"):
            strict_reader.read(path)


def encrypted(key: bytes, data: bytes) -> bytes:
    """Whole blocks by AES-256 in chains, from zero on."""
    return Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor().update(data)


def under_aes_256(content: bytes, user: bytes) -> bytes:
    """A page whose content is under AES-256 (revision 5 of the standard security handler), by this user's password."""
    key, salts = bytes(range(32)), b"validate" + b"open key"
    checks = hashlib.sha256(user + b"validate").digest() + salts
    owner = hashlib.sha256(b"owner" + b"validate" + checks).digest() + salts
    said = struct.pack("<i", -4) + b"\xff\xff\xff\xffTadbrest"
    entries = {
        b"U": checks,
        b"UE": encrypted(hashlib.sha256(user + b"open key").digest(), key),
        b"O": owner,
        b"OE": encrypted(hashlib.sha256(b"owner" + b"open key" + checks).digest(), key),
        b"Perms": encrypted(key, said),  # one block: with or without chains it is the same
    }
    lock = b"".join(b"/%b<%b>" % (name, value.hex().encode()) for name, value in entries.items())
    lock += b"/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    left = 16 - len(content) % 16
    objects = {
        1: CATALOGUE,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        4: stream_of(bytes(16) + encrypted(key, content + bytes([left]) * left)),
        5: HELVETICA,
        6: b"<</Filter/Standard/V 5/R 5/Length 256/P -4%b>>" % lock,
    }
    return file_of(objects, b"/Encrypt 6 0 R/ID[<00><00>]")


@pytest.mark.parametrize(("password", "readable"), [(b"", True), (b"secret", False)])
def test_passwords_of_aes_256(strict_reader, password, readable, written):
    """Under AES-256, too, only a file that needs a password to open is refused."""
    file = written(under_aes_256(b"BT /F 12 Tf 72 700 Td (Nobody is kept from the law.) Tj ET", password))
    if readable:
        assert strict_reader.read(file).pages[0].lines[0].text == "Nobody is kept from the law."
    else:
        with pytest.raises(FileRefused, match="protected by a password"):
            strict_reader.read(file)


def test_thousands_of_pages(strict_reader, written):
    """A file of thousands of pages is read whole within the memory of a few."""
    count = 3000
    kids = b" ".join(b"%d 0 R" % (20 + place) for place in range(count))
    shape = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F 9 0 R>>>>>>"
    objects = {1: CATALOGUE, 2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count), 6: text_of(b"One of many.")}
    objects |= {9: HELVETICA} | {20 + place: shape for place in range(count)}
    pages = strict_reader.read(written(file_of(objects)))
    assert [page.lines[0].text for page in pages.pages] == ["One of many."] * count
    assert pages.problems == ()


def test_limits_of_size(three_pages, stream, written):
    """A file with too many bytes is refused; one with too many pages is read as far as allowed and says so."""
    file = written(three_pages(stream(b"BT ET")))
    with pytest.raises(ReadingError, match="PALERMO_PDF_BYTES"):
        read_pages(file, replace(SHORT, pdf_bytes=100))
    pages = read_pages(file, replace(SHORT, pdf_pages=2))
    assert sources(pages) == ["text", "text"]
    assert "first 2 of 3 pages" in pages.problems[0].reason


def test_the_limit_of_text(three_pages, stream, written):
    """A file with too much text is read up to the page that is too much, later pages say why they are not."""
    file = written(three_pages(stream(b"BT /F 12 Tf 72 720 Td (The second page.) Tj ET")))
    pages = read_pages(file, replace(SHORT, pdf_text=50))
    assert sources(pages) == ["text", "text", "failed"]
    assert [problem.page for problem in pages.problems[:1]] == [3]
    assert "PALERMO_PDF_TEXT" in pages.problems[0].reason


def test_a_file_without_one_readable_page_is_refused(bomb, strict_reader, one_page, written):
    """A file whose only page cannot be read is a ReadingError with the page's reason."""
    stream = b"/Filter[/FlateDecode/FlateDecode]/Length %d>>\nstream\n%b" % (len(bomb), bomb)
    data = one_page(b"").replace(b"/Length 0>>\nstream\n", stream)
    with pytest.raises(ReadingError, match=r"page 1 cannot be read: .* memory"):
        strict_reader.read(written(data))


def test_a_missing_file_is_a_reading_error(strict_reader, tmp_path):
    """A file that is not there is a ReadingError that names it."""
    with pytest.raises(ReadingError, match=r"nowhere\.pdf"):
        strict_reader.read(tmp_path / "nowhere.pdf")


def test_progress_is_told_page_by_page(strict_reader, three_pages, stream, written):
    """Whoever asks hears after every page how many are done, and of how many."""
    heard = []
    strict_reader.read(written(three_pages(stream(b"BT ET"))), progress=lambda done, total: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_threads_share_a_reader(strict_reader, three_pages, stream, written):
    """Many readings at once give what one gives."""
    file = written(three_pages(stream(b"BT ET")))
    with ThreadPoolExecutor(8) as pool:
        readings = list(pool.map(lambda _: strict_reader.read(file), range(24)))
    assert len(set(map(repr, readings))) == 1


def test_a_closed_reader_reads_no_more(three_pages, stream, written):
    """A reader that was closed refuses with a ReadingError and starts no process."""
    file = written(three_pages(stream(b"BT ET")))
    reader = Reader(SHORT)
    reader.close()
    with pytest.raises(ReadingError, match="closed"):
        reader.read(file)


def test_nothing_is_left_behind(three_pages, stream, written):
    """A closed reader leaves no process, no open file and no warning behind."""
    file = written(three_pages(stream(b"BT ET")))
    code = (
        "import gc, os, sys, threading\n"
        "from pathlib import Path\n"
        "from indexer.pdf import read_pages\n"
        "from indexer.settings import Settings\n"
        "before = os.listdir('/proc/self/fd')\n"
        f"read_pages(Path({str(file)!r}), Settings())\n"
        "gc.collect()\n"
        "assert os.listdir('/proc/self/fd') == before, os.listdir('/proc/self/fd')\n"
        "assert threading.active_count() == 1\n"
        "try:\n    os.waitpid(-1, os.WNOHANG)\nexcept ChildProcessError:\n    print('nothing')\n"
    )
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("nothing\n", "")
