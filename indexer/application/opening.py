"""The parts one by one, as the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from indexer.corpus import Catalogue, Corpus
from indexer.engines import open_engine
from indexer.pipeline.parts import Parts
from indexer.pipeline.progress import Progress
from indexer.readings import Readings
from indexer.search import FINGERPRINT, Search
from indexer.settings import Settings
from indexer.vocabularies import Vocabularies


def open_vocabularies(settings: Settings) -> Vocabularies:
    """The vocabularies of the settings; raises VocabularyError."""
    return Vocabularies.open(settings.vocabularies)


def open_corpus(settings: Settings, vocabularies: Vocabularies) -> Corpus:
    """The collections of the settings as they are now, ready to be read; raises CorpusError if one is not there."""
    return Corpus.open(settings.corpora, vocabularies)


def open_catalogue(settings: Settings, vocabularies: Vocabularies) -> Catalogue:
    """The catalogue of the collections of the settings, up to date; raises CorpusError if one is not there."""
    return Catalogue.open(settings.catalogue, settings.corpora, vocabularies)


@contextmanager
def open_parts(settings: Settings, vocabularies: Vocabularies, progress: Progress) -> Iterator[Parts]:
    """What the pipeline works with; the engine is closed at the end."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        yield Parts(
            settings=settings,
            corpora=settings.corpora,
            vocabularies=vocabularies,
            readings=open_readings(settings),
            engine=engine,
            progress=progress,
        )


def open_readings(settings: Settings) -> Readings:
    """The store of readings and page images."""
    return Readings(settings.data)


@contextmanager
def open_search(settings: Settings) -> Iterator[Search]:
    """A search over the index of the settings; the engine is closed at the end."""
    with closing(open_engine(settings, FINGERPRINT)) as engine:
        yield Search(engine, open_vocabularies(settings))
