"""What stands in the folders of records and should not, or the other way round: leftovers, files, revisions."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.corpus import file_sha256, read_record
from indexer.corpus.folders import RECORD, RecordFolder, record_folders
from indexer.corpus.reading import RecordText
from indexer.corpus.revisions import REVISIONS, current_number, kept_revisions
from indexer.errors import Fault
from indexer.model import KINDS
from indexer.pipeline.verifying.difference import Difference, Mend
from indexer.storing import LEFTOVER

BACKUP = "bring it back from a backup: it cannot be made again"


@dataclass(slots=True)
class Named:
    """The files that the revisions of a record name: name -> checksum -> the revisions; "" stands for the present."""

    files: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def add(self, text: RecordText, revision: str) -> None:
        """Take in the files that a record.yaml names, whatever faults it has."""
        value = text.yaml.value if isinstance(text.yaml.value, dict) else {}
        entries = value.get("files")
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and isinstance(entry.get("name"), str):
                checksum = str(entry.get("sha256", ""))
                self.files.setdefault(entry["name"], {}).setdefault(checksum, []).append(revision)


@dataclass(slots=True)
class FolderFindings:
    """The differences in the folders, and the checksums of all files that any revision of any record names."""

    differences: list[Difference] = field(default_factory=list)
    checksums: set[str] = field(default_factory=set)


def folder_findings(collections: Sequence[Path], faults: Iterable[Fault]) -> FolderFindings:
    """Look through the folders; ``faults`` are what ``check`` found, each a difference of its own."""
    found = FolderFindings([_of_fault(fault) for fault in faults])
    for collection in collections:
        found.differences += _leftovers(collection)
        for kind in KINDS:
            found.differences += _leftovers(collection / kind)
        for folder in record_folders(collection):
            found.differences += _leftovers(folder.path)
            found.differences += _leftovers(folder.path / REVISIONS)
            if folder.record.is_file():
                _look_through(folder, found)
    return found


def _of_fault(fault: Fault) -> Difference:
    return Difference(f"{fault.file}:{fault.line}", f"{fault.field}: expected {fault.expected}", "correct it by hand")


def _leftovers(folder: Path) -> Iterator[Difference]:
    """What writers that were killed left behind; those that are at work have their process in the name."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(LEFTOVER) and not _is_running(path.name):
            yield Difference(
                str(path), "left behind by a writer that was killed", "it can be removed", Mend.REMOVE, str(path)
            )


def _is_running(name: str) -> bool:
    """Whether the process that a name ``.adding-<process>-<digits>`` speaks of is there."""
    process = name.split("-")[1] if name.count("-") > 1 else ""
    if not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _look_through(folder: RecordFolder, found: FolderFindings) -> None:
    """The revisions and the files of one record."""
    named = Named()
    present = read_record(folder.record)
    named.add(present, "")
    number = current_number(folder.path, present.content)
    kept = kept_revisions(folder.path)
    stated = present.record.revision if present.record else number
    if stated < number:
        what = f"revision: {stated}, but revisions/{max(kept):04}.yaml is an earlier one"
        found.differences.append(Difference(str(folder.record), what, f"write revision: {number}"))
    found.differences += _holes(folder.path, range(1, number), kept)
    for earlier, path in kept.items():
        text = read_record(path)
        named.add(text, str(earlier))
        if text.yaml.value is None:
            found.differences.append(Difference(str(path), "cannot be read", BACKUP))
    found.differences += _files(folder.path, named)
    found.checksums |= {checksum for checksums in named.files.values() for checksum in checksums}


def _holes(folder: Path, numbers: Iterable[int], kept: Iterable[int]) -> Iterator[Difference]:
    for number in sorted(set(numbers) - set(kept)):
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
        if path.name not in (RECORD, REVISIONS, *named.files) and not path.name.startswith("."):
            yield Difference(str(path), "no revision names it", "name it in the record, or move it away")
    for path in sorted(folder.glob(f"{REVISIONS}/*")):
        if not path.name.startswith(".") and not (path.suffix == ".yaml" and path.stem.isdecimal()):
            yield Difference(str(path), "it is no revision", "move it away")
