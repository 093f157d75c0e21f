"""Collections and all that is derived from them: compared, and mended."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.application.opening import open_parts, open_vocabularies
from indexer.corpus import Catalogue
from indexer.pipeline.parts import FileProblem
from indexer.pipeline.progress import Progress
from indexer.pipeline.verifying import Difference, mend, verify
from indexer.settings import Settings


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many sound records there are, the differences that are left, those that were mended, and why not more.

    ``problems`` are what could not be read of files that had not been read.
    """

    records: int
    differences: tuple[Difference, ...]
    mended: tuple[Difference, ...] = ()
    problems: tuple[FileProblem, ...] = ()


def verify_corpora(settings: Settings, progress: Progress, *, whole: bool, mending: bool) -> VerifyReport:
    """Compare the collections of the settings with catalogue, readings and index, and mend what can be (``mending``).

    ``whole`` says that these are all collections there are: only then it is told what belongs to none of them. Raises
    CorpusError if a collection is not there, EngineError.
    """
    vocabularies = open_vocabularies(settings)
    catalogue = Catalogue(settings.catalogue, settings.corpora, vocabularies)
    with open_parts(settings, vocabularies, progress) as parts:
        found = verify(parts, catalogue, whole=whole)
        if not mending or not found.differences:
            return VerifyReport(found.records, found.differences)
        problems = mend(parts, catalogue, found.differences)
        left = verify(parts, catalogue, whole=whole)
        mended = tuple(difference for difference in found.differences if difference not in left.differences)
        return VerifyReport(left.records, left.differences, mended, problems)
