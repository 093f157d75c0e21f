"""A record.yaml as somebody hands it in, its files beside it -> the record, and the files to take in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.corpus.collection import Contents
from indexer.corpus.files import file_name, file_sha256
from indexer.corpus.reading import RecordText, record_of
from indexer.corpus.schema import Record, Tombstone
from indexer.corpus.terms import term_faults
from indexer.errors import CorpusError, Fault, RecordFaults
from indexer.vocabularies import Vocabularies
from indexer.vocabularies.yaml_text import YamlText, read_yaml


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A record that is not in a collection yet, and by the ids of its files where each of them lies."""

    record: Record
    contents: Contents


def read_handed_in(path: Path, files: Path, vocabularies: Vocabularies) -> HandedIn:
    """Read a record.yaml that was written for a collection.

    Files are looked for by their ``name`` in the folder ``files`` and nowhere else. Of a file that lies there the
    checksum may be left out; its name in the collection is made of the id of the record and its content. Raises
    RecordFaults with every fault of schema, terms and files, and CorpusError if the file cannot be read.
    """
    try:
        text = read_yaml(path.read_bytes())
    except OSError as error:
        raise CorpusError(f"{path}: expected a record.yaml that can be read; {error.strerror}") from error
    contents, faults = _describe_files(text, path, files)
    read = record_of(text, str(path))
    faults += _others(read, faults)
    faults += term_faults(read, vocabularies)
    if read.record is None or faults:
        raise RecordFaults(tuple(faults))
    if isinstance(read.record, Tombstone):
        fault = read.fault(("withdrawn",), "a record that is not withdrawn; withdraw it with `indexer record withdraw`")
        raise RecordFaults((fault,))
    return HandedIn(read.record, contents)


def _describe_files(text: YamlText, path: Path, files: Path) -> tuple[dict[str, Path], list[Fault]]:
    """Fill in name and checksum of the files that are there; where each lies, and what is wrong with them."""
    contents: dict[str, Path] = {}
    faults: list[Fault] = []
    value: dict[str, Any] = text.value if isinstance(text.value, dict) else {}
    entries = value.get("files")
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict) or not isinstance(name := entry.get("name"), str):
            continue
        expected = _expected(files, name, known="sha256" in entry)
        if expected:
            faults.append(Fault(str(path), text.line(("files", number, "name")), f"files[{number}].name", expected))
        elif (files / name).is_file():
            contents[str(entry.get("id"))] = files / name
            if "sha256" not in entry:
                entry["sha256"] = file_sha256(files / name)
                entry["name"] = file_name(str(value.get("id")), entry["sha256"], Path(name).suffix)
    return contents, faults


def _expected(files: Path, name: str, *, known: bool) -> str:
    """What was expected of a file in the place of what is there; empty if all is well.

    A file that the record names with its checksum (``known``) may be in the collection already.
    """
    source = files / name
    if Path(name).name != name or "\\" in name or name.startswith("."):
        return f"the name of a file in {files}, without a folder"
    if source.is_symlink() or (source.exists() and not source.is_file()):
        return f"a file in {files}; {name} is a link or no file"
    if source.is_file() and source.stat().st_size == 0:
        return f"a file with something in it; {source} is empty"
    if not source.is_file() and not known:
        return f"a file of this name in {files}; or, if the record has it already, its sha256 too"
    return ""


def _others(read: RecordText, faults: list[Fault]) -> list[Fault]:
    """The faults of the schema, but for checksums of files that are named as missing."""
    missing = {fault.field.replace(".name", ".sha256") for fault in faults}
    return [fault for fault in read.faults if fault.field not in missing]
