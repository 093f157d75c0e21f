"""One collection, for writing: records are added, revised, withdrawn and restored, each at once or not at all.

``record.yaml`` is the one commit point: files and the earlier revision are brought to the disk before it, under names
that no record has yet, so that a writer that is killed at any moment leaves the old record or the new one.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from indexer.corpus.check import record_faults
from indexer.corpus.files import file_sha256
from indexer.corpus.folders import RECORD, RecordFolder
from indexer.corpus.locking import locked
from indexer.corpus.parts import Revised, Withdrawal
from indexer.corpus.places import Places
from indexer.corpus.reading import RecordText, checksum, read_record_text
from indexer.corpus.revisions import current_number, keep_current, revision_text
from indexer.corpus.schema import Record, Tombstone
from indexer.corpus.writing import record_yaml
from indexer.errors import Fault, RecordChanged, RecordExists, RecordFaults, RecordWithdrawn, UnknownRecord
from indexer.storing import LEFTOVER, copy_whole, sync_folder, unfinished_name, write_whole
from indexer.vocabularies import Vocabularies

Contents = Mapping[str, Path]
"""By the ids of files of a record: the file to take in. Files without one have to be there already."""

NOTHING: Contents = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Present:
    """The revision that counts while the record is locked: where it lies, what it says, its number."""

    folder: Path
    content: bytes
    number: int
    text: RecordText

    def record(self) -> Record:
        """The record; raises RecordFaults or RecordWithdrawn."""
        if self.text.record is None:
            raise RecordFaults(self.text.faults)
        if isinstance(self.text.record, Tombstone):
            raise RecordWithdrawn(self.text.record.id, next(iter(self.text.record.withdrawn.reason.values())))
        return self.text.record


class Collection:
    """A folder of records that one or more processes write to; there is a lock for each record.

    Every record is held to the rules of ``check`` before it is written, but for relations to records that are not
    there: two records that name each other are written one after the other.
    """

    def __init__(self, folder: Path, vocabularies: Vocabularies) -> None:
        """Write below ``folder``, which is made if it is not there."""
        self.folder = folder
        self._vocabularies = vocabularies
        self._places = Places(folder)

    def __contains__(self, id: object) -> bool:
        """Whether a record has this id, or had it before it was withdrawn."""
        return isinstance(id, str) and self._places.folder(id) is not None

    def record_folder(self, id: str) -> Path:
        """The folder of a record, withdrawn ones too. Raises UnknownRecord."""
        found = self._places.folder(id)
        if found is None:
            raise UnknownRecord(f"{self.folder}: no record has the id {id!r}")
        return found

    def number_of(self, record: Record) -> int | None:
        """The number of the revision that counts, if it says what this record says; None if nothing here says that.

        Numbers, days and makers of revisions aside: so a writer that was killed finds out whether it was done.
        """
        if record.id not in self:
            return None
        folder = self.record_folder(record.id)
        content = (folder / RECORD).read_bytes()
        present = read_record_text(content, f"{record.id}/{RECORD}").record
        same = present is not None and _numbered(present, 1, None) == _numbered(record, 1, None)
        return current_number(folder, content) if same else None

    def add(self, record: Record, contents: Contents = NOTHING) -> Path:
        """Add a record with its files as revision 1; its folder is given, which is named after its id.

        Raises RecordExists if the id is or was another's, RecordFaults, RecordBusy.
        """
        record = record.model_copy(update={"revision": 1})
        kind = self.folder / record.kind
        with locked(self.folder, record.id):
            if record.id in self or (kind / record.id).exists():
                raise RecordExists(f"{record.id}: there is a record with this id already; ids are given once")
            stage = unfinished_name(kind, LEFTOVER[1])
            folder = stage / record.id
            try:
                folder.mkdir(parents=True)
                text = self._take_in(record, RecordFolder(folder, record.kind), contents)
                write_whole(folder / RECORD, text)
                folder.rename(kind / record.id)
            finally:
                shutil.rmtree(stage, ignore_errors=True)
            sync_folder(kind)
        return kind / record.id

    def revise(
        self, record: Record, contents: Contents = NOTHING, *, expected: str | None = None, revised: Revised
    ) -> int:
        """Put a record in the place of the one with its id; the number of the revision is given.

        ``expected`` is the checksum of the text that was edited, or its first digits. A record that says what the
        present one says makes no new revision. Raises UnknownRecord, RecordWithdrawn, RecordChanged, RecordFaults,
        RecordBusy.
        """
        with self._locked(record.id) as present:
            if not checksum(present.content).startswith(expected or ""):
                raise RecordChanged(
                    f"{record.id}: somebody else changed the record since it was read; it is at revision "
                    f"{present.number} now: compare, and revise that"
                )
            if isinstance(present.text.record, Tombstone):
                present.record()
            return self._commit(present, record, contents, revised)

    def withdraw(self, id: str, withdrawn: Withdrawal, by: str | None = None) -> int:
        """Leave a tombstone in the place of a record; its files and its revisions stay where they are.

        The number of the revision is given. Raises UnknownRecord, RecordWithdrawn if it is one already, RecordFaults
        if the record cannot be read, RecordBusy.
        """
        with self._locked(id) as present:
            record = present.record()
            tombstone = Tombstone(
                id=id,
                kind=record.kind,
                title=record.title,
                original_language=record.original_language,
                withdrawn=withdrawn,
            )
            return self._commit(present, tombstone, NOTHING, Revised(on=withdrawn.on, by=by))

    def restore(self, id: str, number: int, *, revised: Revised) -> int:
        """Make what an earlier revision says the present one, as a new revision; a withdrawn record comes back so.

        Raises UnknownRecord, UnknownRevision, RecordFaults if it no longer follows the rules, RecordBusy.
        """
        with self._locked(id) as present:
            earlier = read_record_text(revision_text(present.folder, number), f"{id}, revision {number}")
            if earlier.record is None:
                raise RecordFaults(earlier.faults)
            return self._commit(present, earlier.record, NOTHING, revised)

    @contextmanager
    def _locked(self, id: str) -> Iterator[_Present]:
        self.record_folder(id)  # an id that is not there gets no lock
        with locked(self.folder, id):
            folder = self.record_folder(id)
            content = (folder / RECORD).read_bytes()
            text = read_record_text(content, f"{id}/{RECORD}")
            yield _Present(folder, content, current_number(folder, content), text)

    def _commit(self, present: _Present, record: Record | Tombstone, contents: Contents, revised: Revised) -> int:
        """Take in the files, keep the present revision, put the new one in its place."""
        if present.text.record and _numbered(present.text.record, 1, None) == _numbered(record, 1, None):
            return present.number
        record = _numbered(record, present.number + 1, revised)
        text = self._take_in(record, RecordFolder(present.folder, present.folder.parent.name), contents)
        keep_current(present.folder)
        write_whole(present.folder / RECORD, text)
        return present.number + 1

    def _take_in(self, record: Record | Tombstone, folder: RecordFolder, contents: Contents) -> bytes:
        """Copy the files of a record into its folder and hold both to the rules; gives the text of the record.

        If that fails nothing stays there.
        """
        places = {file.id: folder.path / file.name for file in getattr(record, "files", ())}
        if lost := sorted(set(contents) - set(places)):
            raise RecordFaults((Fault(f"{record.id}/{RECORD}", 0, "files", f"a file with the id {lost[0]}"),))
        taken = [places[name] for name in contents if not places[name].exists()]
        try:
            for name, source in contents.items():
                if places[name] in taken or file_sha256(places[name]) != file_sha256(source):
                    copy_whole(source, places[name])
            return self._sound_text(record, folder)
        except BaseException:
            for path in taken:
                with suppress(OSError):
                    path.unlink()
            raise

    def _sound_text(self, record: Record | Tombstone, folder: RecordFolder) -> bytes:
        text = read_record_text(record_yaml(record).encode(), f"{record.id}/{RECORD}")
        if faults := record_faults(text, folder, self._vocabularies):
            raise RecordFaults(tuple(faults))
        return text.content


def _numbered(record: Record | Tombstone, number: int, revised: Revised | None) -> Record | Tombstone:
    return record.model_copy(update={"revision": number, "revised": revised})
