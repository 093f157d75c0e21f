"""The index: built from the collections, asked what it holds, compared with them; and one file read by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.application.opening import open_catalogue, open_corpus, open_parts, open_vocabularies
from indexer.application.proposing import follow_records
from indexer.corpus import Corpus
from indexer.engines import open_engine
from indexer.errors import IndexMissing
from indexer.language.detection import shares
from indexer.model import Reading
from indexer.pdf import read_pages
from indexer.pipeline.build import BuildPlan, plan
from indexer.pipeline.build import build as run_steps
from indexer.pipeline.choosing import EVERYTHING, Choice
from indexer.pipeline.parts import BuildReport
from indexer.pipeline.progress import Progress
from indexer.pipeline.state import State, records_by_language, state_of
from indexer.search import FINGERPRINT
from indexer.search.types import IndexStatus
from indexer.settings import BUNDLED, Settings
from indexer.structure import structure_of


def index_status(settings: Settings) -> IndexStatus:
    """What the index of the settings holds; raises EngineError."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        return engine.status()


def index_languages(settings: Settings) -> Mapping[str, int]:
    """How many records of the index have a text in each language, most first; raises EngineError."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        return records_by_language(engine)


def collection_state(settings: Settings, progress: Progress) -> State:
    """What waits for a build, and what could not be read of files; raises what ``build`` raises."""
    with open_parts(settings, open_vocabularies(settings), progress) as parts:
        return state_of(parts)


@dataclass(frozen=True, slots=True)
class IndexGap:
    """How the index differs from the collections: the records that only the one has, and that only the others have.

    ``left_out`` are those of ``only_index`` that are of the bundled demonstration collection, which the settings leave
    out.
    """

    only_index: int
    only_collections: int
    left_out: int = 0


def index_gap(settings: Settings) -> IndexGap:
    """Compare the ids in the index with those in the collections; without records no index is missing.

    Raises VocabularyError, CorpusError if a collection is not there, EngineError.
    """
    vocabularies = open_vocabularies(settings)
    served = set(open_corpus(settings, vocabularies).ids())
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        try:
            indexed = set(engine.ids())
        except IndexMissing:
            if served:
                raise
            return IndexGap(0, 0)
    only_index = indexed - served
    left_out: set[str] = set()
    if only_index and not settings.demonstration and BUNDLED.is_dir():
        left_out = only_index & set(Corpus.open([BUNDLED], vocabularies).ids())
    return IndexGap(len(only_index), len(served - indexed), len(left_out))


def build(  # noqa: PLR0913 - one argument an option
    settings: Settings,
    progress: Progress,
    choice: Choice = EVERYTHING,
    *,
    full: bool = False,
    whole: bool = False,
    others: Sequence[Path] = (),
) -> BuildReport:
    """Read what is new in the collections of the settings and bring the index up to date; see ``pipeline.build``.

    ``whole`` says that these are all collections there are: readings that none of their records refers to are removed.
    Relations may lead to records of ``others``, collections that are not built. The catalogue is brought up to date
    too, so that no reader of the portal waits for it, and so is what finds duplicates.
    """
    vocabularies = open_vocabularies(settings)
    with open_parts(settings, vocabularies, progress) as parts:
        report = run_steps(replace(parts, others=others), choice, full=full, whole=whole)
    open_catalogue(settings, vocabularies)
    if whole:
        follow_records(settings)
    return report


def plan_build(
    settings: Settings,
    progress: Progress,
    choice: Choice = EVERYTHING,
    *,
    full: bool = False,
    others: Sequence[Path] = (),
) -> BuildPlan:
    """What ``build`` would do now; no file of the index, the readings or the catalogue is written."""
    with open_parts(settings, open_vocabularies(settings), progress) as parts:
        return plan(replace(parts, others=others), choice, full=full)


def read_file(file: Path, settings: Settings) -> Reading:
    """Both stages of the reading of one file, read anew and not kept; raises ReadingError."""
    pages = read_pages(file, settings)
    return Reading(pages, structure_of(pages, shares))
