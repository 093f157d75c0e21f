"""Record folders: ``record.yaml`` from the facts of a source, and its PDFs, named by their content."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from .producers import print_pdf
from .scan import scanned
from .source import Digest, Source


def folder_of(source: Source, collection: Path) -> Path:
    """Where the record of this source lives."""
    return collection / str(source.facts["kind"]) / source.id


def write_record(source: Source, collection: Path) -> Path:
    """Print all files of a record and write its folder; PDFs of an earlier text are removed. Give the folder."""
    folder = folder_of(source, collection)
    folder.mkdir(parents=True, exist_ok=True)
    contents = {digest.id: pdf_of(digest) for digest in source.digests}
    files = [file_entry(source, digest, contents[digest.id]) for digest in source.digests]
    for digest, entry in zip(source.digests, files, strict=True):
        _keep(folder / entry["name"], contents[digest.id])
    _keep(folder / "record.yaml", record_yaml({**source.facts, "files": files}).encode())
    for pdf in set(folder.glob("*.pdf")) - {folder / entry["name"] for entry in files}:
        pdf.unlink()
    return folder


def pdf_of(digest: Digest) -> bytes:
    """The PDF of one digest, a scan of it if it says so."""
    pdf = print_pdf(digest)
    return scanned(pdf, digest.scan) if digest.scan else pdf


def file_entry(source: Source, digest: Digest, content: bytes) -> dict[str, Any]:
    """What ``record.yaml`` says of one file."""
    sha256 = hashlib.sha256(content).hexdigest()
    return {
        "id": digest.id,
        "name": f"{source.id}-{sha256[:8]}.pdf",
        "languages": list(digest.languages),
        "status": "demonstration",
        "text_as_of": digest.text_as_of,
        "sha256": sha256,
    }


def _keep(path: Path, content: bytes) -> None:
    """Write a file unless it already holds this content."""
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def record_yaml(record: dict[str, Any]) -> str:
    """The text of a ``record.yaml``: block style, Unicode as it is, long lines unbroken."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(record, out)
    return out.getvalue()
