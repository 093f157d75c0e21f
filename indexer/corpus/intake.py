"""A record.yaml as somebody hands it in, its files beside it -> the record, and the files to take in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.corpus.collection import Contents
from indexer.corpus.files import file_name, file_sha256
from indexer.corpus.reading import RecordText, record_of
from indexer.corpus.schema import Record, Tombstone
from indexer.errors import CorpusError, Fault, RecordFaults
from indexer.vocabularies.yaml_text import YamlText, read_yaml


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A record that is not in a collection yet, and by the ids of its files where each of them lies."""

    record: Record
    contents: Contents


def read_handed_in(path: Path, files: Path) -> HandedIn:
    """Read a record.yaml that was written for a collection.

    Files are looked for by their ``name`` in the folder ``files``. Of a file that lies there the checksum may be left
    out; its name in the collection is made of the id of the record and its content. Raises RecordFaults, and
    CorpusError if the file cannot be read.
    """
    try:
        text = read_yaml(path.read_bytes())
    except OSError as error:
        raise CorpusError(f"{path}: expected a record.yaml that can be read; {error.strerror}") from error
    contents, faults = _describe_files(text, path, files)
    read = record_of(text, str(path))
    if read.record is None or faults:
        raise RecordFaults((*faults, *_others(read, faults)))
    if isinstance(read.record, Tombstone):
        fault = read.fault(("withdrawn",), "a record that is not withdrawn; withdraw it with `indexer record withdraw`")
        raise RecordFaults((fault,))
    return HandedIn(read.record, contents)


def _describe_files(text: YamlText, path: Path, files: Path) -> tuple[dict[str, Path], list[Fault]]:
    """Fill in name and checksum of the files that are there; where each lies, and what is missing."""
    contents: dict[str, Path] = {}
    faults: list[Fault] = []
    value: dict[str, Any] = text.value if isinstance(text.value, dict) else {}
    entries = value.get("files")
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict) or not isinstance(name := entry.get("name"), str):
            continue
        source = files / name
        if source.is_file():
            contents[str(entry.get("id"))] = source
            if "sha256" not in entry:
                entry["sha256"] = file_sha256(source)
                entry["name"] = file_name(str(value.get("id")), entry["sha256"], source.suffix)
        elif "sha256" not in entry:
            line = text.line(("files", number, "name"))
            expected = f"a file of this name in {files}; or, if the record has it already, its sha256 too"
            faults.append(Fault(str(path), line, f"files[{number}].name", expected))
    return contents, faults


def _others(read: RecordText, faults: list[Fault]) -> list[Fault]:
    """The faults of the schema, but for checksums of files that are named as missing."""
    missing = {fault.field.replace(".name", ".sha256") for fault in faults}
    return [fault for fault in read.faults if fault.field not in missing]
