"""Where the collections stand: what the index has of them, what could not be read, what waits for a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.pdf import READER
from indexer.pipeline.build import BuildPlan, plan_for
from indexer.pipeline.checking import check_records
from indexer.pipeline.corrected import unfit_corrections
from indexer.pipeline.parts import Parts
from indexer.pipeline.reading import sources_of
from indexer.search.types import RecordRequest, SearchEngine
from indexer.structure import STRUCTURE


@dataclass(frozen=True, slots=True)
class State:
    """What a build would do, and the numbers of files: all those of sound records, and those with a problem.

    ``unfit_corrections`` are those of provisions that fit what was read no more.
    """

    waiting: BuildPlan
    files: int
    files_with_problems: int
    unfit_corrections: int


def state_of(parts: Parts) -> State:
    """Look at all records as a build would; nothing is changed. Raises what ``build`` raises."""
    checked = check_records(parts)
    sources = sources_of(checked.records)
    outcomes = (parts.readings.outcome(source.file.sha256, READER, STRUCTURE) for source in sources)
    problems = sum(1 for outcome in outcomes if outcome and outcome.problems)
    unfit = sum(1 for _ in unfit_corrections(parts.readings, checked.records))
    return State(plan_for(parts, checked), len(sources), problems, unfit)


def records_by_language(engine: SearchEngine) -> Mapping[str, int]:
    """How many records of the index have a text in each language, most first. Raises EngineError."""
    counts = engine.find_records(RecordRequest(facets=("language",), limit=0)).facets["language"]
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
