"""The command line of the generator: which records are built again, and the note of what was built."""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
from pathlib import Path

from .folder import folder_of, write_record
from .producers import layout_fingerprint
from .source import Source, read_source

SOURCES = Path(__file__).resolve().parents[1]
COLLECTION = SOURCES.parent / "specimen"
BUILT = SOURCES / "built.json"
"""For each record one fingerprint of the digest and the generator it was last built with."""


def main(arguments: list[str] | None = None) -> int:
    """Build the records named, or all; leave alone those whose digest and layout have not changed. Give 0 or 2."""
    wanted = _parser().parse_args(arguments)
    paths = _digests()
    unknown = sorted(set(wanted.ids) - set(paths))
    if unknown:
        print(f"no digest named {', '.join(unknown)} in {SOURCES / 'digests'}")
        return 2
    for id_ in wanted.ids or paths:
        build(read_source(paths[id_]), force=wanted.force)
    return 0


def read_sources() -> dict[str, Source]:
    """Every digest of ``digests/``, by the id of its record, in order."""
    return {id_: read_source(path) for id_, path in _digests().items()}


def _digests() -> dict[str, Path]:
    return {path.stem: path for path in sorted((SOURCES / "digests").glob("*.yaml"))}


def build(source: Source, *, force: bool = False) -> bool:
    """Build one record if it is stale or ``force`` is set; say what was done. True if it was built."""
    if not force and not is_stale(source):
        print(f"{source.id}: unchanged")
        return False
    folder = write_record(source, COLLECTION)
    _note(source)
    print(f"{source.id}: {', '.join(path.name for path in sorted(folder.glob('*.pdf')))}")
    return True


def is_stale(source: Source) -> bool:
    """Whether the record is missing, or was built from another digest or by another generator."""
    missing = not (folder_of(source, COLLECTION) / "record.yaml").exists()
    return missing or _built().get(source.id) != _fingerprint(source)


def _built() -> dict[str, str]:
    return dict(json.loads(BUILT.read_text(encoding="utf-8"))) if BUILT.exists() else {}


def _note(source: Source) -> None:
    """Note from what a record was built; another generator may be noting at the same moment."""
    folder = os.open(BUILT.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        built = {**_built(), source.id: _fingerprint(source)}
        BUILT.write_text(json.dumps(dict(sorted(built.items())), indent=1) + "\n", encoding="utf-8")
    finally:
        os.close(folder)


def _fingerprint(source: Source) -> str:
    layouts = [layout_fingerprint(producer) for producer in sorted({digest.producer for digest in source.digests})]
    return hashlib.sha256("".join([source.fingerprint, *layouts]).encode()).hexdigest()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__)
    parser.add_argument("ids", nargs="*", metavar="RECORD", help="id of a record; all if none is named")
    parser.add_argument("--force", action="store_true", help="build again what has not changed")
    return parser
