"""The command line of the generator: which records are built again, and the note of what was built."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from .folder import folder_of, write_record
from .source import Source, read_source

SOURCES = Path(__file__).resolve().parents[1]
COLLECTION = SOURCES.parent / "specimen"
BUILT = SOURCES / "built.json"
"""For each record one fingerprint of the digest and the generator it was last built with."""


def main(arguments: list[str] | None = None) -> int:
    """Build the records named, or all; leave alone those whose digest and layout have not changed. Give 0 or 2."""
    wanted = _parser().parse_args(arguments)
    sources = read_sources()
    unknown = sorted(set(wanted.ids) - set(sources))
    if unknown:
        print(f"no digest named {', '.join(unknown)} in {SOURCES / 'digests'}")
        return 2
    for id_ in wanted.ids or sources:
        build(sources[id_], force=wanted.force)
    return 0


def read_sources() -> dict[str, Source]:
    """Every digest of ``digests/``, by the id of its record, in order."""
    return {path.stem: read_source(path) for path in sorted((SOURCES / "digests").glob("*.yaml"))}


def build(source: Source, *, force: bool = False) -> bool:
    """Build one record if it is stale or ``force`` is set; say what was done. True if it was built."""
    if not force and not is_stale(source):
        print(f"{source.id}: unchanged")
        return False
    folder = write_record(source, COLLECTION)
    built = {**_built(), source.id: _fingerprint(source)}
    BUILT.write_text(json.dumps(dict(sorted(built.items())), indent=1) + "\n", encoding="utf-8")
    print(f"{source.id}: {', '.join(path.name for path in sorted(folder.glob('*.pdf')))}")
    return True


def is_stale(source: Source) -> bool:
    """Whether the record is missing, or was built from another digest or by another generator."""
    missing = not (folder_of(source, COLLECTION) / "record.yaml").exists()
    return missing or _built().get(source.id) != _fingerprint(source)


def _built() -> dict[str, str]:
    return dict(json.loads(BUILT.read_text(encoding="utf-8"))) if BUILT.exists() else {}


def _fingerprint(source: Source) -> str:
    return hashlib.sha256((source.fingerprint + layout_fingerprint()).encode()).hexdigest()


def layout_fingerprint() -> str:
    """SHA-256 of the modules that shape a PDF or a record: all are built again when one of them changes."""
    modules = sorted(path for path in Path(__file__).parent.glob("*.py") if path.stem != "command")
    return hashlib.sha256(b"".join(path.read_bytes() for path in modules)).hexdigest()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="RECORD", help="id of a record; all if none is named")
    parser.add_argument("--force", action="store_true", help="build again what has not changed")
    return parser
