"""Backups on the command line: ``portal backup``, ``portal restore``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from indexer.errors import PalermoError
from indexer.settings import read_settings
from portal.backup import manifest as manifests
from portal.backup.checking import faults
from portal.backup.making import back_up
from portal.backup.manifest import Manifest
from portal.backup.restoring import restore as put_back
from portal.commands import told

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.argument("folder", type=_FOLDER)
@click.option("--keep", type=click.IntRange(1), default=None, help="Remove the oldest, so that so many remain.")
@click.option("--check", is_flag=True, help="Make none, but look whether those in the folder are whole.")
@told
def backup(folder: Path, keep: int | None, check: bool) -> None:  # noqa: FBT001 - an option of the command line
    """Copy accounts, submissions, published records and what readers sent into a new folder within FOLDER.

    3 if it was made, but for files that are named.
    """
    if check:
        _check(folder)
        return
    made = back_up(read_settings(), folder, keep or 0)
    manifest = manifests.read(made)
    click.echo(f"Backed up {_told_of(manifest)}: {made}")
    for sha256 in manifest.missing:
        click.echo(
            f"portal: the submitted file {sha256} is missing or damaged; look for it in earlier backups", err=True
        )
    if manifest.changing:
        click.echo("portal: records were being published all the while; some may be newer than the rows", err=True)
    if manifest.missing:
        sys.exit(3)


@click.command()
@click.argument("backup", type=click.Path(path_type=Path, exists=True, file_okay=False))
@told
def restore(backup: Path) -> None:
    """Put the backup in the folder BACKUP back where the settings say, if nothing is there yet."""
    made = put_back(read_settings(), backup)
    click.echo(f"Restored {_told_of(made)}, as of {made.made}")
    click.echo("Run `indexer build` now, then start the portal. The secrets are not in a backup: set them again.")


def _check(folder: Path) -> None:
    """Say of each backup whether it is whole; 1 if one is not."""
    found = (folder,) if (folder / manifests.FILE).is_file() else manifests.backups(folder)
    if not found:
        raise PalermoError(f"{folder}: there is no backup in it")
    damaged = False
    for one in found:
        wrong = list(faults(one))
        damaged = damaged or bool(wrong)
        click.echo("\n".join([f"{one}: {'damaged' if wrong else f'whole, {_told_of(manifests.read(one))}'}", *wrong]))
    if damaged:
        sys.exit(1)


def _told_of(manifest: Manifest) -> str:
    """What is in a backup, in numbers."""
    records = sum(1 for path in manifest.files if path.startswith(manifests.RECORDS) and path.endswith("/record.yaml"))
    submitted = sum(1 for path in manifest.files if path.startswith(f"{manifests.FILES}/"))
    rows = sum(manifest.rows.values())
    return f"{rows} rows, {submitted} submitted files, {records} records, {manifest.size:,} bytes"
