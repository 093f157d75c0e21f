"""The engines that the contract is asked of: the reference, tantivy in a folder, a real Elasticsearch node."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from indexer.engines.elastic import ElasticEngine
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.memory import MemoryEngine
from indexer.search.types import RecordEntry, SearchEngine


class Place:
    """Somewhere an index can be, empty at first; an engine can be opened on it more than once."""

    def __init__(self, kind: str, folder: Path, url: str) -> None:
        """``folder`` is for the embedded engine, ``url`` for Elasticsearch, empty for the others."""
        self.kind = kind
        self._folder = folder
        self._url = url
        self._prefix = f"test-{uuid.uuid4().hex}"
        self._memory = MemoryEngine("analysis 1")
        self._opened: list[SearchEngine] = []

    def open(self, fingerprint: str = "analysis 1") -> SearchEngine:
        """An engine on what is there."""
        if self.kind == "memory":
            return self._memory
        if self.kind == "embedded":
            engine: SearchEngine = EmbeddedEngine(self._folder, fingerprint)
        else:
            engine = ElasticEngine(self._url, self._prefix, fingerprint)
        self._opened.append(engine)
        return engine

    def build(self, entries: Sequence[RecordEntry]) -> SearchEngine:
        """An engine on a new generation that holds these records."""
        engine = self.open()
        writer = engine.begin(fresh=True)
        writer.write(entries)
        writer.publish()
        return engine

    def remove(self) -> None:
        """Close what was opened; remove what lies outside the folder."""
        for engine in self._opened:
            engine.close()
        if self._url:
            with Elasticsearch(self._url, request_timeout=120) as client:
                found = client.indices.get_alias(index=f"{self._prefix}-*")
                client.indices.delete(index=list(found) or ["none"], ignore_unavailable=True)


class Places:
    """Makes places for engines of one kind."""

    def __init__(self, kind: str, folder: Path, url: str) -> None:
        """The same for all places."""
        self._kind = kind
        self._folder = folder
        self._url = url
        self._made: list[Place] = []

    def new(self) -> Place:
        """Another empty place."""
        self._made.append(Place(self._kind, self._folder / str(len(self._made)), self._url))
        return self._made[-1]

    def remove(self) -> None:
        """Remove all places."""
        for place in self._made:
            place.remove()


@pytest.fixture(scope="session", params=["memory", "embedded", "elasticsearch"])
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """Places for each kind of engine."""
    url = request.getfixturevalue("elasticsearch_url") if request.param == "elasticsearch" else ""
    made = Places(request.param, tmp_path_factory.mktemp("index"), url)
    yield made
    made.remove()


@pytest.fixture
def place(places: Places) -> Iterator[Place]:
    """A place of a test's own."""
    made = places.new()
    yield made
    made.remove()
