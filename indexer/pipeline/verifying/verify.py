"""The steps of ``indexer verify``, in their order; and what mends what they find."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.corpus import Catalogue
from indexer.pdf import READER
from indexer.pipeline.checking import SoundRecord, find_records
from indexer.pipeline.corrected import unfit_corrections
from indexer.pipeline.indexing import index_records
from indexer.pipeline.parts import FileProblem, Parts
from indexer.pipeline.reading import read_files
from indexer.pipeline.verifying.derived import (
    catalogue_differences,
    index_differences,
    index_state,
    orphan_readings,
    reading_differences,
)
from indexer.pipeline.verifying.difference import Difference, Mend
from indexer.pipeline.verifying.folders import folder_findings, of_fault
from indexer.pipeline.verifying.strays import leftovers_of_readings
from indexer.structure import STRUCTURE


@dataclass(frozen=True, slots=True)
class Verified:
    """How many sound records there are, and every difference, in the order of the steps; notes are none of them."""

    records: int
    differences: tuple[Difference, ...]
    notes: tuple[str, ...] = ()


def verify(parts: Parts, catalogue: Catalogue, *, whole: bool) -> Verified:
    """Compare folders, checksums, catalogue, readings and index; nothing is changed.

    ``whole`` says that these are all collections: only then it can be said what belongs to none of them. Raises
    CorpusError if a collection is not there, EngineUnavailable.
    """
    checked = find_records(parts)  # every file of every record against its checksum
    folders = folder_findings(parts.corpora, sorted(checked.faults + checked.minor))  # leftovers, strays, revisions
    index = index_state(parts, checked.records)
    differences = [
        *sorted(folders.differences),
        *leftovers_of_readings(parts.settings.data),
        *catalogue_differences(catalogue),
        *reading_differences(parts, checked.records, index),
        *map(of_fault, unfit_corrections(parts.readings, checked.records)),
        *index_differences(parts, checked.records, index, whole=whole),
    ]
    notes = orphan_readings(parts, folders.checksums) if whole else ()
    return Verified(len(checked.records), tuple(differences), tuple(notes))


def mend(parts: Parts, catalogue: Catalogue, differences: Iterable[Difference]) -> tuple[FileProblem, ...]:
    """Mend what can be mended without losing anything that is not derived; the rest is left as it is.

    What could not be read of files is given. Raises EngineError if the index cannot be written, OSError if a leftover
    cannot be removed.
    """
    subjects: dict[Mend, set[str]] = {}
    for difference in differences:
        subjects.setdefault(difference.mend, set()).add(difference.subject)
    for leftover in subjects.get(Mend.REMOVE, ()):
        _remove(Path(leftover))
    if Mend.CATALOGUE in subjects:
        catalogue.rebuild()
    return _mend_index(parts, subjects)


def _remove(leftover: Path) -> None:
    if leftover.is_dir() and not leftover.is_symlink():
        shutil.rmtree(leftover)
    else:
        leftover.unlink(missing_ok=True)


def _forget_outcomes(parts: Parts, records: Iterable[SoundRecord]) -> None:
    """Let the readings of these records be loaded again, so that damaged ones are found out."""
    for sound in records:
        for file in sound.files:
            parts.readings.forget_outcome(file.sha256, READER, STRUCTURE)


def _mend_index(parts: Parts, subjects: Mapping[Mend, set[str]]) -> tuple[FileProblem, ...]:
    """Read what was not read, and bring those records and what is stale in the index up to date."""
    fresh = Mend.BUILD in subjects
    wanted = subjects.get(Mend.READ, set()) | subjects.get(Mend.INDEX, set())
    gone = subjects.get(Mend.FORGET, set())
    if not (fresh or wanted or gone):
        return ()
    found = find_records(parts)
    records = [sound for sound in found.records if fresh or sound.id in wanted]
    _forget_outcomes(parts, [sound for sound in records if sound.id in subjects.get(Mend.READ, ())])
    read = read_files(parts, records)
    index_records(parts, records, found.facts, fresh=fresh, gone=sorted(gone))
    return read.problems
