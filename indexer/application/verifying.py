"""Collections and all that is derived from them: compared, and mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.application.opening import open_parts, open_vocabularies
from indexer.corpus import Catalogue
from indexer.pipeline.parts import FileProblem
from indexer.pipeline.progress import Progress
from indexer.pipeline.verifying import Difference, mend, verify
from indexer.settings import Settings


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many sound records there are, the differences that are left, those that were mended, and why not more.

    ``problems`` are what could not be read of files that had not been read; ``notes`` are what is good to know and no
    difference.
    """

    records: int
    differences: tuple[Difference, ...]
    mended: tuple[Difference, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    notes: tuple[str, ...] = ()


def verify_corpora(
    settings: Settings, progress: Progress, *, whole: bool, mending: bool, others: Sequence[Path] = ()
) -> VerifyReport:
    """Compare the collections of the settings with catalogue, readings and index, and mend what can be (``mending``).

    ``whole`` says that these are all collections there are: only then it is told what belongs to none of them.
    Relations may lead to records of ``others``, collections that are not compared. Raises
    CorpusError if a collection is not there, EngineError.
    """
    vocabularies = open_vocabularies(settings)
    catalogue = Catalogue(settings.catalogue, settings.corpora, vocabularies)
    with open_parts(settings, vocabularies, progress) as opened:
        parts = replace(opened, others=others)
        found = verify(parts, catalogue, whole=whole)
        if not mending or not found.differences:
            return VerifyReport(found.records, found.differences, notes=found.notes)
        problems = mend(parts, catalogue, found.differences)
        left = verify(parts, catalogue, whole=whole)
        remaining = {difference.about for difference in left.differences}
        mended = tuple(difference for difference in found.differences if difference.about not in remaining)
        return VerifyReport(left.records, left.differences, mended, problems, left.notes)
