"""Structures as they are used: as read, with the corrections applied that the record makes to the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.corpus import read_record
from indexer.corpus.folders import RECORD
from indexer.errors import Fault
from indexer.model import Correction, Pages
from indexer.pdf import READER
from indexer.pipeline.checking import SoundFile, SoundRecord
from indexer.readings import Readings
from indexer.structure import STRUCTURE, Corrected, Unfit, corrected


def corrected_structure(
    readings: Readings, sha256: str, corrections: Sequence[Correction], pages: Pages | None = None
) -> Corrected | None:
    """The structure of a file as corrected, with the kinds of the lines of ``pages``; None if none is kept."""
    structure = readings.structure(sha256, READER, STRUCTURE)
    return corrected(structure, corrections, pages) if structure else None


def unfit_corrections(readings: Readings, records: Iterable[SoundRecord]) -> Iterator[Fault]:
    """The corrections that fit no more what was read, as faults that leave no record out.

    Files that are not read yet are passed over; a structure is loaded only where there are corrections.
    """
    for sound in records:
        unfit = [(place, one) for place, file in enumerate(sound.files) for one in _unfit(readings, file)]
        if unfit:
            text = read_record(sound.folder / RECORD)
            for place, one in unfit:
                expected = f"a correction that fits what is read now: {one.reason}"
                yield text.fault(("files", place, "corrections", one.place - 1, "begins"), expected)


def _unfit(readings: Readings, file: SoundFile) -> tuple[Unfit, ...]:
    found = corrected_structure(readings, file.sha256, file.corrections) if file.corrections else None
    return found.unfit if found else ()
