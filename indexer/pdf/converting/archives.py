"""ZIP archives of accepted files, opened without a file of theirs ever being written where its name says.

The archive is looked at as a whole first: one entry that is made to break out, to flood or to deceive, and nothing of
it is taken.
"""

from __future__ import annotations

import re
import stat
import struct
import tempfile
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from indexer.errors import FileRefused
from indexer.pdf.converting.directory import END_WITHIN, checked_directory
from indexer.pdf.converting.media import Media, media_of
from indexer.settings import Settings

_LOCAL = struct.Struct("<4s5H3L2H")  # APPNOTE 4.3.7: what stands before a packed file
_LOCAL_MARK = b"PK\x03\x04"
_ENCRYPTED = 1 | 1 << 6 | 1 << 13  # the flags of encryption, of strong encryption, of a hidden directory
_IN_MEMORY = 10_000_000  # bytes of an unpacked file that need no disk
_BLOCK = 1 << 20
_MOST_RATIO = 200  # bytes for each packed one; only blank images come near it
_RATIO_FROM = 10_000_000  # bytes; below, no ratio does harm
_LONGEST_NAME = 500
_ODD = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff:*?\"<>|\\]"
)
_LEFT_OUT = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What systems put into archives by themselves."""


def unpacked(file: Path, settings: Settings) -> Iterator[tuple[str, BinaryIO]]:
    """The files in an archive, each with its name in it; one is open until the next is asked for.

    A name has no part that leads anywhere (``..``, a drive) and no character that hides something, but is no name for
    the disk. What the files are is not looked at, but that none is an archive itself: ``media_of`` tells. Raises
    FileRefused where the archive breaks one of the rules.
    """
    with file.open("rb") as stream:
        if media_of(stream, file.name) is not Media.ZIP:
            raise FileRefused(file.name, "is no ZIP archive")
        stream.seek(max(0, stream.seek(0, 2) - END_WITHIN))
        with checked_directory(stream, file.name, stream.read()) as archive:
            entries = _checked(archive, stream, file.name, settings)
            for entry in entries:
                with tempfile.SpooledTemporaryFile(_IN_MEMORY) as content:
                    _unpack(archive, entry, content, file.name)  # type: ignore[arg-type]
                    if _is_archive(content):  # type: ignore[arg-type]
                        raise FileRefused(file.name, f"has another archive in it, {_shown(entry)!a}")
                    yield _shown(entry), content  # type: ignore[misc]


def _checked(archive: zipfile.ZipFile, stream: BinaryIO, name: str, settings: Settings) -> Sequence[zipfile.ZipInfo]:
    """The entries that are files, in their order; raises FileRefused if one of all entries is not as it should be."""
    every = archive.infolist()
    files = [entry for entry in every if not entry.is_dir() and not _LEFT_OUT.search(entry.filename)]
    most = settings.archive_files
    if len(files) > most:
        reason = f"has {len(files):,} files in it; PALERMO_ARCHIVE_FILES allows {most:,}"
        raise FileRefused(name, reason, (("archive_files", most),))
    size, most = sum(entry.file_size for entry in every), settings.archive_bytes
    if size > most:
        reason = f"would have {size:,} bytes unpacked; PALERMO_ARCHIVE_BYTES allows {most:,}"
        raise FileRefused(name, reason, (("archive_bytes", most),))
    for entry in every:
        if fault := _fault(entry):
            raise FileRefused(name, f"has an entry in it, {_shown(entry)!a}, {fault}")
    _check_names(files, name)
    _check_places(every, stream, archive.start_dir, name)
    if not files:
        raise FileRefused(name, "is a ZIP archive without a file in it")
    return files


def _fault(entry: zipfile.ZipInfo) -> str:
    """What is wrong with an entry by itself, in words that go on after its name; empty if nothing is."""
    path, kind = entry.orig_filename, stat.S_IFMT(entry.external_attr >> 16)
    parts = path.removesuffix("/").split("/")
    faults = {
        "that is encrypted: give the files without a password": entry.flag_bits & _ENCRYPTED,
        "that is a link or a device": kind not in {0, stat.S_IFREG, stat.S_IFDIR},
        "whose name has characters in it that no name needs": _ODD.search(path),
        "whose name leads out of the archive": path.startswith("/") or {"", ".", ".."} & set(parts),
        "whose name is too long": len(path) > _LONGEST_NAME,
        "that is packed in a way that is not opened here": entry.compress_type
        not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED},
        f"that would be more than {_MOST_RATIO} times as large unpacked": entry.file_size > _RATIO_FROM
        and entry.file_size > _MOST_RATIO * entry.compress_size,
    }
    return next((fault for fault, is_so in faults.items() if is_so), "")


def _check_names(files: Sequence[zipfile.ZipInfo], name: str) -> None:
    """No name may be there twice, not even where some system takes two names for one."""
    seen: set[str] = set()
    for entry in files:
        same = unicodedata.normalize("NFKC", _shown(entry)).casefold()
        if same in seen:
            raise FileRefused(name, f"has two files in it that are called {_shown(entry)!a}")
        seen.add(same)


def _check_places(entries: Sequence[zipfile.ZipInfo], stream: BinaryIO, end: int, name: str) -> None:
    """Each entry has to have its own bytes, and to be called there as in the directory."""
    places = sorted(entries, key=lambda entry: entry.header_offset)
    borders = [entry.header_offset for entry in places[1:]] + [end]
    if places and places[0].header_offset:
        raise FileRefused(name, "is a ZIP archive with something before its files")
    for entry, border in zip(places, borders, strict=True):
        stream.seek(entry.header_offset)
        head = stream.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(_LOCAL_MARK):
            raise FileRefused(name, f"is damaged: {_shown(entry)!a} is not where its directory says")
        *_, name_length, extra_length = _LOCAL.unpack(head)
        called = stream.read(name_length)
        if entry.header_offset + _LOCAL.size + name_length + extra_length + entry.compress_size > border:
            raise FileRefused(name, f"has entries in it that lie upon each other: {_shown(entry)!a} and the next")
        if called != _raw_name(entry):
            raise FileRefused(name, f"has an entry in it that has two names: {_shown(entry)!a}")


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 1 << 11 else "cp437", "surrogateescape")


def _shown(entry: zipfile.ZipInfo) -> str:
    """The name as a person knows it: systems that write UTF-8 without saying so are understood."""
    name = entry.orig_filename
    if not entry.flag_bits & 1 << 11:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.orig_filename
    return unicodedata.normalize("NFC", name)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, content: BinaryIO, name: str) -> None:
    """Unpack one file, never more of it than its entry says."""
    try:
        with archive.open(entry) as packed:
            while block := packed.read(_BLOCK):
                content.write(block)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise FileRefused(name, f"is damaged: {_shown(entry)!a} cannot be unpacked: {error}") from None
    if content.tell() != entry.file_size:
        raise FileRefused(name, f"is damaged: {_shown(entry)!a} has not the length that it says")
    content.seek(0)


def _is_archive(content: BinaryIO) -> bool:
    try:
        return media_of(content, "") is Media.ZIP
    except FileRefused:
        return False
