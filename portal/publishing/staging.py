"""From a submission to a record.yaml with its files beside it, as ``indexer.corpus`` takes records in."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.application import faults_of_new, record_text, suffix_of
from indexer.corpus import RecordFile, Tombstone, read_record_text
from indexer.corpus.folders import RECORD
from indexer.errors import Fault, UnknownRecord
from indexer.settings import Settings
from indexer.storing import write_whole
from indexer.vocabularies.yaml_writing import write_yaml
from portal.submissions.drafts import TEXT
from portal.submissions.keeping import path_of
from portal.submissions.models import Submission, SubmittedFile

FOLDER = "publishing"
"""The folder below ``PALERMO_STATE`` in which records are laid out before they are published."""

NOT_FIELDS = frozenset({"id", "files", "revision", "revised"})
"""What a submission does not say of a record: it follows from elsewhere."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A record laid out to be looked at: the text of its record.yaml, and what is wrong with it."""

    text: str
    faults: tuple[Fault, ...]


def folder_of(settings: Settings, publication: int) -> Path:
    """Where the record of a publication is laid out."""
    return settings.state / FOLDER / str(publication)


def texts_of(submission: Submission) -> list[SubmittedFile]:
    """The files that are published; letters never are."""
    return [file for file in submission.files if file.purpose == TEXT]


def lay_out(settings: Settings, submission: Submission, record_id: str, folder: Path) -> None:
    """Write the record.yaml of a submission with its files into a folder, in the place of what is there.

    Raises OSError.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    present = _published_files(settings, record_id) if submission.base else {}
    files = []
    for number, file in enumerate(texts_of(submission), 1):
        entry = _entry(file, number)
        published = present.get(file.sha256)
        if published:
            entry |= {"name": published.name, "sha256": published.sha256}
        else:
            entry["name"] = f"file-{number}{suffix_of(file.media_type)}"
            _link(path_of(settings, file.sha256), folder / entry["name"])
        files.append(entry)
    fields = {name: value for name, value in submission.record.items() if name not in NOT_FIELDS}
    write_whole(folder / RECORD, write_yaml(_plain({"id": record_id, **fields, "files": files})).encode())


def laid_out(settings: Settings, submission: Submission, record_id: str) -> Laid:
    """What would be published, and every fault of it; nothing of it stays."""
    with _scratch(settings) as folder:
        place = folder / "record"
        lay_out(settings, submission, record_id, place)
        faults = faults_of_new(settings, place / RECORD, place, id_is_new=not submission.base)
        return Laid((place / RECORD).read_text(encoding="utf-8"), faults)


@contextmanager
def _scratch(settings: Settings) -> Iterator[Path]:
    root = settings.state / FOLDER
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".looking-", dir=root) as folder:
        yield Path(folder)


def _published_files(settings: Settings, record_id: str) -> dict[str, RecordFile]:
    """The files that the published record has, by their SHA-256."""
    with suppress(UnknownRecord):
        found = read_record_text(record_text(settings, record_id), RECORD).record
        if found is not None and not isinstance(found, Tombstone):
            return {file.sha256: file for file in found.files}
    return {}


def _entry(file: SubmittedFile, number: int) -> dict[str, Any]:
    language = next(iter(file.languages), "")
    return {
        "id": file.file_id or f"{language or 'text'}{f'-{number}' if number > 1 else ''}",
        "languages": file.languages,
        "status": file.status,
        "text_as_of": file.text_as_of,
        "corrections": file.corrections,
    }


def _link(source: Path, target: Path) -> None:
    """A second name for a file that is never changed; a copy where the disk does not have that."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(source, target)


def _plain(value: Any) -> Any:
    """Values as record.yaml has them, texts and no empty fields."""
    if isinstance(value, Mapping):
        plain = {str(name): _plain(each) for name, each in value.items()}
        return {name: each for name, each in plain.items() if each not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return "" if value is None else str(value)
