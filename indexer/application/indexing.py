"""The index: built from the collections, asked what it holds, compared with them; and one file read by itself."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from indexer.application.opening import open_corpus, open_readings, open_vocabularies
from indexer.engines import open_engine
from indexer.language.detection import shares
from indexer.model import Reading
from indexer.pdf import read_pages
from indexer.pipeline.build import build as run_steps
from indexer.pipeline.parts import BuildReport, Parts
from indexer.pipeline.progress import Progress
from indexer.search import FINGERPRINT
from indexer.search.types import IndexStatus
from indexer.settings import Settings
from indexer.structure import structure_of


def index_status(settings: Settings) -> IndexStatus:
    """What the index of the settings holds; raises EngineError."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        return engine.status()


@dataclass(frozen=True, slots=True)
class IndexGap:
    """How the index differs from the collections: the records that only the one has, and that only the others have."""

    only_index: int
    only_collections: int


def index_gap(settings: Settings) -> IndexGap:
    """Compare the ids in the index with those in the collections.

    Raises VocabularyError, CorpusError if a collection is not there, EngineError.
    """
    ids = open_corpus(settings, open_vocabularies(settings)).ids()
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        records = engine.status().records
        both = sum(len(engine.get_records(ids[start : start + 1000])) for start in range(0, len(ids), 1000))
        return IndexGap(records - both, len(ids) - both)


def build(settings: Settings, progress: Progress) -> BuildReport:
    """Read what is new in the collections of the settings and index all of it; see ``pipeline.build``."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        return run_steps(
            Parts(
                settings=settings,
                corpora=settings.corpora,
                vocabularies=open_vocabularies(settings),
                readings=open_readings(settings),
                engine=engine,
                progress=progress,
            )
        )


def read_file(file: Path, settings: Settings) -> Reading:
    """Both stages of the reading of one file, read anew and not kept; raises ReadingError."""
    pages = read_pages(file, settings)
    return Reading(pages, structure_of(pages, shares))
