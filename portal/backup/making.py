"""A backup made while everything runs.

The rows are read first, in one transaction, then the files are copied: a file is on the disk before a row names it and
is not changed after that, so the copy has every file that a row of it names. Records are changed in their place; while
one was, both are copied anew, so that rows and records are of one moment. The folder gets its name at the very end:
what was killed midway is hidden, has no manifest, and is cleared away by the next one.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from indexer.errors import PalermoError
from indexer.settings import Settings
from indexer.storing import sync_folder, unfinished_name
from portal.audit import verifying
from portal.backup import manifest as manifests
from portal.backup.files import Earlier, copy_sqlite, entry_of, fingerprint, sync_tree, take_tree
from portal.backup.manifest import DATABASE, FILES, LAID_OUT, READINGS, RECORDS, SENT, Entry, Manifest
from portal.backup.rows import snapshot, write_rows
from portal.database.engine import FILE as DATABASE_FILE
from portal.database.engine import address_of, prepare
from portal.database.migrating import step_of
from portal.incoming.taking import DELETED

UNFINISHED = ".backup-"
TRIES = 5
"""How often rows and records are copied anew because a record was changed meanwhile."""

NAMES_FILES = {"submitted_files": "sha256", "incoming_mail": "sha256"}
"""The tables whose rows name a file that is kept, and the column that does; both have a ``state``."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """What was read of the database: its step, its rows a table, the last entry of the trail."""

    step: str = ""
    counts: Mapping[str, int] | None = None
    trail: str = ""


def back_up(settings: Settings, folder: Path, keep: int = 0) -> Path:
    """Make a backup in a folder, beside earlier ones; with ``keep`` only so many remain, this one among them.

    Gives the backup's own folder. Raises PalermoError if another one is being made there, if the database does not
    answer, or if the folder is within what is to be copied.
    """
    _refuse_inside(settings, folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        unfinished = unfinished_name(folder, UNFINISHED)
        unfinished.mkdir(mode=0o700)
        made = _fill(settings, unfinished, _earlier(folder))
        (unfinished / manifests.FILE).write_bytes(made.as_json())
        sync_tree(unfinished)
        backup = _named(folder, unfinished)
        if made.trail:
            verifying.keep(settings.state, verifying.parse(made.trail))
        for old in manifests.backups(folder)[:-keep] if keep else ():
            _remove(old)
    return backup


def _fill(settings: Settings, unfinished: Path, earlier: Earlier) -> Manifest:
    """Copy until nothing changed meanwhile; what is missing a second time is missing for good."""
    missing: tuple[str, ...] = ()
    for _turn in range(TRIES):
        for part in unfinished.iterdir():
            shutil.rmtree(part) if part.is_dir() else part.unlink()
        before = _publishing(settings)
        made = _copied(settings, unfinished, earlier)
        changing = _publishing(settings) != before
        if not changing and made.missing == missing:
            break
        missing = made.missing
    return replace(made, changing=changing)


def _publishing(settings: Settings) -> list[dict[str, tuple[int, int]]]:
    """What differs when a record was published, or laid out to be, meanwhile."""
    return [fingerprint(settings.published), fingerprint(settings.state / LAID_OUT)]


def _copied(settings: Settings, unfinished: Path, earlier: Earlier) -> Manifest:
    """One try to copy everything: the rows first."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    rows = _copy_database(settings, unfinished / DATABASE)
    files = {f"{DATABASE}/{path.name}": entry_of(path) for path in sorted(unfinished.glob(f"{DATABASE}/*"))}
    files |= take_tree(settings.state / FILES, unfinished, FILES, earlier, unchanging=True)
    changing = {READINGS: settings.state / READINGS, LAID_OUT: settings.state / LAID_OUT, RECORDS: settings.published}
    for part, source in changing.items():
        files |= take_tree(source, unfinished, part, earlier, unchanging=False)
    if (settings.state / SENT).exists():
        files[SENT] = copy_sqlite(settings.state / SENT, unfinished / SENT)
    missing = tuple(sorted(_named_files(unfinished) - _whole(files)))
    return Manifest(moment, version("palermo"), rows.step, rows.trail, rows.counts or {}, files, missing)


def _copy_database(settings: Settings, folder: Path) -> _Rows:
    if not settings.database_url and not (settings.state / DATABASE_FILE).exists():
        return _Rows()
    engine = create_engine(address_of(settings))
    prepare(engine)
    try:
        with snapshot(engine) as connection:
            if not (step := step_of(connection)):
                return _Rows()
            return _Rows(step, write_rows(connection, folder), str(verifying.last(Session(connection))))
    except SQLAlchemyError as error:
        raise PalermoError(f"{engine.url.render_as_string()}: the database cannot be read: {error}") from error
    finally:
        engine.dispose()


def _named_files(unfinished: Path) -> set[str]:
    """The checksums of all submitted files that rows name."""
    named: set[str] = set()
    for table, column in NAMES_FILES.items():
        file = unfinished / DATABASE / f"{table}.jsonl"
        if file.exists():
            with file.open(encoding="utf-8") as lines:
                rows = map(json.loads, lines)
                named |= {row[column] for row in rows if row["state"] != DELETED}
    return named


def _whole(files: Mapping[str, Entry]) -> set[str]:
    """The checksums of the submitted files that were copied and are what their names say."""
    return {entry.sha256 for path, entry in files.items() if path.rpartition("/")[2] == entry.sha256}


def _earlier(folder: Path) -> Earlier:
    found = manifests.backups(folder)
    return Earlier(found[-1], manifests.read(found[-1]).files) if found else Earlier(folder, {})


def _named(folder: Path, unfinished: Path) -> Path:
    """Give a finished backup its name, the moment of now; a second one in the same second gets a number too."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (f"{moment}-{number}" if number else moment for number in count())
    backup = next(folder / name for name in names if not (folder / name).exists())
    unfinished.rename(backup)
    sync_folder(folder)
    return backup


def _remove(backup: Path) -> None:
    """Remove a backup; hidden first, so that half of one is never taken for a whole."""
    hidden = unfinished_name(backup.parent, UNFINISHED)
    backup.rename(hidden)
    shutil.rmtree(hidden)


def _refuse_inside(settings: Settings, folder: Path) -> None:
    for part in (*(settings.state / name for name in (FILES, READINGS, LAID_OUT)), settings.published):
        if folder.resolve().is_relative_to(part.resolve()):
            raise PalermoError(f"{folder}: lies in {part}, which is to be copied; name a folder outside of it")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder of backups; the system lets go of it when a process ends, however it ends."""
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise PalermoError(f"{folder}: another backup is being made there; wait for it to end") from error
    finally:
        os.close(descriptor)
