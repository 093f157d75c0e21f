"""Every fault of every record of some collections, at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from indexer.corpus.files import file_faults
from indexer.corpus.folders import RecordFolder, entries, layout_faults, record_folders
from indexer.corpus.reading import RecordText, read_record
from indexer.corpus.revisions import REVISIONS, kept_revisions
from indexer.corpus.terms import deprecated_faults, term_faults
from indexer.corpus.values import EACH, text_at, values_at
from indexer.errors import Fault
from indexer.vocabularies import Vocabularies


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the records say of each other: kept while the rest of a record is forgotten."""

    file: str
    id: str
    id_line: int
    relations: tuple[tuple[str, Fault], ...]


class Visitor(Protocol):
    """Who goes through the collections with ``check``, so that no record has to be read a second time."""

    def wants(self, folder: RecordFolder) -> bool:
        """Whether this record is to be looked at; of others no more than the id is read."""

    def take(self, folder: RecordFolder, text: RecordText, faults: Sequence[Fault]) -> None:
        """A record as it was read, with the faults that can be seen without the others."""


def check(
    folders: Sequence[Path],
    vocabularies: Vocabularies,
    visitor: Visitor | None = None,
    *,
    others: Sequence[Path] = (),
) -> tuple[Fault, ...]:
    """Every fault of the records in these collections, in order of file and line; empty if all is well.

    Looks at the layout of the folders, the schema, the terms, the files and their checksums, ids that occur twice and
    relations to records that are not there: neither in these collections nor in the ``others``, which are not checked.
    """
    faults: list[Fault] = []
    seen: list[_Seen] = []
    for collection in dict.fromkeys(folders):
        faults += layout_faults(collection)
        for folder in record_folders(collection):
            if visitor and not visitor.wants(folder):
                seen += _known(folder)
                continue
            text = read_record(folder.record)
            own = record_faults(text, folder, vocabularies)
            if visitor:
                visitor.take(folder, text, own)
            faults += [*own, *_revision_faults(text, folder)]
            seen += _seen(text)
    faults += _duplicates(seen)
    faults += _lost_relations(seen, others)
    return tuple(sorted(set(faults)))


def record_faults(text: RecordText, folder: RecordFolder, vocabularies: Vocabularies) -> list[Fault]:
    """The faults of one record that can be seen without the others; of a field the one that knows most."""
    files = list(file_faults(text, folder))
    told = {fault.field for fault in files}
    told |= {field.replace("].sha256", "].name") for field in told}  # a fault of a checksum says the name too
    faults = files + [fault for fault in text.faults if fault.field not in told]
    known = {(fault.line, fault.field) for fault in faults}
    more = [*term_faults(text, vocabularies), *deprecated_faults(text, vocabularies), *_place_faults(text, folder)]
    return faults + [fault for fault in more if (fault.line, fault.field) not in known and fault.field not in told]


def _place_faults(text: RecordText, folder: RecordFolder) -> Iterator[Fault]:
    """A record lies in the folder of its kind; folders and files of cases are named after the case's id."""
    value = text.yaml.value if isinstance(text.yaml.value, dict) else {}
    kind, name = value.get("kind"), value.get("id")
    if isinstance(kind, str) and kind != folder.kind:
        yield text.fault(("kind",), f"{folder.kind}, the kind of the folder it lies in; or move it to {kind}/")
    if folder.kind != "case_law" or not isinstance(name, str):
        return
    if folder.path.name != name:
        yield text.fault(("id",), f"a folder named {name}, after court, year and docket number")
    for path, file in values_at(value, ("files", EACH, "name")):
        if not file.startswith(f"{name}-"):
            yield text.fault(path, f"a name that begins with {name}-, after court, year and docket number")


def _revision_faults(text: RecordText, folder: RecordFolder) -> Iterator[Fault]:
    """A record states the revision that comes after those that are kept of it; no number is left out."""
    stated = text_at(text.yaml.value, "revision")
    if not stated.isdecimal() or int(stated) <= 1:
        return
    try:
        following = max(kept_revisions(folder.path), default=0) + 1
    except OSError:  # the fault of whatever cannot be read is told where that is looked at
        return
    if int(stated) > following:
        kept = f"{REVISIONS}/{following - 1:04}.yaml is the last that is kept" if following > 1 else "none is kept"
        yield text.fault(("revision",), f"{following}, for of the earlier revisions {kept}; or bring back the others")


def _seen(text: RecordText) -> list[_Seen]:
    relations = tuple(
        (record, text.fault(path, f"the id of a record; there is no record {record}"))
        for path, record in values_at(text.yaml.value, ("relations", EACH, "record"))
    )
    ids = values_at(text.yaml.value, ("id",))
    return [_Seen(text.file, name, text.yaml.line(path), relations) for path, name in ids]


def _known(folder: RecordFolder) -> list[_Seen]:
    """What others may refer to of a record that is not looked at."""
    return [_Seen(str(folder.record), folder.entry.id, 1, ())] if folder.entry else []


def _duplicates(seen: Iterable[_Seen]) -> Iterator[Fault]:
    by_id: dict[str, list[_Seen]] = defaultdict(list)
    for record in seen:
        by_id[record.id].append(record)
    for records in by_id.values():
        for record in records[1:]:
            yield Fault(record.file, record.id_line, "id", f"an id of its own; {records[0].file} has it too")


def _lost_relations(seen: Sequence[_Seen], others: Sequence[Path]) -> Iterator[Fault]:
    known = {record.id for record in seen}
    lost = [(other, fault) for record in seen for other, fault in record.relations if other not in known]
    if lost:  # the other collections are looked through only if that can make a difference
        known = {entry.id for folder in others for entry in entries(folder)}
    yield from (fault for other, fault in lost if other not in known)
