"""The steps from the folders of records to a searchable index, in their order."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from indexer.errors import Fault, IndexDamaged, IndexMissing, IndexOutdated
from indexer.pipeline.checking import CheckedRecords, check_records
from indexer.pipeline.choosing import EVERYTHING, Choice
from indexer.pipeline.collecting import collect_readings
from indexer.pipeline.comparing import compare
from indexer.pipeline.corrected import unfit_corrections
from indexer.pipeline.indexing import index_records
from indexer.pipeline.parts import BuildReport, FileProblem, Parts
from indexer.pipeline.reading import Tries, known_files, read_files, sources_of
from indexer.search.types import SearchEngine


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What a build would do: the files it would read, the ids it would write and remove, how many it would leave.

    ``anew`` is why all of the index would be written anew, empty if it would not; ``faults`` are of records that would
    be left out, ``minor`` those of records that would not. ``problems`` are those of files that would not be read:
    they are known from before.
    """

    read: tuple[str, ...]
    write: tuple[str, ...]
    gone: tuple[str, ...]
    kept: int
    anew: str
    faults: tuple[Fault, ...]
    minor: tuple[Fault, ...]
    problems: tuple[FileProblem, ...]


def ask_engine(engine: SearchEngine) -> None:
    """Raise EngineUnavailable now rather than after hours of reading; that it has no index to use is no matter."""
    with suppress(IndexMissing, IndexOutdated, IndexDamaged):
        engine.status()


def build(parts: Parts, choice: Choice = EVERYTHING, *, full: bool = False, whole: bool = False) -> BuildReport:
    """Read what is new in the collections and bring the index up to date; that is visible when this returns.

    Only what differs from the index is written, all of it if it is asked for (``full``) or has to be; see ``compare``.
    A record with faults and a file that cannot be read are left out and named in the report. Broken off at any moment
    it loses at most the files that were being read: readings are kept one by one, the index changes as a whole, and
    the next build compares again. Raises CorpusError if there is no sound record at all, so that a wrong folder never
    empties an index, and EngineError if the index cannot be written: an engine that does not answer is found out
    before anything is read. ``whole`` says that the collections are all there are: readings that none of their records
    refers to are removed.
    """
    ask_engine(parts.engine)
    checked = check_records(parts, choice)  # folders -> sound records, faults
    read = read_files(parts, checked.records, again=full)  # their files -> pages and structure, in the store
    changes = compare(parts, checked, choice, full=full)  # records, readings, index -> what differs
    if changes:
        index_records(parts, changes.write, checked.facts, fresh=bool(changes.anew), gone=changes.gone)
    parts.engine.tidy()  # what builds left that were killed
    whole = whole and choice.everything
    readings_removed = collect_readings(parts, checked.records) if whole else 0  # what no record refers to
    status = parts.engine.status()
    return BuildReport(
        records=status.records,
        passages=status.passages,
        written=len(changes.write),
        removed=len(changes.gone),
        anew=changes.anew,
        files_read=read.files_read,
        files_kept=read.files_kept,
        faults=checked.faults,
        problems=read.problems,
        minor=_minor(parts, checked),
        readings_removed=readings_removed,
    )


def _minor(parts: Parts, checked: CheckedRecords) -> tuple[Fault, ...]:
    """The faults that leave no record out, corrections that fit what was read no more among them."""
    return tuple(sorted((*checked.minor, *unfit_corrections(parts.readings, checked.records))))


def plan(parts: Parts, choice: Choice = EVERYTHING, *, full: bool = False) -> BuildPlan:
    """What ``build`` would do now; neither the index nor the readings are touched. Raises what ``build`` raises."""
    ask_engine(parts.engine)
    return plan_for(parts, check_records(parts, choice), choice, full=full)


def plan_for(parts: Parts, checked: CheckedRecords, choice: Choice = EVERYTHING, *, full: bool = False) -> BuildPlan:
    """The same for records that were checked already."""
    known = known_files(parts.readings, sources_of(checked.records), Tries(parts.settings, full))
    changes = compare(parts, checked, choice, full=full, waiting={source.record for source in known.waiting})
    return BuildPlan(
        read=tuple(source.name for source in known.waiting),
        write=tuple(sound.id for sound in changes.write),
        gone=changes.gone,
        kept=changes.kept,
        anew=changes.anew,
        faults=checked.faults,
        minor=_minor(parts, checked),
        problems=known.problems,
    )
