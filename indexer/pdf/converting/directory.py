"""The directory at the end of a ZIP archive (PKWARE's APPNOTE, 4.3.6 to 4.3.16), looked at before it is believed.

``zipfile`` reads a directory of any size whole; here its size and place are checked first.
"""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

from indexer.errors import FileRefused

END_WITHIN = 22 + 65535
"""The end record and the longest comment behind it: as many bytes at the end of a file hold it."""

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_LARGEST = 8_000_000  # bytes of a directory: some 80,000 files
_MOST_OF_SMALL = 1_000_000  # bytes of a file in the archive that is read whole
_IN_ZIP64 = 0xFFFFFFFF


def has_archive_end(tail: bytes) -> bool:
    """Whether the last bytes of a file make an archive of it, whatever it begins with."""
    return _end_record(tail) is not None


def _end_record(tail: bytes) -> tuple[int, tuple[int, ...]] | None:
    """Where the end record stands in the last bytes of a file, and its numbers; its comment ends the file."""
    place = tail.rfind(_END_MARK)
    while place >= 0:
        if len(tail) - place >= _END.size:
            _, *numbers = _END.unpack_from(tail, place)
            if place + _END.size + numbers[-1] == len(tail):
                return place, tuple(numbers)
        place = tail.rfind(_END_MARK, 0, place)
    return None


def checked_directory(file: BinaryIO, name: str, tail: bytes) -> zipfile.ZipFile:
    """An archive whose directory is where it says and of a bearable size; ``tail`` is the end of the file.

    Raises FileRefused.
    """
    found = _end_record(tail)
    if found is None:
        raise FileRefused(name, "is a ZIP archive or an office document that is damaged or incomplete: it has no end")
    place, (disk, first_disk, here, count, size, offset, _) = found
    if _IN_ZIP64 in {size, offset} or disk or first_disk or here != count:
        raise FileRefused(name, "is a ZIP archive of more than 4 GB or of several parts, which is not opened here")
    if size > _LARGEST:
        raise FileRefused(name, f"is a ZIP archive whose list of files has {size:,} bytes: that is no list")
    if offset + size != _length(file) - len(tail) + place:
        raise FileRefused(name, "is a ZIP archive with something in it that belongs to none of its files")
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused(name, f"is a ZIP archive or an office document that is damaged: {error}") from None


def packed_names(file: BinaryIO, name: str, tail: bytes) -> frozenset[str]:
    """The names of the files in an archive. Raises FileRefused if there is none."""
    with checked_directory(file, name, tail) as archive:
        names = frozenset(archive.namelist())
    if not names:
        raise FileRefused(name, "is a ZIP archive with nothing in it")
    return names


def read_packed(file: BinaryIO, inner: str) -> bytes:
    """The beginning of a small file in an archive; empty where it is not there or cannot be unpacked."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open(inner) as content:
            return content.read(_MOST_OF_SMALL)
    except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return b""


def _length(file: BinaryIO) -> int:
    return file.seek(0, 2)
