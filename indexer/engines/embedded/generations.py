"""The generations of an embedded index, as folders and locks.

    index/
      current            the name of the generation that is searched; replaced in one rename
      writer.lock        held by the one process that writes
      000007/            a generation: never changed once its name is in ``current``
        generation.json  fingerprint, time of building, counts
        readers.lock     held (shared) by everyone who searches this generation
        records/  passages-<language>/     tantivy indexes
      000008.building/   what a writer is working on; renamed when it is whole

Locks are those of ``flock``: the system lets go of them when a process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import weakref
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.errors import IndexBusy, IndexDamaged, IndexMissing
from indexer.storing import LEFTOVER, sync_folder, write_whole

RECORDS = "records"
PASSAGES = "passages-"
BUILDING = ".building"
_COPIED = ("meta.json", ".managed.json")  # the files that tantivy replaces; all others are written once


@dataclass(frozen=True, slots=True)
class Facts:
    """What ``generation.json`` says of a generation."""

    fingerprint: str
    built: str
    records: int
    passages: int


class Lock:
    """A lock on a file, held until :meth:`release` or until nobody refers to it any more."""

    def __init__(self, file: Path, *, shared: bool) -> None:
        """Take the lock at once; raises BlockingIOError if others hold it, FileNotFoundError if the folder is gone."""
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._close = weakref.finalize(self, os.close, handle)
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            self._close()
            raise

    @property
    def held(self) -> bool:
        """Whether it was not let go of yet."""
        return self._close.alive

    def release(self) -> None:
        """Let go; a second time does nothing."""
        self._close()


class Generations:
    """The folder of an embedded index."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it need not exist before something is written."""
        self.folder = folder
        self._pointer = folder / "current"

    def mark(self) -> tuple[int, int]:
        """Changes whenever another generation becomes the current one; costs one ``stat``. Raises IndexMissing."""
        try:
            found = self._pointer.stat()
        except FileNotFoundError:
            raise IndexMissing(f"there is no index in {self.folder}; make it with: indexer build") from None
        return found.st_mtime_ns, found.st_ino

    def current(self) -> str:
        """The name of the generation that is searched. Raises IndexMissing."""
        self.mark()
        return self._pointer.read_text(encoding="ascii").strip()

    def hold_current(self) -> tuple[str, Lock]:
        """The current generation and a lock that keeps it from being removed. Raises IndexMissing."""
        while True:
            name = self.current()
            with contextlib.suppress(FileNotFoundError, BlockingIOError):
                lock = Lock(self.folder / name / "readers.lock", shared=True)
                if self.current() == name:
                    return name, lock
                lock.release()
            if self.current() == name and not (self.folder / name).is_dir():
                raise IndexMissing(f"{self.folder / name} is gone; make the index again with: indexer build")

    def facts(self, name: str) -> Facts:
        """What is known of a generation. Raises IndexDamaged if its file is damaged."""
        file = self.folder / name / "generation.json"
        try:
            return Facts(**json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamaged(f"{file} cannot be read ({error}); make the index again with: indexer build") from error

    def lock_for_writing(self) -> Lock:
        """The lock of the one writer. Raises IndexBusy."""
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            return Lock(self.folder / "writer.lock", shared=False)
        except BlockingIOError:
            raise IndexBusy(
                f"another process is writing to the index in {self.folder}; wait until it has finished"
            ) from None

    def clear(self) -> None:
        """Remove what a writer that was killed had begun; only for who has the writer's lock."""
        for left in self.folder.glob(f"*{BUILDING}"):
            shutil.rmtree(left)
        for left in self.folder.glob(f"{LEFTOVER[0]}*"):
            left.unlink()

    def start(self, base: str | None) -> Path:
        """A folder for a new generation, empty or with all that ``base`` holds; only for who has the writer's lock."""
        self.clear()
        numbers = [int(path.name) for path in self.folder.iterdir() if path.name.isdecimal()]
        building = self.folder / f"{max(numbers, default=0) + 1:06}{BUILDING}"
        building.mkdir()
        if base is not None:
            for index in (self.folder / base).iterdir():
                if index.is_dir():
                    _link_index(index, building / index.name)
        return building

    def publish(self, building: Path, facts: Facts) -> None:
        """Make a generation that is whole the current one, durably, and remove those that nobody needs."""
        write_whole(building / "generation.json", json.dumps(asdict(facts)).encode())
        name = building.name.removesuffix(BUILDING)
        building.rename(self.folder / name)
        sync_folder(self.folder)
        write_whole(self._pointer, name.encode())
        self.sweep()

    def sweep(self) -> None:
        """Remove the generations before the current one that no reader holds.

        Never later ones: a writer gives a generation its name just before it becomes current.
        """
        current = self.current()
        for folder in sorted(self.folder.iterdir()):
            if folder.name.isdecimal() and folder.name < current:
                with contextlib.suppress(BlockingIOError, FileNotFoundError):
                    lock = Lock(folder / "readers.lock", shared=False)
                    shutil.rmtree(folder, ignore_errors=True)  # another process may be sweeping too
                    lock.release()

    def size(self, name: str) -> int:
        """The bytes of all files of a generation."""
        return sum(file.stat().st_size for file in (self.folder / name).rglob("*") if file.is_file())

    def deleted(self, name: str) -> int:
        """The entries that were deleted and still stand in the files, by what tantivy keeps of each segment."""
        found = 0
        for file in (self.folder / name).glob("*/meta.json"):
            for segment in json.loads(file.read_bytes())["segments"]:
                found += (segment.get("deletes") or {}).get("num_deleted_docs", 0)
        return found


def _link_index(source: Path, target: Path) -> None:
    """The same tantivy index in another folder: files that never change are linked where the file system can."""
    target.mkdir()
    for file in source.iterdir():
        if file.name in _COPIED:
            shutil.copy2(file, target / file.name)
        elif not file.name.endswith(".lock"):
            try:
                os.link(file, target / file.name)
            except OSError:  # a file system without hard links
                shutil.copy2(file, target / file.name)
