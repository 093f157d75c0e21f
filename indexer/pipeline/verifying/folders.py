"""What stands in the folders of records and should not, or the other way round: leftovers, files, revisions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.corpus import file_sha256, read_record
from indexer.corpus.folders import RECORD, RecordFolder, record_folders
from indexer.corpus.reading import RecordText, read_record_text
from indexer.corpus.revisions import REVISIONS, current_number, kept_revisions
from indexer.errors import Fault
from indexer.model import KINDS
from indexer.pipeline.verifying.difference import Difference
from indexer.pipeline.verifying.strays import leftovers, strays

BACKUP = "bring it back from a backup: it cannot be made again"
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(slots=True)
class Named:
    """The files that the revisions of a record name: name -> checksum -> the revisions; "" stands for the present.

    An earlier revision that is no sound record was so when it was revised, and is kept as it was: of it only the text
    is known (``mentioned``), which may speak of files that never were there.
    """

    files: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    mentioned: list[str] = field(default_factory=list)

    def __contains__(self, name: str) -> bool:
        """Whether a revision names a file."""
        return name in self.files or any(name in text for text in self.mentioned)

    def checksums(self) -> set[str]:
        """Those of all files that are named."""
        found = {checksum for checksums in self.files.values() for checksum in checksums}
        return found.union(*(_SHA256.findall(text) for text in self.mentioned))

    def add(self, text: RecordText, revision: str) -> None:
        """Take in the files that a revision names; those of the present one whatever faults it has."""
        if not isinstance(text.yaml.value, dict) or (revision and text.record is None):
            self.mentioned.append(text.content.decode("utf-8", "replace"))
            return
        entries = text.yaml.value.get("files")
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("name"), str):
                checksum = str(entry.get("sha256", ""))
                self.files.setdefault(entry["name"], {}).setdefault(checksum, []).append(revision)


@dataclass(slots=True)
class FolderFindings:
    """The differences in the folders, and the checksums of all files that any revision of any record names."""

    differences: list[Difference] = field(default_factory=list)
    checksums: set[str] = field(default_factory=set)


def folder_findings(collections: Sequence[Path], faults: Collection[Fault]) -> FolderFindings:
    """Look through the folders; ``faults`` are what ``check`` found, each a difference of its own."""
    found = FolderFindings([of_fault(fault) for fault in faults])
    told = {fault.file for fault in faults}
    for collection in collections:
        found.differences += strays(collection)
        found.differences += leftovers(collection)
        for kind in KINDS:
            found.differences += leftovers(collection / kind)
        for folder in record_folders(collection):
            try:
                _look_through(folder, found)
            except OSError as error:
                if str(folder.record) not in told:  # else check says it of the record.yaml
                    what = f"cannot be looked through; the system says: {error.strerror}"
                    found.differences.append(Difference(str(error.filename), what, "give the right to read it"))
    return found


def of_fault(fault: Fault) -> Difference:
    """A fault of a record as a difference that a person mends."""
    return Difference(f"{fault.file}:{fault.line}", f"{fault.field}: expected {fault.expected}", "correct it by hand")


def _look_through(folder: RecordFolder, found: FolderFindings) -> None:
    """The leftovers, the revisions and the files of one record. Raises OSError for what has no rights."""
    found.differences += leftovers(folder.path)
    found.differences += leftovers(folder.path / REVISIONS)
    if not folder.record.is_file():
        return
    named = Named()
    kept = kept_revisions(folder.path)
    for earlier, path in kept.items():
        named.add(read_record_text(path.read_bytes(), str(path)), str(earlier))
    present = read_record(folder.record)
    if not present.content:  # check says why it cannot be read
        return
    named.add(present, "")
    found.checksums |= named.checksums()
    number = current_number(folder.path, present.content)
    if present.record and present.record.revision < number:
        what = f"revision: {present.record.revision}, but revisions/{max(kept):04}.yaml is an earlier one"
        found.differences.append(Difference(str(folder.record), what, f"write revision: {number}"))
    found.differences += _holes(folder.path, kept)
    found.differences += _files(folder.path, named)


def _holes(folder: Path, kept: Collection[int]) -> Iterator[Difference]:
    """The revisions that are not kept, of those before the last that is; too high a number is a fault of the record."""
    for number in sorted(set(range(1, max(kept, default=0))) - set(kept)):
        yield Difference(str(folder / REVISIONS / f"{number:04}.yaml"), "this revision is not kept", BACKUP)


def _files(folder: Path, named: Named) -> Iterator[Difference]:
    """Files that earlier revisions name and that are not there or have another content; files that none names.

    What the present revision names is looked at by ``check``.
    """
    for name, checksums in named.files.items():
        path = folder / name
        for checksum, revisions in checksums.items():
            if "" in revisions:
                continue
            of = f"revision {', '.join(revisions)}"
            if not path.is_file():
                yield Difference(str(path), f"{of} names this file; it is not there", BACKUP)
            elif file_sha256(path) != checksum:
                yield Difference(str(path), f"its content is not what {of} says (sha256 {checksum})", BACKUP)
    for path in sorted(folder.iterdir()):
        if path.name not in (RECORD, REVISIONS) and path.name not in named and not path.name.startswith("."):
            yield Difference(str(path), "no revision names it", "name it in the record, or move it away")
    for path in sorted(folder.glob(f"{REVISIONS}/*")):
        if not path.name.startswith(".") and not (path.suffix == ".yaml" and path.stem.isdecimal()):
            yield Difference(str(path), "it is no revision", "move it away")
