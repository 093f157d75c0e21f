"""The layout of a collection: ``<collection>/<kind>/<slug>/record.yaml`` with the record's files beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from indexer.errors import CorpusError, Fault
from indexer.model import KINDS

RECORD = "record.yaml"
_ID = re.compile(rb"^id:[ \t]*[\"']?([a-z0-9-]+)", re.MULTILINE)
_WITHDRAWN = re.compile(rb"^withdrawn:", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record found in the folders, before it is read."""

    id: str
    path: Path
    withdrawn: bool


@dataclass(frozen=True)
class RecordFolder:
    """A folder that holds a record: where it is, and the kind that the folder around it is named after."""

    path: Path
    kind: str

    @property
    def record(self) -> Path:
        """The record.yaml."""
        return self.path / RECORD

    @cached_property
    def entry(self) -> Entry | None:
        """The record in it as ``entry_of`` gives it, looked up once: nothing that changes later is seen."""
        return entry_of(self.path)


def require_collections(folders: Sequence[Path]) -> None:
    """Raise CorpusError if there are no collections, or if one of these is not there or cannot be looked through.

    A folder without rights is not taken for an empty one: its records would count as gone.
    """
    if not folders:
        raise CorpusError(
            "no collection is named, and PALERMO_DEMONSTRATION=no leaves out the bundled one: "
            "name the folders of your collections in PALERMO_CORPORA"
        )
    for folder in folders:
        if not os.path.isdir(folder):  # noqa: PTH112 - Path raises where the folder above has no rights
            raise CorpusError(f"{folder}: expected a collection, a folder with records: <kind>/<slug>/{RECORD}")
        _require_rights(folder)


def _require_rights(collection: Path) -> None:
    """Raise CorpusError if the collection or the folder of a kind in it cannot be looked through."""
    try:
        there = os.listdir(collection)  # noqa: PTH208 - names are enough
        for kind in (collection / name for name in KINDS if name in there):
            if kind.is_dir():
                os.listdir(kind)  # noqa: PTH208 - as above
                os.stat(f"{kind}/.")  # noqa: PTH116 - a Path leaves the dot out
    except OSError as error:
        raise CorpusError(
            f"{error.filename}: the folder cannot be looked through; the system says: {error.strerror}; "
            "give the right to read it, or name another folder"
        ) from error


def record_folders(collection: Path) -> Iterator[RecordFolder]:
    """The folders of records of a collection, in the order of their paths; hidden ones are left out."""
    for kind in KINDS:
        folder = collection / kind
        if folder.is_dir():
            with os.scandir(folder) as found:  # a Path for each to sort and ask takes three times as long
                names = sorted(one.name for one in found if one.is_dir() and not one.name.startswith("."))
            for name in names:
                yield RecordFolder(folder / name, kind)


def entries(collection: Path) -> Iterator[Entry]:
    """The records of a collection by the ids that stand in their files, without reading more of them than that.

    Folders without a readable record.yaml, or without an id in it, are left out: ``check`` reports them.
    """
    for folder in record_folders(collection):
        if folder.entry:
            yield folder.entry


def entry_of(folder: Path) -> Entry | None:
    """The record in a folder by the id that stands in its file; None if there is none, or none that can be read."""
    try:
        content = (folder / RECORD).read_bytes()
    except OSError:
        return None
    return entry_in(content, folder)


def entry_in(content: bytes, folder: Path) -> Entry | None:
    """The entry that the content of a record.yaml makes, whatever faults it has; None if no id stands in it."""
    found = _ID.search(content)
    return Entry(found[1].decode("ascii"), folder, bool(_WITHDRAWN.search(content))) if found else None


@dataclass(frozen=True, slots=True)
class RecordState:
    """How a record.yaml looks without reading it: another content has another state.

    A file that was put in the place of another has another number (inode), even if time and size are the same.
    """

    modified: int
    size: int
    number: int

    @classmethod
    def of(cls, found: os.stat_result) -> RecordState:
        """The state that the system tells; the time is in nanoseconds."""
        return cls(found.st_mtime_ns, found.st_size, found.st_ino)

    def __str__(self) -> str:
        """The three with colons between them."""
        return f"{self.modified}:{self.size}:{self.number}"


def record_states(collection: Path) -> Iterator[tuple[str, RecordState]]:
    """The folder of each record.yaml (``<kind>/<slug>``) with its state, in no order; nothing is read.

    Folders that go away meanwhile, hidden ones and those without a record.yaml are left out. Raises OSError if the
    folder of a kind cannot be listed: its records are not gone for that.
    """
    for kind in KINDS:
        try:
            names = os.listdir(collection / kind)  # noqa: PTH208 - a Path for each name takes five times as long
        except (FileNotFoundError, NotADirectoryError):
            continue
        for name in names:
            if not name.startswith("."):
                with suppress(OSError):
                    found = os.stat(f"{collection}/{kind}/{name}/{RECORD}")  # noqa: PTH116 - as above
                    yield f"{kind}/{name}", RecordState.of(found)


def holds_record(folder: Path) -> bool:
    """Whether a record.yaml lies in a folder or one level deeper: that of a record or of a kind is no collection."""
    return (folder / RECORD).exists() or next(folder.glob(f"*/{RECORD}"), None) is not None


def layout_faults(collection: Path) -> list[Fault]:
    """What is wrong with the folders themselves: no collection, or records where nobody looks for them.

    A collection may be empty: one to be filled. A folder without records that holds other folders is a wrong one.
    """
    if not collection.is_dir():
        return [Fault(str(collection), 0, "(folder)", "a folder with records: <kind>/<slug>/record.yaml")]
    if (collection / RECORD).exists():
        expected = f"a collection; this is one record: name the folder two above it, {_above(collection, 2)}"
        return [Fault(str(collection / RECORD), 0, "(folder)", expected)]
    records = sorted(collection.glob(f"*/{RECORD}"))
    if records and collection.resolve().name in KINDS:
        expected = f"a collection; this is the folder of a kind: name the folder above it, {_above(collection, 1)}"
        return [Fault(str(collection), 0, "(folder)", expected)]
    faults = [
        Fault(str(path), 0, "(folder)", f"a folder named after a kind: {', '.join(KINDS)}")
        for folder in sorted(collection.iterdir())
        if folder.name not in KINDS and not folder.name.startswith(".")
        for path in sorted(folder.glob(f"*/{RECORD}"))
    ]
    faults += [
        Fault(str(path), 0, "(folder)", "a folder of its own in the folder of its kind: <kind>/<slug>/record.yaml")
        for path in records
    ]
    if not faults and next(record_folders(collection), None) is None and _holds_other_folders(collection):
        faults.append(Fault(str(collection), 0, "(folder)", _no_record(collection)))
    return faults


def _holds_other_folders(collection: Path) -> bool:
    """Whether there is a folder that is neither that of a kind nor hidden."""
    return any(path.is_dir() and path.name not in KINDS and path.name[0] != "." for path in collection.iterdir())


def _no_record(collection: Path) -> str:
    """What to say of a folder without records: which folder to name if they lie one level deeper."""
    deeper = {path.parents[2] for kind in KINDS for path in collection.glob(f"*/{kind}/*/{RECORD}")}
    if not deeper:
        return f"a collection: no record was found below it; expected <kind>/<slug>/{RECORD}"
    names = " ".join(str(path) for path in sorted(deeper))
    return f"a collection: no record was found below it, but one level deeper; name {names}"


def _above(folder: Path, levels: int) -> Path:
    """The folder so many levels above."""
    return folder.resolve().parents[levels - 1]
