"""Archives: their files come out under safe names, and one that is made to do harm is refused as a whole."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.errors import FileRefused
from indexer.pdf import unpacked
from indexer.settings import Settings
from tests.indexer.pdf.converting.documents import LAWS, docx, zipped

Give = Callable[[str, bytes], Path]
SETTINGS = Settings(archive_files=5, archive_bytes=30_000_000)


def entries(*files: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    """An archive of entries that are as told."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in files:
            archive.writestr(entry, content)
    return data.getvalue()


def entry(name: str, *, mode: int = 0, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry with a name as it is, the mode of a file and a method."""
    made = zipfile.ZipInfo("x")
    made.filename, made.external_attr, made.compress_type = name, mode << 16, method
    return made


def patched(archive: bytes, place: int, form: str, value: int, *, central: bool) -> bytes:
    """An archive with a number of its (only) file changed, in the directory or before the file."""
    start = archive.find(b"PK\x01\x02") if central else 0
    return archive[: start + place] + struct.pack(form, value) + archive[start + place + struct.calcsize(form) :]


def named(*names: str) -> bytes:
    """An archive of small files with these names, kept as they are."""
    return entries(*((entry(name), name.encode("utf-8", "surrogatepass")) for name in names))


def taken(file: Path, settings: Settings = SETTINGS) -> dict[str, bytes]:
    """The files that come out."""
    return {name: content.read() for name, content in unpacked(file, settings)}


def test_files_come_out_with_their_names(given: Give) -> None:
    """Names in any script and folders stay, folders alone and what systems add are left out."""
    document = docx(LAWS["ru"])
    files = {"قوانين/قانون.txt": b"1", "法律.docx": document, "ru/": b"", "__MACOSX/._a": b"x", "ru/.DS_Store": b"x"}
    assert taken(given("laws.zip", zipped(files))) == {"قوانين/قانون.txt": b"1", "法律.docx": document}


def test_names_in_utf_8_without_the_mark_are_understood(given: Give) -> None:
    """Systems that write UTF-8 and do not say so are understood."""
    data = named("قانون.txt").replace("قانون.txt".encode(), b"?" * len("قانون.txt".encode()))
    assert b"????" in data
    data = named("é.txt")
    flags = struct.unpack_from("<H", data, 6)[0] & ~(1 << 11)
    data = patched(patched(data, 6, "<H", flags, central=False), 8, "<H", flags, central=True)
    assert list(taken(given("laws.zip", data))) == ["é.txt"]


def test_a_file_is_unpacked_when_it_is_asked_for(given: Give) -> None:
    """One file is open at a time, and nothing is written beside the archive."""
    file = given("laws.zip", zipped({"a.txt": b"a" * 100, "b.txt": b"b"}))
    files = unpacked(file, SETTINGS)
    _, first = next(files)
    assert first.read(3) == b"aaa"
    _, second = next(files)
    assert (first.closed, second.read()) == (True, b"b")
    files.close()
    assert [path.name for path in file.parent.iterdir()] == ["laws.zip"]


GOOD = zipped({"a.txt": b"Article 1", "b.txt": b"Article 2"})
ONE = zipped({"a.txt": b"Article 1"})
HOSTILE = {
    "parent": (named("../a.txt"), "leads out of the archive"),
    "parent within": (named("a/../../b.txt"), "leads out of the archive"),
    "absolute": (named("/etc/passwd"), "leads out of the archive"),
    "drive": (named("C:/a.txt"), "characters in it that no name needs"),
    "backslashes": (named("..\\a.txt"), "characters in it that no name needs"),
    "network": (named("//host/a.txt"), "leads out of the archive"),
    "stream": (named("a.txt:b"), "characters in it that no name needs"),
    "NUL": (named("a.txt\x00.pdf"), "characters in it that no name needs"),
    "line end": (named("a\n.txt"), "characters in it that no name needs"),
    "turned letters": (named("a\u202etxt.exe"), "characters in it that no name needs"),
    "nothing seen": (named("a\u200b.txt"), "characters in it that no name needs"),
    "long": (named("a" * 600), "too long"),
    "link": (entries((entry("a.txt", mode=stat.S_IFLNK | 0o777), b"/etc/passwd")), "link or a device"),
    "device": (entries((entry("a.txt", mode=stat.S_IFCHR | 0o666), b"")), "link or a device"),
    "twice": (entries((entry("a.txt"), b"1"), (entry("A.TXT"), b"2")), "two files in it"),
    "twice by form": (entries((entry("e\u0301.txt"), b"1"), (entry("\u00e9.txt"), b"2")), "two files in it"),
    "method": (entries((entry("a.txt", method=zipfile.ZIP_LZMA), b"1")), "packed in a way"),
    "encrypted": (patched(ONE, 8, "<H", 1, central=True), "encrypted"),
    "many": (zipped({f"{number}.txt": b"x" for number in range(6)}), "PALERMO_ARCHIVE_FILES allows 5"),
    "large": (zipped({"a": bytes(16_000_000), "b": bytes(16_000_000)}), "PALERMO_ARCHIVE_BYTES allows 30,000,000"),
    "ratio": (zipped({"a": bytes(15_000_000)}), "more than 200 times as large"),
    "archive within": (zipped({"a.txt": b"x", "more.txt": ONE}), "another archive in it, 'more.txt'"),
    "said to be small": (patched(zipped({"a": bytes(15_000_000)}), 24, "<L", 100, central=True), "damaged"),
    "said to be large": (patched(ONE, 24, "<L", 20_000, central=True), "damaged"),
    "overlapping": (GOOD[:0] + patched(GOOD, 20, "<L", 60, central=True), "lie upon each other"),
    "elsewhere": (patched(ONE, 42, "<L", 3, central=True), "before its files|not where its directory"),
    "two names": (b"PK\x03\x04" + ONE[4:30] + b"b" + ONE[31:], "two names"),
    "wrong sum": (patched(ONE, 16, "<L", 1, central=True), "damaged"),
    "only folders": (zipped({"a/": b""}), "without a file"),
    "no archive": (b"Article 1", "is no ZIP archive"),
    "a document": (docx(LAWS["fr"]), "is no ZIP archive"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_an_archive_that_is_made_to_do_harm_is_refused(given: Give, case: str) -> None:
    """The reason is one line that names the archive and what is wrong with it; nothing is written anywhere."""
    content, reason = HOSTILE[case]
    file = given("laws.zip", content)
    with pytest.raises(FileRefused, match=reason) as refused:
        taken(file)
    assert str(refused.value).startswith("laws.zip ")
    assert "\n" not in str(refused.value)
    assert [path.name for path in file.parent.iterdir()] == ["laws.zip"]


def test_larger_limits_are_a_reason_to_try_again(given: Give) -> None:
    """A refusal by a limit names the setting, and with a larger one the files come out."""
    file = given("laws.zip", HOSTILE["many"][0])
    with pytest.raises(FileRefused) as refused:
        taken(file)
    assert refused.value.limits == (("archive_files", 5),)
    assert len(taken(file, replace(SETTINGS, archive_files=6))) == 6
