"""A backup put back into an empty place.

The files come first, the rows last and in one transaction, so that what was killed midway has no rows that lack their
files. A mark in the folder says which backup is being put back: the same one can be put back again after that, and
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from indexer.errors import PalermoError
from indexer.settings import Settings
from indexer.storing import sync_folder, write_whole
from portal.audit import verifying
from portal.backup import manifest as manifests
from portal.backup.checking import faults
from portal.backup.files import copy, sync_tree, walk
from portal.backup.manifest import DATABASE, FILES, LAID_OUT, READINGS, RECORDS, SENT, Manifest
from portal.backup.rows import is_empty, read_rows
from portal.database import bring_up_to_date
from portal.database.engine import FILE as DATABASE_FILE
from portal.database.engine import address_of, prepare, writing
from portal.database.migrating import upgrade

MARK = ".restoring"
SHOWN = 20
"""Faults of a backup that are told."""


def restore(settings: Settings, backup: Path) -> Manifest:
    """Put a backup back where the settings say; everything in it is checked before anything is written.

    Raises PalermoError if the backup is not whole, if the place is not empty, or if the database refuses.
    """
    made = manifests.read(backup)
    _refuse_faulty(backup)
    mark = settings.state / MARK
    if not (mark.exists() and mark.read_text(encoding="utf-8") == made.made):
        _refuse_occupied(settings, mark)
    write_whole(mark, made.made.encode())
    settings.state.chmod(0o700)
    for path in made.files:
        target = _place(settings, path)
        if target:
            copy(backup / path, target)
    for folder in (settings.state, settings.published):
        if folder.is_dir():
            sync_tree(folder)
    if made.step:
        _restore_rows(settings, backup / DATABASE, made)
    mark.unlink()
    sync_folder(settings.state)
    return made


def _refuse_faulty(backup: Path) -> None:
    found = list(islice(faults(backup), SHOWN))
    if found:
        raise PalermoError("\n".join([f"{backup}: damaged, nothing was restored:", *found]))


def _refuse_occupied(settings: Settings, mark: Path) -> None:
    if mark.exists():
        raise PalermoError(f"{mark}: another backup was being put back there; clear {settings.state} first")
    found = list(_occupied(settings))
    if found:
        raise PalermoError("\n".join(["a backup is put back into an empty place only; there is already:", *found]))


def _occupied(settings: Settings) -> Iterator[str]:
    """What is already where the backup would go."""
    if (settings.state / SENT).exists():
        yield str(settings.state / SENT)
    for folder in (*(settings.state / part for part in (FILES, READINGS, LAID_OUT)), settings.published):
        if next(walk(folder), None):
            yield str(folder)
    if settings.database_url or (settings.state / DATABASE_FILE).exists():
        with _connected(settings) as connection:
            if not is_empty(connection):
                yield connection.engine.url.render_as_string()


def _place(settings: Settings, path: str) -> Path | None:
    """Where a file of a backup goes; the rows go into the database."""
    part, _, inside = path.partition("/")
    if part == DATABASE:
        return None
    return settings.published / inside if part == RECORDS else settings.state / path


def _restore_rows(settings: Settings, folder: Path, made: Manifest) -> None:
    """Fill the database at the step that it had, then bring it to that of this version, and look through the trail."""
    with _connected(settings) as connection:
        if is_empty(connection):  # else one that was killed right after it has done this
            upgrade(connection, made.step)
            read_rows(connection, folder)
            verifying.verify(Session(connection), [verifying.parse(made.trail)])
    bring_up_to_date(settings)
    verifying.keep(settings.state, verifying.parse(made.trail))


@contextmanager
def _connected(settings: Settings) -> Iterator[Connection]:
    """A transaction in the database; what it did is undone if it fails."""
    engine = create_engine(address_of(settings))
    prepare(engine)
    try:
        with writing(), engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise PalermoError(f"{engine.url.render_as_string()}: the database cannot be filled: {error}") from error
    finally:
        engine.dispose()
